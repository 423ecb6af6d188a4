;; The inner of two calls writes its answer into the slots of the outer one, and none into its own.
;; expects: Host "bad result of guest function `number`"
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
  (global $outer (mut i32) (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.eqz (i32.load offset=24 (local.get $in))) (then
      (i32.store (global.get $outer) (i32.const 64))
      (i32.store offset=4 (global.get $outer) (i32.const 28))
      (return (i32.const 0))))
    (global.set $outer (local.get $out))
    (call $again (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
