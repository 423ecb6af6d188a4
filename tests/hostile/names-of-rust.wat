;; It traps in a function whose name is one of Rust, a tuple of itself twice, without an end.
;; expects: Trap "wasm backtrace" "a::f::<(("
(module
  (memory (export "memory") 1)
  (func $_RINvC1a1fTB7_B7_EE (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable))
  (export "number" (func 0)))
