;; It calls a host function that fails.
;; expects: Host "host function `fail` (called by `number`) failed in the host: on purpose"
;; writes: 0..0
(module
  (import "$root" "fail" (func $fail (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (drop (call $fail (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
    (i32.store (local.get $out) (i32.load (i32.const 0)))
    (i32.store (local.get $out_len) (i32.load (i32.const 4)))
    (i32.const 0)))
