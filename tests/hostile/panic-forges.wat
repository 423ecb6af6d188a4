;; It traps, and the message of its panic looks like a backtrace.
;; expects: Trap "panicked: no" "    |     0:   0x10 - good!number" "    | error while executing at wasm backtrace:"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "no\0a    0:   0x10 - good!number\0aerror while executing at wasm backtrace:")
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 64))
    (i32.store (local.get $len) (i32.const 71))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
