;; It fails with a message that is no UTF-8.
;; expects: Guest "failed in the guest: no �� text"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "no \ff\fe text")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 10))
    (i32.const -1)))
