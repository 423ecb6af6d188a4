;; It calls itself without an end.
;; expects: Trap "call stack exhausted (`Config::max_wasm_stack`)"
(module
  (memory (export "memory") 1)
  (func $f (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $f (i32.const 0))))
