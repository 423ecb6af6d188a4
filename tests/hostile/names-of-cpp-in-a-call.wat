;; The same, in a function that calls the host, which fails.
;; expects: Host "host function `fail` (called by `number`) failed in the host: on purpose"
(module
  (import "$root" "fail" (func $fail (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $_Z1f1AIiiE1BIS0_S0_E1CIS2_S2_E1DIS4_S4_E1EIS6_S6_E1FIS8_S8_E1GISA_SA_E1HISC_SC_E1IISE_SE_E1JISG_SG_E1KISI_SI_E1LISK_SK_E1MISM_SM_E1NISO_SO_E1OISQ_SQ_E1PISS_SS_E1QISU_SU_E1RISW_SW_E (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $fail (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
  (export "number" (func 1)))
