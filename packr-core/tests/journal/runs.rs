//! Any run.

use std::sync::Arc;
use std::time::Duration;

use packr_core::SandboxLimit;
use packr_core::intercept::{Answered, Direction, FailedCall, Failure, FailureKind, Outcome};
use packr_core::journal::{End, Event, Function, Header, Journal, RecordedPackage, Start, Tail};
use packr_core::metadata::{InterfaceHash, TypeHash};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use wasmtime::Trap;

use crate::common;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{1,5}(-[a-z]{1,3})?",
        1 => "[a-z]{1,3}:[a-z]{1,3}/[a-z]{1,3}@0\\.[0-9]\\.0",
        1 => Just("$root".to_owned()),
        1 => Just("[get]size".to_owned()),
        1 => ".{0,5}",
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        ".{0,6}",
        Just("two\nlines\r\n\"quoted\"\u{301}".to_owned())
    ]
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Import), Just(Direction::Export)]
}

fn function() -> impl Strategy<Value = Arc<Function>> {
    (direction(), name(), name(), vec(name(), 0..3)).prop_map(
        |(direction, interface, name, parameters)| {
            Arc::new(Function {
                direction,
                interface,
                name,
                parameters,
            })
        },
    )
}

fn limit() -> impl Strategy<Value = SandboxLimit> {
    prop_oneof![
        any::<u64>().prop_map(|max| SandboxLimit::Deadline {
            max: Duration::from_nanos(max)
        }),
        any::<u64>().prop_map(|max| SandboxLimit::Fuel { max }),
        any::<(usize, usize)>().prop_map(|(max, found)| SandboxLimit::Memory { max, found }),
        any::<(usize, usize)>().prop_map(|(max, found)| SandboxLimit::Table { max, found }),
        any::<usize>().prop_map(|max| SandboxLimit::Calls { max }),
    ]
}

fn failure_kind() -> impl Strategy<Value = FailureKind> {
    use FailureKind::*;
    let plain = [
        Host,
        HostPanic,
        InterceptorPanic,
        Refused,
        Cancelled,
        Arguments,
        Result,
        Answer,
        Interrupted,
        Convention,
        Other,
        Trap { code: None },
    ];
    let trap = any::<u8>().prop_map(|code| Trap {
        code: wasmtime::Trap::from_u8(code),
    });
    prop_oneof![
        prop::sample::select(plain.to_vec()),
        trap,
        any::<i32>().prop_map(|status| Guest { status }),
        limit().prop_map(Limit),
    ]
}

fn failure() -> impl Strategy<Value = Failure> {
    // The names of calls that were refused for their names.
    let name = || prop_oneof![9 => name(), 1 => Just("x".repeat(2000))];
    let call = (direction(), name(), name())
        .prop_map(|(direction, interface, name)| FailedCall::new(direction, interface, name));
    (
        failure_kind(),
        words(),
        option::of(words()),
        option::of(words()),
        option::of(call),
    )
        .prop_map(|(kind, message, text, cause, call)| {
            let mut failure = Failure::new(kind, message);
            (failure.text, failure.cause, failure.call) = (text, cause, call);
            failure
        })
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        2 => common::value().prop_map(Outcome::Returned),
        1 => failure().prop_map(Outcome::Failed),
    ]
}

fn answered() -> impl Strategy<Value = Answered> {
    prop::sample::select(vec![
        Answered::Live,
        Answered::Interceptor,
        Answered::Replay,
    ])
}

pub(crate) fn header() -> impl Strategy<Value = Header> {
    let hash = || any::<[u8; 32]>();
    let pairs = || vec((name(), words()), 0..3);
    let package =
        (words(), option::of(hash())).prop_map(|(name, sha256)| RecordedPackage { name, sha256 });
    let interface = (name(), hash()).prop_map(|(name, hash)| InterfaceHash {
        name,
        hash: TypeHash::from_bytes(hash),
    });
    (
        words(),
        any::<u64>(),
        option::of(package),
        option::of(words()),
        vec(interface, 0..3),
        pairs(),
        pairs(),
    )
        .prop_map(
            |(packr, started, package, wit, interfaces, determinism, metadata)| {
                let mut header = Header::default();
                header.packr = packr;
                header.started = started;
                header.package = package;
                header.wit = wit;
                header.interfaces = interfaces;
                header.determinism = determinism;
                header.metadata = metadata;
                header
            },
        )
}

/// Any events that may follow each other.
pub(crate) fn events() -> impl Strategy<Value = Vec<Event>> {
    let step = prop_oneof![
        (
            any::<Index>(),
            option::of(any::<Index>()),
            any::<u64>(),
            common::value()
        )
            .prop_map(|(function, parent, at, input)| Step::Start(function, parent, at, input)),
        (any::<Index>(), any::<u64>(), answered(), outcome())
            .prop_map(|(call, at, answered, outcome)| Step::End(call, at, answered, outcome)),
    ];
    (vec(function(), 1..4), vec(step, 0..10)).prop_map(|(functions, steps)| {
        let (mut events, mut open, mut calls) = (Vec::new(), Vec::new(), 0);
        for step in steps {
            match step {
                Step::Start(function, parent, at, input) => {
                    let parent = parent.filter(|_| calls > 0);
                    events.push(Event::Start(Start {
                        call: calls,
                        parent: parent.map(|parent| parent.index(calls as usize) as u64),
                        at,
                        function: function.get(&functions).clone(),
                        input,
                    }));
                    open.push(calls);
                    calls += 1;
                }
                Step::End(call, at, answered, outcome) if !open.is_empty() => {
                    let call = open.remove(call.index(open.len()));
                    events.push(Event::End(End {
                        call,
                        at,
                        answered,
                        outcome,
                    }));
                }
                Step::End(..) => {}
            }
        }
        events
    })
}

#[derive(Debug)]
enum Step {
    Start(Index, Option<Index>, u64, packr_core::Value),
    End(Index, u64, Answered, Outcome),
}

pub(crate) fn tail() -> impl Strategy<Value = Tail> {
    prop_oneof![
        Just(Tail::Finished),
        Just(Tail::Open),
        any::<u64>().prop_map(|offset| Tail::Cut { offset }),
        any::<u64>().prop_map(|offset| Tail::Damaged { offset }),
    ]
}

pub(crate) fn journal() -> impl Strategy<Value = Journal> {
    (header(), events(), tail()).prop_map(|(header, events, tail)| {
        let mut journal = Journal::new(header, events);
        journal.tail = tail;
        journal
    })
}

/// A small run with each kind of frame and of outcome, and a call that did not end.
pub(crate) fn small() -> Journal {
    let function = |direction, interface: &str, name: &str, parameters: &[&str]| {
        Arc::new(Function {
            direction,
            interface: interface.to_owned(),
            name: name.to_owned(),
            parameters: parameters.iter().map(|&name| name.to_owned()).collect(),
        })
    };
    let eval = function(Direction::Export, "$root", "eval", &["e"]);
    let lookup = function(
        Direction::Import,
        "demo:calc/host@0.1.0",
        "lookup",
        &["name"],
    );
    let start = |call, parent, at, function: &Arc<Function>, input: &str| {
        Event::Start(Start {
            call,
            parent,
            at,
            function: function.clone(),
            input: input.parse().unwrap(),
        })
    };
    let end = |call, at, answered, outcome| {
        Event::End(End {
            call,
            at,
            answered,
            outcome,
        })
    };
    let returned = |text: &str| Outcome::Returned(text.parse().unwrap());
    let mut failure = Failure::new(
        FailureKind::Trap {
            code: Some(Trap::UnreachableCodeReached),
        },
        "guest function `eval` panicked: no such name",
    );
    failure.text = Some("no such name".to_owned());
    let mut refused = Failure::new(
        FailureKind::Refused,
        "host function `demo:calc/host@0.1.0#lookup` (called by `eval`) was refused: not today",
    );
    refused.cause = Some("not today".to_owned());
    refused.call = Some(FailedCall::new(
        Direction::Import,
        "demo:calc/host@0.1.0",
        "lookup",
    ));
    let mut header = Header::default()
        .determinism("cranelift_nan_canonicalization", true)
        .metadata("ticket", 4711);
    header.packr = "0.30.0".to_owned();
    header.started = 1_764_143_145_123_456_789;
    header.package = Some(RecordedPackage {
        name: "twin.wasm".to_owned(),
        sha256: Some([0xa5; 32]),
    });
    header.wit = Some("package demo:calc@0.1.0;\n\nworld calc {}\n".to_owned());
    header.interfaces = vec![InterfaceHash {
        name: "demo:calc/host@0.1.0".to_owned(),
        hash: TypeHash::from_bytes([0x5a; 32]),
    }];
    let events = vec![
        start(
            0,
            None,
            1_000,
            &eval,
            r#"(Expr::Sum#3([Expr::Name#1("x"), Expr::Num#0(2s64)]))"#,
        ),
        start(1, Some(0), 2_500, &lookup, r#"("x")"#),
        end(1, 3_500, Answered::Live, returned("some(40s64)")),
        end(0, 4_000, Answered::Live, returned("ok<_, string>(42s64)")),
        start(2, None, 5_000, &eval, r#"(Expr::Name#1("\u{202e}?"))"#),
        start(3, Some(2), 5_100, &lookup, r#"("\u{202e}?")"#),
        end(3, 5_200, Answered::Interceptor, returned("none<s64>")),
        end(2, 6_000, Answered::Live, Outcome::Failed(failure)),
        start(4, None, 7_000, &eval, "(f64(nan:0x7ff8000000000001))"),
        end(4, 7_500, Answered::Replay, Outcome::Failed(refused)),
        start(5, None, 8_000, &eval, "(-0.0f64)"),
    ];
    Journal::new(header, events)
}
