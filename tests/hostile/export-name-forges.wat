;; The names of its exports have line breaks in them, and are listed where none of them is the one that is due.
;; expects: Link "it exports `numbr\r\n  - nothing is wrong`"
(module
  (memory (export "memory") 1)
  (func (export "numbr\0d\0a  - nothing is wrong") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
