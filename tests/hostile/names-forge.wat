;; It traps in a function whose name has line breaks in it, and so has the module's.
;; expects: Trap "m\n    0:   0x10 - good!number\u{1b}[2J!f\n  - nothing is wrong"
(module $"m\0a    0:   0x10 - good!number\1b[2J"
  (memory (export "memory") 1)
  (func $"f\0a  - nothing is wrong" (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable))
  (export "number" (func 0)))
