;; A value a million levels deep.
;; expects: Result "max_depth"
(module
  (memory (export "memory") 1)
  ;; A variant of the case `twig` with the node before it, 1 000 000 times, around a number: a message, whose length is answered.
  (data (i32.const 64) "\08\00\00\00\14\00\00\00\00\00\00\00\00\00\00\00\02\00\00\00\01\00\00\00")
  (data (i32.const 96) "CGRF\02\00\00\00\00\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func $build (result i32)
    (local $n i32) (local $end i32)
    (local.set $end (i32.shl (memory.grow (i32.const 428)) (i32.const 16)))
    (global.set $begin (local.get $end))
    (memory.copy (local.get $end) (i32.const 96) (i32.const 28))
    (local.set $end (i32.add (local.get $end) (i32.const 28)))
    (loop $more
      (memory.copy (local.get $end) (i32.const 64) (i32.const 24))
      (i32.store offset=24 (local.get $end) (local.get $n))
      (local.set $end (i32.add (local.get $end) (i32.const 28)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $n) (i32.const 1000000))))
    (i32.store offset=8 (global.get $begin) (i32.add (local.get $n) (i32.const 1)))
    (i32.store offset=12 (global.get $begin) (local.get $n))
    (i32.sub (local.get $end) (global.get $begin)))
  (global $begin (mut i32) (i32.const 0))
  (func (export "tree") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out_len) (call $build))
    (i32.store (local.get $out) (global.get $begin))
    (i32.const 0)))
