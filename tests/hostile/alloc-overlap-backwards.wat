;; The second block ends behind the first byte of the first.
;; expects: Convention "its allocator returned 3073 for 1024 bytes, which are in use"
;; writes: 4096..5120
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $next (mut i32) (i32.const 4096))
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (global.get $next)
    (global.set $next (i32.sub (global.get $next) (i32.const 1023))))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $ask (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
