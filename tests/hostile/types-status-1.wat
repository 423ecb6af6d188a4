;; The status of its `__pack_types` is 1.
;; expects: Link "the package's metadata can't be read: `__pack_types` returned the status 1"
(module
  (memory (export "memory") 1)
  (data (i32.const 512) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\07\00\00\00\09\00\00\00\09\00\00\00\00\00\00\00\00\09\00\00\00\26\00\00\00\00\00\00\00\02\00\00\00\07\00\00\00imports\07\00\00\00exports\00\00\00\00\00\00\00\00")
  (func (export "__pack_types") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 512))
    (i32.store (local.get $len) (i32.const 79))
    (i32.const 1))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
