;; It traps, and the message of its panic is outside its memory.
;; expects: Trap "panicked: its message is said to be 64 bytes at 4294967280, outside its memory"
(module
  (memory (export "memory") 1)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const -16))
    (i32.store (local.get $len) (i32.const 64))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
