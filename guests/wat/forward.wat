;; The world `import pass: func(..) -> t; export send: func(..) -> t`, for any types: what `send` is given goes to `pass`
;; as it is, and what `pass` answers is the answer. Without an allocator, and without metadata.
;; `asked` and `answered` have the versions of the last message of each kind.
(module
  (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $asked (export "asked") (mut i32) (i32.const 0))
  (global $answered (export "answered") (mut i32) (i32.const 0))
  (func (export "send") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $status i32)
    (global.set $asked (i32.load16_u offset=4 (local.get $in)))
    (local.set $status (call $pass (local.get $in) (local.get $len) (local.get $out) (local.get $out_len)))
    (global.set $answered (i32.load16_u offset=4 (i32.load (local.get $out))))
    (local.get $status)))
