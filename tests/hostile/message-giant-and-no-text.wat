;; It fails with a message of a megabyte that is no UTF-8, each byte of which is shown as three.
;; expects: Guest "failed in the guest: ��"
;; writes: 0..1048576
(module
  (memory (export "memory") 17)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (memory.fill (i32.const 0) (i32.const 255) (i32.const 0x100000))
    (i32.store (local.get $out) (i32.const 0))
    (i32.store (local.get $out_len) (i32.const 1048576))
    (i32.const -1)))
