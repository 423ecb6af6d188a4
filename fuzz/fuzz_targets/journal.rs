#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| packr_fuzz_runtime::journal::check(data));
