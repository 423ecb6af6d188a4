;; It has the host call it again, ten calls inside each other, which is allowed.
;; expects: answer 7u32
;; inputs: 9..11
;; writes: 88..92
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
  (data (i32.const 128) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.eqz (i32.load offset=24 (local.get $in))) (then
      (i32.store (local.get $out) (i32.const 128))
      (i32.store (local.get $out_len) (i32.const 28))
      (return (i32.const 0))))
    (i32.store (i32.const 88) (i32.sub (i32.load offset=24 (local.get $in)) (i32.const 1)))
    (call $again (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
