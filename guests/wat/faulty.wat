;; World test:faulty/faulty: every wrong answer of an export, and every wrong call of an import.
;; The case is the number that the host passes; it is read where a host that sends a tuple of one u32 puts it.
;;
;; answer:
;;    0  good: the text "good"
;;    1  the answer begins past the end of the memory
;;    2  the answer ends past the end of the memory
;;    3  address and length together pass 2^32
;;    4  a length of 2^32 - 1
;;    5  no answer: address 0, length 0
;;    6  the slots are left as they were
;;    7  not CGRF
;;    8  version 9 of the format
;;    9  cut off in the last node
;;   10  more after the last node
;;   11  2^32 - 1 nodes promised
;;   12  the root is no node
;;   13  a list that contains itself
;;   14  a number where a text belongs
;;   15  a text that is not UTF-8
;;   16  a text longer than its node
;;   17  status 1, which means nothing here, with a good answer
;;   18  status -1, with the message "refused"
;;   19  status -1, with a message that is not UTF-8
;;   20  status -1, with a message past the end of the memory
;;   21  the lowest status there is, with no message
;;   22  a trap
;;
;; ask:
;;    0  good: "hello"
;;    1  the input begins past the end of the memory
;;    2  the input ends past the end of the memory
;;    3  the input is 2^32 - 1 bytes long
;;    4  the input is no value
;;    5  the input is of another type
;;    6  the slot of the address is past the end of the memory
;;    7  the slot of the length is past the end of the memory
;;    8  both slots at one address
;;    9  both slots inside the input
(module
  (import "$root" "say" (func $say (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)

  ;; A bump allocator that starts again when a quarter of the memory is left.
  (global $next (mut i32) (i32.const 8192))
  (func (export "__pack_alloc") (param $size i32) (result i32)
    (local $at i32)
    (if (i32.gt_u (local.get $size) (i32.const 16384)) (then (return (i32.const 0))))
    (if (i32.gt_u (global.get $next) (i32.const 40960)) (then (global.set $next (i32.const 8192))))
    (local.set $at (global.get $next))
    (global.set $next (i32.add (local.get $at) (local.get $size)))
    (local.get $at))
  (func (export "__pack_free") (param i32 i32))

  (data (i32.const 1024) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00good")
  (data (i32.const 1056) "this is no value, nor anything like it")
  (data (i32.const 1104) "CGRF\09\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00good")
  (data (i32.const 1136) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00goodmore")
  (data (i32.const 1184) "CGRF\02\00\00\00\ff\ff\ff\ff\00\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00good")
  (data (i32.const 1216) "CGRF\02\00\00\00\01\00\00\00\07\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00good")
  (data (i32.const 1248) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\07\00\00\00\09\00\00\00\06\01\00\00\00\00\00\00\00")
  (data (i32.const 1296) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\05\00\00\00")
  (data (i32.const 1328) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\06\00\00\00\02\00\00\00\ff\fe")
  (data (i32.const 1360) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\09\00\00\00\ff\ff\ff\7fshort")
  (data (i32.const 1408) "refused")
  (data (i32.const 1424) "caf\e9")
  (data (i32.const 1440) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\08\00\00\00\04\00\00\00said")
  (data (i32.const 1472) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\09\00\00\00\05\00\00\00hello")
  (data (i32.const 1520) "this is no value")
  (data (i32.const 1536) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\01\00\00\00\01\00\00\00\01")

  (func $give (param $out i32) (param $out_len i32) (param $ptr i32) (param $len i32)
    (i32.store (local.get $out) (local.get $ptr))
    (i32.store (local.get $out_len) (local.get $len)))

  (func (export "answer") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $case i32)
    (local.set $case (i32.load offset=24 (local.get $in)))
    (if (i32.eq (local.get $case) (i32.const 0)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 1)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 2147418112) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 2)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 65520) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 3)) (then (call $give (local.get $out) (local.get $out_len) (i32.const -16) (i32.const 64)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 4)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const -1)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 5)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 0) (i32.const 0)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 6)) (then (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 7)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1056) (i32.const 38)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 8)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1104) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 9)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 30)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 10)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1136) (i32.const 36)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 11)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1184) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 12)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1216) (i32.const 32)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 13)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1248) (i32.const 33)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 14)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1296) (i32.const 28)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 15)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1328) (i32.const 30)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 16)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1360) (i32.const 33)) (return (i32.const 0))))
    (if (i32.eq (local.get $case) (i32.const 17)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32)) (return (i32.const 1))))
    (if (i32.eq (local.get $case) (i32.const 18)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1408) (i32.const 7)) (return (i32.const -1))))
    (if (i32.eq (local.get $case) (i32.const 19)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 1424) (i32.const 4)) (return (i32.const -1))))
    (if (i32.eq (local.get $case) (i32.const 20)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 65530) (i32.const 100)) (return (i32.const -1))))
    (if (i32.eq (local.get $case) (i32.const 21)) (then (call $give (local.get $out) (local.get $out_len) (i32.const 0) (i32.const 0)) (return (i32.const -2147483648))))
    (if (i32.eq (local.get $case) (i32.const 22)) (then (unreachable)))
    (i32.const -3))

  (func (export "ask") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (local $case i32)
    (local $status i32)
    (local.set $case (i32.load offset=24 (local.get $in)))
    (if (i32.eq (local.get $case) (i32.const 0)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const 33) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.load (i32.const 0)) (i32.load (i32.const 4)))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 1)) (then
      (local.set $status (call $say (i32.const 2147418112) (i32.const 33) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 2)) (then
      (local.set $status (call $say (i32.const 65528) (i32.const 64) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 3)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const -1) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 4)) (then
      (local.set $status (call $say (i32.const 1520) (i32.const 16) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 5)) (then
      (local.set $status (call $say (i32.const 1536) (i32.const 25) (i32.const 0) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 6)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const 33) (i32.const 2147418112) (i32.const 4)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 7)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const 33) (i32.const 0) (i32.const 65534)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 8)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const 33) (i32.const 8) (i32.const 8)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (if (i32.eq (local.get $case) (i32.const 9)) (then
      (local.set $status (call $say (i32.const 1472) (i32.const 33) (i32.const 1472) (i32.const 1476)))
      (call $give (local.get $out) (local.get $out_len) (i32.const 1024) (i32.const 32))
      (return (local.get $status))))
    (i32.const -3)))
