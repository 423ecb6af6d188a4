;; It grows a table without an end.
;; expects: Limit "guest function `number` would have" "the sandbox's `max_table_elements`"
(module
  (memory (export "memory") 1)
  (table $table 1 funcref)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (loop $more (br_if $more (i32.ge_s (table.grow $table (ref.null func) (i32.const 16)) (i32.const 0))))
    (i32.const 0)))
