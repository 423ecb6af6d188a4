;; Its start function grows its memory without an end.
;; expects: Instantiate "the sandbox's `max_memory`"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func $start (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 64)) (i32.const 0)))))
  (start $start)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
