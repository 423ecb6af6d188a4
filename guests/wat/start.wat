;; World test:small/small, and a start function that calls the import `log` with "started",
;; while the instance is still being made.
(module
  (import "test:small/host" "echo" (func $host_echo (param i32 i32 i32 i32) (result i32)))
  (import "$root" "log" (func $log (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; A bump allocator that frees nothing: enough for a few calls.
  (global $next (mut i32) (i32.const 4096))
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (if (i32.le_s (local.get $size) (i32.const 0)) (then (return (i32.const 0))))
    (if (i32.gt_u (i32.add (global.get $next) (local.get $size)) (i32.const 65536)) (then (return (i32.const 0))))
    (global.get $next)
    (global.set $next (i32.add (global.get $next) (local.get $size))))
  (func (export "__pack_free") (param i32 i32))

  ;; The text "started", bare: existing guests send a single parameter without its tuple.
  (data (i32.const 128) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00" "\06\00\00\00\0b\00\00\00" "\07\00\00\00started")
  (func $start
    (if (call $log (i32.const 128) (i32.const 35) (i32.const 0) (i32.const 4)) (then (unreachable))))
  (start $start)

  (func (export "echo") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $host_echo (local.get $in) (local.get $len) (local.get $out) (local.get $out_len)))

  ;; The empty tuple.
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00" "\0b\00\00\00\04\00\00\00" "\00\00\00\00")
  (func (export "ping") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
