;; All of its memory is its output: a good value, and much behind it.
;; expects: Result "bad result" "found 131044 more bytes"
(module
  (memory (export "memory") 1)
  (data (i32.const 0) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 0))
    (i32.store (local.get $out_len) (i32.shl (memory.size) (i32.const 16)))
    (i32.const 0)))
