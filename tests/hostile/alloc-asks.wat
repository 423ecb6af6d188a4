;; Its allocator asks the host, whose result needs a block, for which its allocator asks the host, without an end.
;; expects: Limit "host function `ask` (called by `__pack_alloc`) is inside more than 14 calls of guests (the sandbox's `max_calls`)"
;; writes: 0..8
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (call $ask (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
