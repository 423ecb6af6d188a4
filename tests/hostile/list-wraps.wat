;; A packed list of 2^29 + 1 numbers of eight bytes: their size wraps around to eight, which are there.
;; expects: Result "bad result"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\15\00\00\00\0d\00\00\00\0f\01\00\00 12345678")
  (func (export "bytes") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 37))
    (i32.const 0)))
