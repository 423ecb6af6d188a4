;; Its `__pack_keeps_outputs` is a global, which says nothing: the output is given back.
;; expects: answer 7u32
;; writes: 64..92
(module
  (memory (export "memory") 1)
  (global (export "__pack_keeps_outputs") i32 (i32.const 0))
  (global $freed (mut i32) (i32.const 0))
  (func (export "__pack_free") (param i32 i32)
    (memory.fill (local.get 0) (i32.const 255) (local.get 1)))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
