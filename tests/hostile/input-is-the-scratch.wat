;; It gives an import the result of the one before, which is in the host's own buffer, and which the next result is written over.
;; expects: answer 11u32
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $n i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (loop $more
      (drop (call $ask (i32.load (local.get $out)) (i32.load (local.get $out_len)) (local.get $out) (local.get $out_len)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $n) (i32.const 10))))
    (i32.const 0)))
