//! That random choices make guests that go wrong in every way there is, and ones that do not. A property of guests which all fail to
//! instantiate would hold too.

use std::collections::BTreeMap;

use packr::{Error, SandboxLimit, Value};
use packr_fuzz::mutate::Random;
use packr_fuzz_runtime::module::outcomes;

/// Of 500 guests. Too few of them mean that the choices have to be made otherwise.
const EXPECTED: &[(&str, usize)] = &[
    ("a value", 30),
    ("a bad result", 30),
    ("bad arguments", 10),
    ("against the convention", 30),
    ("a trap", 5),
    ("a failure of the guest", 5),
    ("a failure of the host", 5),
    ("interrupted", 50),
    ("out of fuel", 5),
    ("too much memory", 2),
    ("does not fit", 30),
    ("not instantiated", 10),
    ("invalid", 2),
];

#[test]
fn guests_end_in_all_ways() {
    let mut random = Random::new(1);
    let mut counts = BTreeMap::<&str, usize>::new();
    for _ in 0..500 {
        let bytes: Vec<u8> = (0..30 + random.below(200))
            .map(|_| random.below(256) as u8)
            .collect();
        for outcome in outcomes(&bytes) {
            *counts.entry(name(&outcome)).or_default() += 1;
        }
    }
    println!("{counts:#?}");
    for (name, least) in EXPECTED {
        let found = counts.get(name).copied().unwrap_or_default();
        assert!(
            found >= *least,
            "{name} came up {found} times, of {counts:#?}"
        );
    }
}

fn name(outcome: &Result<Value, Error>) -> &'static str {
    match outcome {
        Ok(_) => "a value",
        Err(Error::Compile { .. }) => "invalid",
        Err(Error::Link(_)) => "does not fit",
        Err(Error::Instantiate { .. }) => "not instantiated",
        Err(Error::Arguments { .. }) => "bad arguments",
        Err(Error::Result { .. }) => "a bad result",
        Err(Error::Trap { .. }) => "a trap",
        Err(Error::Guest { .. }) => "a failure of the guest",
        Err(Error::Host { .. }) => "a failure of the host",
        Err(Error::Interrupted { .. }) => "interrupted",
        Err(Error::Convention { .. }) => "against the convention",
        Err(Error::Limit { limit, .. }) => match limit {
            SandboxLimit::Fuel { .. } => "out of fuel",
            SandboxLimit::Memory { .. } => "too much memory",
            SandboxLimit::Calls { .. } => "too many calls inside each other",
            _ => "another limit",
        },
        Err(_) => "another error",
    }
}
