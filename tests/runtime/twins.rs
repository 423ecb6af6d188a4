//! One world, three guests: `calc` on the published packr-guest 0.6.2, `tally` on 0.24.1, which speaks version 3 of the
//! format, `twin` on the one of this repository.

use std::panic::{AssertUnwindSafe, catch_unwind};

use packr::{Error, HasSelf, LinkProblem, Linker, List, Record, Store, Value, Variant};

use crate::support::{ENGINE, Log, package};

packr::bindgen!(in "tests/wit/calc.wit");

pub(crate) struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        (name == "x").then_some(40)
    }
}

fn start(guest: &str) -> (Store<Names>, Calc) {
    let mut linker = Linker::new(&ENGINE);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
    let mut store = Store::new(&ENGINE, Names);
    let calc = Calc::instantiate(&mut store, &package(guest), &linker).unwrap();
    (store, calc)
}

fn name(name: &str) -> Expr {
    Expr::Name(name.into())
}

#[test]
fn all_answer_alike() {
    let sum = |items: &[Expr]| Expr::Sum(items.to_vec());
    let cases = [
        (sum(&[name("x"), Expr::neg(Expr::Num(-2))]), Ok(42)),
        (sum(&[]), Ok(0)),
        (sum(&[Expr::Num(1), name("y")]), Err("`y` has no value")),
        (
            sum(&[Expr::Num(i64::MAX), Expr::Num(1)]),
            Err("the number is too large"),
        ),
    ];
    for guest in ["calc", "tally", "twin"] {
        let (mut store, calc) = start(guest);
        for (expr, expected) in &cases {
            let found = calc.call_eval(&mut store, expr).unwrap();
            assert_eq!(found, expected.map_err(str::to_owned), "{guest}: {expr:?}");
        }
    }
}

#[test]
fn an_interceptor_sees_the_same_of_all() {
    let [old, newer, own] = ["calc", "tally", "twin"].map(|guest| {
        let (mut store, calc) = start(guest);
        let log = Log::default();
        calc.instance().set_interceptor(log.clone());
        let expr = Expr::Sum(vec![name("x"), name("x")]);
        assert_eq!(calc.call_eval(&mut store, &expr).unwrap(), Ok(80));
        log.take()
    });
    assert_eq!(old.len(), 6);
    assert_eq!(old, newer);
    assert_eq!(old, own);
}

#[test]
fn as_deep_as_a_message_may_be() {
    let (mut store, calc) = start("twin");
    // The arguments are one level, each `neg` another, and the number two.
    let tree = |levels: usize| (0..levels).fold(Expr::Num(1), |inner, _| Expr::neg(inner));
    assert_eq!(calc.call_eval(&mut store, &tree(509)).unwrap(), Ok(-1));
    let error = calc.call_eval(&mut store, &tree(510)).unwrap_err();
    assert!(error.to_string().contains("max_depth") || error.report().contains("max_depth"));
}

#[test]
fn memory_does_not_grow_with_calls() {
    let (mut store, calc) = start("twin");
    let wide = Expr::Sum((0..1000).map(Expr::Num).collect());
    let expected = (0..1000).sum();
    let mut sizes = [0, 0];
    for size in &mut sizes {
        for _ in 0..20 {
            assert_eq!(calc.call_eval(&mut store, &wide).unwrap(), Ok(expected));
            let unknown = calc.call_eval(&mut store, &name(&"n".repeat(5000)));
            assert_eq!(
                unknown.unwrap().unwrap_err().len(),
                5000 + "`` has no value".len()
            );
        }
        let instance = calc.instance().wasm();
        let memory = instance.get_memory(&mut store, "memory").unwrap();
        *size = memory.data_size(&store);
    }
    assert_eq!(sizes[0], sizes[1]);
}

#[test]
fn the_message_of_a_panic_reaches_the_host() {
    // Functions of a host that calls itself the same world, but answers with something else.
    mod other {
        packr::bindgen!({ inline: r#"
            package demo:calc;
            interface host { lookup: func(name: string) -> string; }
            world calc {
                import host;
            }
        "# });

        pub(crate) struct Wrong;

        impl demo::calc::host::Host for Wrong {
            fn lookup(&mut self, name: String) -> String {
                name
            }
        }
    }
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    other::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |wrong| wrong).unwrap();
    let mut store = Store::new(&ENGINE, other::Wrong);
    let calc = Calc::instantiate(&mut store, &package("twin"), &linker).unwrap();
    let wrong = name("x");
    for _ in 0..2 {
        let error = calc.call_eval(&mut store, &wrong).unwrap_err();
        let Error::Trap { panic, .. } = &error else {
            panic!("{error:?}");
        };
        let message = panic.as_deref().unwrap();
        assert!(
            message.starts_with("the result of `demo:calc/host#lookup`: expected option"),
            "{message}"
        );
        assert!(
            error.to_string().contains("panicked: the result of"),
            "{error}"
        );
        // The instance stays usable, and the message is told once.
        let number = calc.call_eval(&mut store, &Expr::Num(1)).unwrap();
        assert_eq!(number, Ok(1));
    }
}

/// What `__pack_types` points at.
fn metadata(guest: &str) -> Vec<u8> {
    let (mut store, calc) = start(guest);
    let wasm = calc.instance().wasm();
    let alloc = wasm.get_typed_func::<i32, i32>(&mut store, "__pack_alloc");
    let types = wasm.get_typed_func::<(i32, i32), i32>(&mut store, "__pack_types");
    let slots = alloc.unwrap().call(&mut store, 8).unwrap();
    let status = types.unwrap().call(&mut store, (slots, slots + 4)).unwrap();
    assert_eq!(status, 0);
    let memory = wasm.get_memory(&mut store, "memory").unwrap();
    let memory = memory.data(&store);
    let word = |at: i32| {
        let (word, _) = memory[at as usize..].split_first_chunk().unwrap();
        u32::from_le_bytes(*word) as usize
    };
    let (ptr, len) = (word(slots), word(slots + 4));
    memory[ptr..ptr + len].to_vec()
}

/// With what the published macro writes for a type inside itself, where there is a reference to it.
fn without_references(value: Value, found: &mut usize) -> Value {
    match value {
        Value::Record(record) => {
            let shape = record.shape().clone();
            let values = record.into_values().into_iter();
            let values: Vec<_> = values
                .map(|value| without_references(value, found))
                .collect();
            Value::Record(Record::new(shape, values))
        }
        Value::Variant(variant) => match variant.payloads() {
            [Value::Record(record)] if record.type_name() == "type-ref" => {
                assert_eq!(record.get("name"), Some(&"expr".into()));
                *found += 1;
                Value::variant("type-desc", "value", 20, None)
            }
            _ => {
                let case = variant.case().clone();
                let held = variant.into_payloads().into_iter();
                let held: Vec<_> = held.map(|value| without_references(value, found)).collect();
                Value::Variant(Variant::new(case, held))
            }
        },
        Value::List(List::Values { elem_type, items }) => {
            let items = items
                .into_iter()
                .map(|item| without_references(item, found));
            Value::List(List::Values {
                elem_type,
                items: items.collect(),
            })
        }
        Value::Option {
            inner_type,
            value: Some(inner),
        } => Value::Option {
            inner_type,
            value: Some(without_references(*inner, found).into()),
        },
        other => other,
    }
}

#[test]
fn the_metadata_is_what_the_published_macro_writes() {
    let [published, own] =
        ["calc", "twin"].map(|guest| packr::decode::<Value>(&metadata(guest)).unwrap());
    // `pack_types!` can say no more of a type inside itself than that there is one. All else is equal, hashes included.
    let mut references = 0;
    assert_eq!(without_references(own, &mut references), published);
    assert_eq!(references, 2);
}

#[test]
fn recursive_types_are_compared_to_their_end() {
    // The difference is inside the part that the published metadata leaves open.
    mod deeper {
        packr::bindgen!({ inline: r#"
            package demo:calc;
            interface host { lookup: func(name: string) -> option<s64>; }
            world calc {
                import host;
                variant expr { num(s64), name(string), neg(list<expr>), sum(list<expr>) }
                export eval: func(e: expr) -> result<s64, string>;
            }
        "# });
    }
    let refused = |guest| {
        let mut linker = Linker::new(&ENGINE);
        Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
        let mut store = Store::new(&ENGINE, Names);
        match deeper::Calc::instantiate(&mut store, &package(guest), &linker) {
            Ok(_) => vec![],
            Err(Error::Link(error)) => error.problems.iter().map(LinkProblem::to_string).collect(),
            Err(other) => panic!("{}", other.report()),
        }
    };
    assert_eq!(refused("calc"), [""; 0]);
    assert_eq!(
        refused("twin"),
        ["eval: e.neg: the host has list<expr>, the package variant expr"]
    );
}

/// A store that is not the instance's ends the call before it takes a buffer, whoever else is calling.
#[test]
fn another_store_takes_nothing() {
    let (mut store, calc) = start("twin");
    let (mut other, _) = start("twin");
    let expr = Expr::Sum(vec![name("x"), Expr::Num(2)]);
    std::thread::scope(|scope| {
        let wrong = scope.spawn(|| {
            for _ in 0..100 {
                let ended = catch_unwind(AssertUnwindSafe(|| calc.call_eval(&mut other, &expr)));
                assert!(!matches!(ended, Ok(Ok(_))));
            }
        });
        for _ in 0..1000 {
            assert_eq!(calc.call_eval(&mut store, &expr).unwrap(), Ok(42));
        }
        wrong.join().unwrap();
    });
}
