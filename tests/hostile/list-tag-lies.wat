;; A packed list that is said to be of strings.
;; expects: Result "bad result"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\15\00\00\00\09\00\00\00\06\04\00\00\001234")
  (func (export "bytes") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 33))
    (i32.const 0)))
