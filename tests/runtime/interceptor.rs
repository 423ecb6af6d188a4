//! Every call goes past the interceptor, and what it decides holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use packr::intercept::{Call, Decision, Direction, End};
use packr::{CallInterceptor, Error, Store, Value};

use crate::lisp::{Evaluator, Expr, Host, call, env, linker, nested, start, sym};
use crate::support::{Decide, ENGINE, Log, package};

#[test]
fn both_directions_are_seen_in_order() {
    let (mut store, evaluator) = start();
    let log = Log::default();
    evaluator.instance().set_interceptor(log.clone());
    let program = call("print", [sym("answer")]);
    evaluator
        .call_eval(&mut store, &program, &env())
        .unwrap()
        .unwrap();
    evaluator
        .lisp_eval_printer()
        .call_depth(&mut store, &Expr::Nil)
        .unwrap();

    let lines = log.take();
    let starts: Vec<_> = lines
        .iter()
        .map(|line| line.split_once(" (").map_or(line.as_str(), |(a, _)| a))
        .collect();
    assert!(starts[0].starts_with("> eval"), "{lines:#?}");
    assert!(
        lines[1].starts_with("> lisp:eval/host@0.1.0 lookup"),
        "{lines:#?}"
    );
    assert!(
        lines[2].starts_with("< lisp:eval/host@0.1.0 lookup"),
        "{lines:#?}"
    );
    assert!(lines[3].starts_with("> $root log"), "{lines:#?}");
    assert!(lines[4].starts_with("< $root log"), "{lines:#?}");
    assert!(lines[5].starts_with("< eval"), "{lines:#?}");
    assert!(
        lines[6].starts_with("> lisp:eval/printer@0.1.0#depth"),
        "{lines:#?}"
    );
    assert!(
        lines[7].starts_with("< lisp:eval/printer@0.1.0#depth"),
        "{lines:#?}"
    );
    assert_eq!(lines.len(), 8, "{lines:#?}");
}

#[test]
fn input_is_a_tuple_of_the_parameters_and_no_result_is_an_empty_tuple() {
    let (mut store, evaluator) = start();
    let seen = Decide::new(|call| {
        let Value::Tuple(input) = call.input else {
            panic!("{}", call.input)
        };
        assert_eq!(input.len(), call.parameters.len());
        match call.function {
            "log" => assert_eq!(input, &[Value::String("7".into())]),
            "eval" => assert_eq!(call.parameters, ["expr", "env"]),
            _ => {}
        }
        Decision::Continue
    });
    evaluator.instance().set_interceptor(seen.clone());
    evaluator
        .call_eval(&mut store, &call("print", [Expr::Num(7)]), &env())
        .unwrap()
        .unwrap();
    assert_eq!(seen.ends.lock().unwrap()[0], Ok(Value::Tuple(vec![])));
}

#[test]
fn an_answer_takes_the_place_of_the_host() {
    let (mut store, evaluator) = start();
    let some = packr::Lower::to_value(&Some(Expr::Num(5)));
    let decide = Decide::new(move |call| match call.function {
        "lookup" => Decision::Answer(some.clone()),
        _ => Decision::Continue,
    });
    evaluator.instance().set_interceptor(decide.clone());
    let value = evaluator
        .call_eval(
            &mut store,
            &call("+", [sym("answer"), Expr::Num(1)]),
            &env(),
        )
        .unwrap();
    assert_eq!(value, Ok(Expr::Num(6)));
    assert!(
        store.data().asked.is_empty(),
        "the host function must not run"
    );
    assert_eq!(decide.ends.lock().unwrap().len(), 2);
}

#[test]
fn an_answer_takes_the_place_of_the_guest() {
    let (mut store, evaluator) = start();
    evaluator
        .instance()
        .set_interceptor(Decide::new(|_| Decision::Answer(Value::U32(99))));
    assert_eq!(
        evaluator
            .lisp_eval_printer()
            .call_depth(&mut store, &Expr::Nil)
            .unwrap(),
        99
    );
}

#[test]
fn a_wrong_answer_is_an_error_that_says_where() {
    let (mut store, evaluator) = start();
    let wrong = Value::some(Value::variant("Expr", "Lst", 4, Some(Value::U8(3))));
    let decide = Decide::new(move |call| match call.function {
        "lookup" => Decision::Answer(wrong.clone()),
        _ => Decision::Continue,
    });
    evaluator.instance().set_interceptor(decide.clone());
    let error = evaluator
        .call_eval(&mut store, &sym("a-name"), &env())
        .unwrap_err();
    let Error::Answer { call, source } = &error else {
        panic!("{}", error.report())
    };
    assert_eq!(call.function, "lookup");
    assert_eq!(call.during.as_deref(), Some("eval"));
    let text = source.to_string();
    assert!(
        text.contains("lst") && text.contains("list") && text.contains("u8"),
        "{text}"
    );
    // Both calls ended, both in failure.
    let ends = decide.ends.lock().unwrap();
    assert_eq!(ends.len(), 2);
    assert!(ends.iter().all(Result::is_err), "{ends:?}");
}

#[test]
fn a_refused_call_fails_with_the_reason() {
    #[derive(Debug, PartialEq)]
    struct Forbidden;
    impl std::fmt::Display for Forbidden {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("not on my watch")
        }
    }
    impl std::error::Error for Forbidden {}

    let (mut store, evaluator) = start();
    evaluator
        .instance()
        .set_interceptor(Decide::new(|call| match call.direction {
            Direction::Import => Decision::Refuse(Box::new(Forbidden)),
            Direction::Export => Decision::Continue,
        }));
    let error = evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{}", error.report());
    assert_eq!(error.downcast_ref::<Forbidden>(), Some(&Forbidden));
    assert!(
        error.report().ends_with("was refused: not on my watch"),
        "{}",
        error.report()
    );
    assert!(store.data().asked.is_empty());
}

#[test]
fn an_exchange_holds_for_both_directions_and_clearing_ends_it() {
    let (mut store, evaluator) = start();
    let (first, second) = (Log::default(), Log::default());
    evaluator.instance().set_interceptor(first.clone());
    evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap()
        .unwrap();
    evaluator.instance().set_interceptor(second.clone());
    evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap()
        .unwrap();
    evaluator.instance().clear_interceptor();
    evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap()
        .unwrap();
    assert_eq!(first.take().len(), 4);
    assert_eq!(second.take().len(), 4);
}

#[test]
fn a_linkers_interceptor_is_there_from_the_first_call() {
    let log = Log::default();
    let mut linker = linker();
    linker.set_interceptor(log.clone());
    let mut store = Store::new(&ENGINE, Host::default());
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap()
        .unwrap();
    assert_eq!(log.take().len(), 4);
}

/// Notes begin and end with a name, and answers a fixed function.
struct Named(&'static str, Option<Value>, Log);

impl CallInterceptor for Named {
    fn before_import(&self, _: &str, function: &str, input: &Value) -> Option<Value> {
        let _ = self.2.before_import(self.0, function, input);
        self.1.clone()
    }
    fn after_import(&self, _: &str, function: &str, input: &Value, output: &Value) {
        self.2.after_import(self.0, function, input, output);
    }
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

#[test]
fn several_interceptors_see_all_and_the_first_answer_counts() {
    let answer = |n| Some(packr::Lower::to_value(&Some(Expr::Num(n))));
    let log = Log::default();
    let (mut store, evaluator) = start();
    evaluator.instance().set_interceptor(vec![
        Named("a", None, log.clone()),
        Named("b", answer(1), log.clone()),
        Named("c", answer(2), log.clone()),
    ]);
    assert_eq!(
        evaluator.call_eval(&mut store, &sym("x"), &env()).unwrap(),
        Ok(Expr::Num(1))
    );
    let order: Vec<_> = log.take().iter().map(|line| line[..3].to_owned()).collect();
    assert_eq!(order, ["> a", "> b", "> c", "< c", "< b", "< a"]);
}

#[test]
fn pointers_and_options_of_interceptors_are_interceptors() {
    fn is<I: CallInterceptor + 'static>(_: I) {}
    let log = Log::default();
    is(Some(log.clone()));
    is(None::<Log>);
    is(Arc::new(log.clone()));
    is(Box::new(log.clone()) as Box<dyn CallInterceptor>);
    is(Arc::new(log.clone()) as Arc<dyn CallInterceptor>);
    is(vec![Some(Arc::new(log))]);
}

#[test]
fn every_begin_has_one_end_and_ids_nest() {
    #[derive(Default)]
    struct Nesting {
        open: std::sync::Mutex<Vec<u64>>,
        calls: AtomicUsize,
    }
    impl CallInterceptor for Nesting {
        fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
        fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_export(&self, _: &str, _: &Value, _: &Value) {}
        fn begin(&self, call: &Call<'_>) -> Decision {
            let mut open = self.open.lock().unwrap();
            assert_eq!(call.parent, open.last().copied());
            open.push(call.id);
            Decision::Continue
        }
        fn end(&self, call: &Call<'_>, _: End<'_>) {
            assert_eq!(self.open.lock().unwrap().pop(), Some(call.id));
            self.calls.fetch_add(1, Ordering::Relaxed);
        }
    }
    let (mut store, evaluator) = start();
    let nesting = Arc::new(Nesting::default());
    evaluator.instance().set_interceptor(nesting.clone());
    evaluator
        .call_eval(&mut store, &call("print", [sym("answer")]), &env())
        .unwrap()
        .unwrap();
    // Too deep to be passed: there is no input that an interceptor could be shown, so the call does not begin.
    let error = evaluator
        .call_eval(&mut store, &nested(3_000), &env())
        .unwrap_err();
    assert!(
        matches!(error, Error::Arguments { .. }),
        "{}",
        error.report()
    );
    assert_eq!(nesting.calls.load(Ordering::Relaxed), 3);
    assert!(nesting.open.lock().unwrap().is_empty());
}

#[test]
fn the_four_methods_are_enough() {
    struct Silent;
    impl CallInterceptor for Silent {
        fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
        fn before_export(&self, function: &str, _: &Value) -> Option<Value> {
            (function == "lisp:eval/printer@0.1.0#depth").then_some(Value::U32(7))
        }
        fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    }
    let (mut store, evaluator) = start();
    evaluator.instance().set_interceptor(Silent);
    assert_eq!(
        evaluator
            .lisp_eval_printer()
            .call_depth(&mut store, &Expr::Nil)
            .unwrap(),
        7
    );
}
