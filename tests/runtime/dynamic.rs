//! Calls by name: the same checks and the same way past the interceptor as typed calls.

use packr::{Error, Lower, Value};

use crate::lisp::{Expr, call, env, start, sym};
use crate::support::Log;

#[test]
fn a_dynamic_call_is_the_typed_call() {
    let (mut store, evaluator) = start();
    let program = call("+", [Expr::Num(1), sym("answer")]);
    let log = Log::default();
    evaluator.instance().set_interceptor(log.clone());
    let typed = evaluator.call_eval(&mut store, &program, &env()).unwrap();
    let typed_log = log.take();
    let input = Value::Tuple(vec![program.to_value(), env().to_value()]);
    let dynamic = evaluator
        .instance()
        .call(&mut store, "eval", input)
        .unwrap();
    assert_eq!(dynamic, typed.to_value());
    assert_eq!(log.take(), typed_log);
}

#[test]
fn names_need_no_version_and_one_argument_no_tuple() {
    let (mut store, evaluator) = start();
    let depth = evaluator
        .instance()
        .call(&mut store, "lisp:eval/printer.depth", Expr::Nil.to_value())
        .unwrap();
    assert_eq!(depth, Value::U32(1));
}

#[test]
fn arguments_that_do_not_fit_are_refused_with_their_place() {
    let (mut store, evaluator) = start();
    // `body` of a lambda is a string here, deep inside the first parameter.
    let lambda = Value::record(
        "Lambda",
        [
            ("params", Vec::<String>::new().to_value()),
            ("body", Value::String("not a tree".into())),
            (
                "captured",
                std::collections::BTreeMap::<String, Expr>::new().to_value(),
            ),
        ],
    );
    let program = Value::variant("Expr", "Fun", 7, Some(lambda));
    let input = Value::Tuple(vec![program, env().to_value()]);
    let error = evaluator
        .instance()
        .call(&mut store, "eval", input)
        .unwrap_err();
    let Error::Arguments { source, .. } = &error else {
        panic!("{}", error.report())
    };
    let path = source.path().to_string();
    assert!(path.starts_with("expr") && path.ends_with("body"), "{path}");

    for (input, what) in [
        (Value::Tuple(vec![]), "2"),
        (
            Value::Tuple(vec![Expr::Nil.to_value(), Value::U8(1)]),
            "env",
        ),
        (
            Value::variant("Expr", "NoSuchCase", 99, None),
            "expected a tuple of parameters",
        ),
    ] {
        let error = evaluator
            .instance()
            .call(&mut store, "eval", input)
            .unwrap_err();
        assert!(error.report().contains(what), "{}", error.report());
    }
}

#[test]
fn names_inside_values_are_read_in_any_spelling_and_fields_in_any_order() {
    let (mut store, evaluator) = start();
    let style = Value::record(
        "style",
        [
            ("short-quotes", Value::Bool(false)),
            ("width", Value::none(packr::ValueType::U32)),
        ],
    );
    let quoted = Value::variant("expr", "quote", 6, Some(Expr::Num(1).to_value()));
    let shown = evaluator
        .instance()
        .call(
            &mut store,
            "lisp:eval/printer#show",
            Value::Tuple(vec![quoted, style]),
        )
        .unwrap();
    assert_eq!(shown, Value::String("(quote 1)".into()));
}
