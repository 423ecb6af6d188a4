;; A string that is said to be 2^31 bytes long.
;; expects: Result "bad result"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\09\00\00\00\00\00\00\80short")
  (func (export "text") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 33))
    (i32.const 0)))
