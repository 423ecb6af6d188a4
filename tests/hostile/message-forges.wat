;; It fails with a message that has line breaks in it, a terminal's command, and a mark that turns text around.
;; expects: Guest "failed in the guest: no" "    |   - the package fits\u{1b}[2J\u{202e}"
(module
  (memory (export "memory") 1)
  (data (i32.const 64) "no\0d\0a  - the package fits\1b[2J\e2\80\ae")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 31))
    (i32.const -1)))
