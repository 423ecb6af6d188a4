;; What it gives to an import ends where its memory ends, which is allowed.
;; expects: answer 2u32
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $end i32)
    (local.set $end (i32.shl (i32.add (memory.grow (i32.const 1)) (i32.const 1)) (i32.const 16)))
    (memory.copy (i32.sub (local.get $end) (i32.const 28)) (i32.const 64) (i32.const 28))
    (call $ask (i32.sub (local.get $end) (i32.const 28)) (i32.const 28) (local.get $out) (local.get $out_len))))
