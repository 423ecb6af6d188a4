;; No guest of world test:small/small, though nearly: `echo` is misspelt, `ping` has the signature of another
;; convention, and it imports a function that the world does not have, and one of an interface that nobody offers.
;; All of this belongs into one error at instantiation.
(module
  (import "test:small/host" "echo" (func (param i32 i32 i32 i32) (result i32)))
  (import "test:small/host" "shout" (func (param i32 i32 i32 i32) (result i32)))
  (import "other:thing/clock" "now" (func (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; A bump allocator that frees nothing: enough for a few calls.
  (global $next (mut i32) (i32.const 4096))
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (if (i32.le_s (local.get $size) (i32.const 0)) (then (return (i32.const 0))))
    (if (i32.gt_u (i32.add (global.get $next) (local.get $size)) (i32.const 65536)) (then (return (i32.const 0))))
    (global.get $next)
    (global.set $next (i32.add (global.get $next) (local.get $size))))
  (func (export "__pack_free") (param i32 i32))
  (func (export "ehco") (param i32 i32 i32 i32) (result i32) (i32.const 0))
  (func (export "ping") (param i32 i32) (result i32) (i32.const 0)))
