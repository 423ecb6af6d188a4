;; World test:small/small, where every function fails as a guest may: with a status below 0 and a message.
;; `echo` answers -1 and "the guest has no answer", `ping` -2 and an empty message.
(module
  (memory (export "memory") 1)
  ;; A bump allocator that frees nothing: enough for a few calls.
  (global $next (mut i32) (i32.const 4096))
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (if (i32.le_s (local.get $size) (i32.const 0)) (then (return (i32.const 0))))
    (if (i32.gt_u (i32.add (global.get $next) (local.get $size)) (i32.const 65536)) (then (return (i32.const 0))))
    (global.get $next)
    (global.set $next (i32.add (global.get $next) (local.get $size))))
  (func (export "__pack_free") (param i32 i32))
  (data (i32.const 64) "the guest has no answer")
  (func $answer (param $out i32) (param $out_len i32) (param $len i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (local.get $len)))
  (func (export "echo") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $answer (local.get $out) (local.get $out_len) (i32.const 23))
    (i32.const -1))
  (func (export "ping") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $answer (local.get $out) (local.get $out_len) (i32.const 0))
    (i32.const -2)))
