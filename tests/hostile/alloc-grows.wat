;; Its allocator grows its memory each time, so that it may move.
;; expects: answer 2u32
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (i32.shl (memory.grow (i32.const 1)) (i32.const 16)))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $ask (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
