//! The store on a real server. Where none is installed the tests say so and pass; with PACKR_REQUIRE_POSTGRES=1 they fail.
//! They talk to it by a Unix socket.
#![cfg(unix)]

#[path = "../../../packr-core/tests/conformance/mod.rs"]
mod conformance;
mod guest;
mod killed;
mod owners;
mod restarted;
mod server;
mod tables;

use std::sync::Arc;

use packr_core::Value;
use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End};
use packr_core::journal::{JournalError, JournalWriter};
use server::server;

#[test]
fn postgres_is_a_store() {
    let Some(server) = server("postgres_is_a_store") else {
        return;
    };
    let store = || Arc::new(server.store("conformance"));
    conformance::all(store(), store());
}

/// Makes a call that returns its number, or tells why it was refused.
fn call(writer: &JournalWriter, number: u64) -> Result<(), Box<JournalError>> {
    let input = Value::U64(number);
    let mut call = Call::new(Direction::Export, "$root", "count", &input);
    call.id = number;
    match writer.begin(&call) {
        Decision::Continue => {
            writer.end(&call, End::Returned(&input));
            Ok(())
        }
        Decision::Refuse(error) => Err(error.downcast().unwrap()),
        _ => panic!("nobody answers"),
    }
}
