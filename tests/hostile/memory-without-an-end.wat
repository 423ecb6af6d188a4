;; It grows its memory without an end.
;; expects: Limit "guest function `number` would have" "the sandbox's `max_memory`"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 16)) (i32.const 0))))
    (i32.const 0)))
