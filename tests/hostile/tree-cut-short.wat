;; A good value of variants and lists that ends at every byte before its last.
;; expects: Result "bad result"
;; inputs: 0..119
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\04\00\00\00\03\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00\08\00\00\00\14\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\01\00\00\00\00\00\00\00\07\00\00\00\11\00\00\00\08\00\00\00\00\02\00\00\00\01\00\00\00\01\00\00\00\08\00\00\00\1e\00\00\00\04\00\00\00Tree\06\00\00\00Branch\01\00\00\00\01\00\00\00\02\00\00\00")
  (func (export "tree") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.load offset=24 (local.get $in)))
    (i32.const 0)))
