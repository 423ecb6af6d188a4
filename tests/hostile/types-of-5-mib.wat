;; Its metadata is five megabytes of nothing.
;; expects: Link "the package's metadata can't be read: " "4194304"
;; writes: 0..0
(module
  (memory (export "memory") 81)
  (func (export "__pack_types") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 0))
    (i32.store (local.get $len) (i32.const 5242880))
    (i32.const 0))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
