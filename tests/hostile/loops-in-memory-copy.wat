;; It never ends, and is nearly always in instructions that copy 16 MiB over one another.
;; expects: Limit "took longer than 50ms (the sandbox's `deadline`)"
;; deadline: 50 ms
(module
  (memory (export "memory") 512)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (loop $forever
      (memory.copy (i32.const 1) (i32.const 0) (i32.const 0x1000000))
      (br $forever))
    (i32.const 0)))
