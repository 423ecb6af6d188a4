;; It grows its memory by 2^32 - 1 pages, which no memory has: -1, and no limit.
;; expects: answer 7u32
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.ne (memory.grow (i32.const -1)) (i32.const -1)) (then (unreachable)))
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
