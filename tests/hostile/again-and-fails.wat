;; The inner of two calls fails by its status.
;; expects: Host "host function `again` (called by `number`) failed in the host: guest function `number` failed in the guest: it gave no message"
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.eqz (i32.load offset=24 (local.get $in))) (then (return (i32.const -1))))
    (call $again (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
