;; The slot for the length of a result is outside its memory.
;; expects: Convention "the slot for the result is said to be 4 bytes at 2147418112"
;; writes: 0..0
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (drop (call $ask (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 0x7fff0000)))
    (i32.store (local.get $out) (i32.load (i32.const 0)))
    (i32.store (local.get $out_len) (i32.load (i32.const 4)))
    (i32.const 0)))
