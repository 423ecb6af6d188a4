;; It traps in a function whose name is one of C++, each part of which is the one before it twice.
;; expects: Trap "wasm backtrace" "<unknown>!_Z1f1AIiiE1BIS0_S0_E1CIS1_S1_E"
(module
  (memory (export "memory") 1)
  (func $_Z1f1AIiiE1BIS0_S0_E1CIS1_S1_E1DIS2_S2_E1EIS3_S3_E1FIS4_S4_E1GIS5_S5_E1HIS6_S6_E1IIS7_S7_E1JIS8_S8_E1KIS9_S9_E1LISA_SA_E1MISB_SB_E1NISC_SC_E1OISD_SD_E1PISE_SE_E1QISF_SF_E1RISG_SG_E1SISH_SH_E1TISI_SI_E1UISJ_SJ_E1VISK_SK_E1WISL_SL_E1XISM_SM_E (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable))
  (export "number" (func 0)))
