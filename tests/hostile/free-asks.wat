;; Its `__pack_free` asks the host for more each time, so that the host gives back its own buffer for a larger one, again and again.
;; expects: Limit "host function `many` (called by `__pack_free`) is inside more than 14 calls of guests"
;; writes: 0..8 88..92 4096..65536
(module
  (import "$root" "many" (func $many (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 4096))
  (func $alloc (export "__pack_alloc") (param $size i32) (result i32)
    (drop (memory.grow (i32.add (i32.const 1) (i32.shr_u (local.get $size) (i32.const 16)))))
    (global.get $top)
    (global.set $top (i32.add (global.get $top) (local.get $size))))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\04\00\00")
  (data (i32.const 128) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "__pack_free") (param i32 i32)
    (i32.store (i32.const 88) (i32.shl (i32.load (i32.const 88)) (i32.const 1)))
    (drop (call $many (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4))))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 128))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
