;; It traps, and the message of its panic is no UTF-8.
;; expects: Trap "panicked: no �� text"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "no \ff\fe text")
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 64))
    (i32.store (local.get $len) (i32.const 10))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
