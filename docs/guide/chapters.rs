//! The code of the guide, compiled and run by `cargo test --doc -p packr`. A struct a chapter, so that a failure names it.

macro_rules! chapters {
    ($($name:ident = $file:literal),* $(,)?) => {
        $(#[doc = include_str!(concat!("src/", $file, ".md"))] struct $name;)*
    };
}

chapters! {
    Introduction = "introduction",
    FirstHost = "first-host",
    FirstGuest = "first-guest",
    Recursion = "recursion",
    Types = "types",
    Interceptors = "interceptors",
    ReadyMade = "ready-made",
    Replay = "replay",
    Values = "values",
    Errors = "errors",
    Async = "async",
    Options = "options",
    Limits = "limits",
    Performance = "performance",
    FromWasmtime = "from-wasmtime",
    FromPublished = "from-published",
}
