;; A list whose elements are options of options, 60 000 deep: the type alone is that.
;; expects: Result "max_depth"
;; writes: 1024..61025
(module
  (memory (export "memory") 1)
  (data (i32.const 1000) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\07\00\00\00e\ea\00\00")
  (data (i32.const 61029) "\08\00\00\00\14\00\00\00\00\00\00\00\00\00\00\00\01\00\00\00\01\00\00\00\00\00\00\00")
  (func (export "tree") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (memory.fill (i32.const 1024) (i32.const 10) (i32.const 60000))
    (i32.store8 (i32.const 61024) (i32.const 14))
    (i32.store (local.get $out) (i32.const 1000))
    (i32.store (local.get $out_len) (i32.const 60057))
    (i32.const 0)))
