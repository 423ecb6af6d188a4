;; Its metadata is said to be 2^32 - 1 bytes long.
;; expects: Link "the package's metadata can't be read: it is said to be 4294967295 bytes at 64"
(module
  (memory (export "memory") 1)
  (func (export "__pack_types") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const 64))
    (i32.store (local.get $len) (i32.const -1))
    (i32.const 0))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
