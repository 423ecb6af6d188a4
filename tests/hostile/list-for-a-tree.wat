;; A list without elements, where a variant is due.
;; expects: Result "bad result"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\07\00\00\00\05\00\00\00\0e\00\00\00\00")
  (func (export "tree") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 29))
    (i32.const 0)))
