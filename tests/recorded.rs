//! What "guests/twin.wasm" did in a run of 2026-11-26 10:39:03 UTC. Written by `packr journal test`.

use std::sync::Arc;

use packr::intercept::Redaction;
use packr::journal::Journal;
use packr::schema::World;
use packr::{Linker, Package, Replayer, Sandbox, Shared};

mod recorded {
    // The world of the run.
    packr::bindgen!({ inline: r#"package demo:calc;

interface host {
    lookup: func(name: string) -> option<s64>;
}

world calc {
    variant expr {
        num(s64),
        name(string),
        neg(expr),
        sum(list<expr>),
    }
    import host;
    export eval: func(e: expr) -> result<s64, string>;
}
"# });
}

/// The run, to be read and changed by hand.
const RUN: &str = r#"
packr journal 1
packr "0.30.0"
started 0ns

start 0 at 0ns export eval [e] (Expr::Sum#3([Expr::Num#0(1s64), Expr::Neg#2(Expr::Name#1("x"))]))
start 1 in 0 at 0ns import demo:calc/host#lookup [name] ("")
end 1 at 0ns live returned some(40s64)
end 0 at 0ns live returned ok<_, string>(-39s64)
start 2 at 0ns export eval [e] (Expr::Name#1("nobody"))
start 3 in 2 at 0ns import demo:calc/host#lookup [name] ("")
end 3 at 0ns live returned some(40s64)
end 2 at 0ns live returned ok<_, string>(40s64)
start 4 at 0ns export eval [e] (Expr::Sum#3([Expr::Name#1("x"), Expr::Name#1("y")]))
start 5 in 4 at 0ns import demo:calc/host#lookup [name] ("")
end 5 at 0ns live failed host "host function `demo:calc/host#lookup` failed in the host: the network is down" cause "the network is down"
end 4 at 0ns live failed host of import demo:calc/host#lookup "host function `demo:calc/host#lookup` (called by `eval`) failed in the host: the network is down" cause "the network is down"
start 6 at 0ns export eval [e] (Expr::Num#0(1s64))
end 6 at 0ns live returned ok<_, string>(1s64)
finished
"#;

#[test]
fn evaluates_as_recorded() -> Result<(), Box<dyn std::error::Error>> {
    let recording = RUN.parse::<Journal>()?.recording();
    let redaction = Redaction::new();
    let redaction = redaction.at("demo:calc/host#lookup", "args.name")?;
    let replayer = Arc::new(Replayer::new(recording.clone()).redaction(redaction));

    let sandbox = Sandbox::DEFAULT;
    let engine = sandbox.engine()?;
    let package = Package::from_file(&engine, "guests/twin.wasm")?;
    let world: Shared<World> = recorded::Calc::schema().into();
    let mut linker = Linker::new(&engine);
    linker.sandbox(sandbox)?;
    linker.define_stubs(world.clone())?;
    linker.set_interceptor(replayer.clone());
    recording.repeat(|| {
        let mut store = sandbox.store(&engine, ());
        let instance = linker.instantiate(&mut store, &package, world.clone())?;
        Ok((store, instance))
    })?;
    replayer.finish()?;
    Ok(())
}
