;; Metadata that is no metadata.
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\01\00\00\00\01\00\00\00\01")
  (func (export "__pack_types") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 64))
    (i32.store (local.get $len) (i32.const 25))
    (i32.const 0))
  (func (export "f") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
