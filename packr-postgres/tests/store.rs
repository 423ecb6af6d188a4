//! The store on a real server.

mod common;
#[path = "../../packr-core/tests/conformance/mod.rs"]
mod conformance;

use common::server;

#[test]
fn postgres_is_a_store() {
    let Some(server) = server("postgres_is_a_store") else {
        return;
    };
    conformance::all(server.shared("conformance"), server.shared("conformance"));
}
