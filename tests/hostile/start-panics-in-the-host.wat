;; Its start function calls a host function that panics.
;; expects: HostPanic "(called by `the start function`) panicked in the host: on purpose"
;; writes: 64..92
(module
  (import "$root" "panic" (func $panic (param i32 i32 i32 i32) (result i32)))
  (import "test" "memory" (memory 1))
  (export "memory" (memory 0))
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func $start (drop (call $panic (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4))))
  (start $start)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
