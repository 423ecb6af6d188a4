;; Its metadata is of another version with each instance.
;; expects: answer 7u32
;; inputs: 0..6
;; writes: 65536..131072
(module
  (import "$root" "count" (func $count (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (data (i32.const 512) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\07\00\00\00\09\00\00\00\09\00\00\00\00\00\00\00\00\09\00\00\00\26\00\00\00\00\00\00\00\02\00\00\00\07\00\00\00imports\07\00\00\00exports\00\00\00\00\00\00\00\00")
  (func (export "__pack_types") (param $ptr i32) (param $len i32) (result i32)
    (local $version i32)
    (drop (call $count (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
    (local.set $version (i32.add (i32.const 2) (i32.and (i32.const 1) (i32.load offset=24 (i32.load (i32.const 0))))))
    (i32.store8 (i32.const 516) (local.get $version))
    (i32.store8 (i32.const 68) (local.get $version))
    (i32.store (local.get $ptr) (i32.const 512))
    (i32.store (local.get $len) (i32.const 79))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
