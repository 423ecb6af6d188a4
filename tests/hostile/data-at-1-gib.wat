;; Its data is at the end of a memory of 1 GiB, which it does not get.
;; expects: Instantiate "the sandbox's `max_memory`"
(module
  (memory (export "memory") 16384)
  (data (i32.const 0x3ffffffc) "data")
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
