;; The slots for a result are inside the host's own buffer, where the result is: it is spoilt, and nothing else is.
;; expects: Result "bad result"
;; writes: 0..8 4096..65536
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 4096))
  (func $alloc (export "__pack_alloc") (param $size i32) (result i32)
    (global.get $top)
    (global.set $top (i32.add (global.get $top) (local.get $size))))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $scratch i32)
    (drop (call $ask (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
    (local.set $scratch (i32.load (i32.const 0)))
    (drop (call $ask (i32.const 64) (i32.const 28) (local.get $scratch) (i32.add (local.get $scratch) (i32.const 4))))
    (i32.store (local.get $out) (local.get $scratch))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
