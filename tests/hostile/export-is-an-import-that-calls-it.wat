;; Its export is the host function that calls its export, without an end, and with no guest between.
;; expects: Host "max_calls"
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (export "number" (func $again)))
