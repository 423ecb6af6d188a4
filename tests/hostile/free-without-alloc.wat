;; It has a `__pack_free` without an allocator: it is called for outputs, and not for what the host added.
;; expects: answer 2u32
;; writes: 128..156
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "__pack_free") (param $ptr i32) (param $len i32)
    (if (i32.or (i32.ne (local.get $ptr) (i32.const 128)) (i32.ne (local.get $len) (i32.const 28))) (then (unreachable))))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (drop (call $ask (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len)))
    (memory.copy (i32.const 128) (i32.load (local.get $out)) (i32.const 28))
    (i32.store (local.get $out) (i32.const 128))
    (i32.const 0)))
