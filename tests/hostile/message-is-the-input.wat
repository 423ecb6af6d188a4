;; It fails, and its message is what it was given.
;; expects: Guest "failed in the guest: CGRF"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (local.get $in))
    (i32.store (local.get $out_len) (local.get $len))
    (i32.const -1)))
