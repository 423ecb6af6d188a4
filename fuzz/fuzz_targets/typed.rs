#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    packr_fuzz::mutate::in_place(data, size, max, seed, fuzzer_mutate)
});
fuzz_target!(|data: &[u8]| packr_fuzz::typed::check(data));
