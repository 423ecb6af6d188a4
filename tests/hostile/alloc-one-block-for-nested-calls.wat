;; Its allocator hands out one block for a call and for another call inside that.
;; expects: Host "guest function `number`: its allocator returned 4096 for 1024 bytes, which are in use"
;; writes: 4096..5120
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (i32.const 4096))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $again (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
