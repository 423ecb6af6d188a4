//! Interceptors that panic: the call fails, and every call that began has its end.

use std::sync::{Arc, Mutex};

use packr::intercept::{Call, Decision, Direction, End};
use packr::{CallInterceptor, Error, Recorder, Value};

use crate::lisp::{Expr, env, start, sym};

/// Panics where it is told to, and notes what else it is told.
#[derive(Default)]
struct Clumsy {
    place: Option<(Direction, bool)>,
    begun: Mutex<usize>,
    ended: Mutex<Vec<bool>>,
}

impl CallInterceptor for Clumsy {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    fn begin(&self, call: &Call<'_>) -> Decision {
        *self.begun.lock().unwrap() += 1;
        if self.place == Some((call.direction, true)) {
            panic!("no hands");
        }
        Decision::Continue
    }
    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.ended
            .lock()
            .unwrap()
            .push(matches!(end, End::Returned(_)));
        if self.place == Some((call.direction, false)) {
            std::panic::panic_any(7);
        }
    }
}

#[test]
fn a_panic_of_an_interceptor_fails_the_call_and_loses_no_end() {
    let (mut store, mut evaluator) = start();
    // Where it panics, the function that the error is about, whether it was under way in `eval`, and how calls ended.
    let places = [
        (Direction::Export, true, "eval", &[false][..]),
        (Direction::Export, false, "eval", &[true, true]),
        (Direction::Import, true, "lookup", &[false, false]),
        (Direction::Import, false, "lookup", &[true, false]),
    ];
    for (direction, begin, function, ends) in places {
        let first = Arc::new(Clumsy::default());
        let clumsy = Arc::new(Clumsy {
            place: Some((direction, begin)),
            ..Clumsy::default()
        });
        let last = Arc::new(Clumsy::default());
        let recorder = Arc::new(Recorder::new());
        evaluator.instance().set_interceptor(vec![
            first.clone() as Arc<dyn CallInterceptor>,
            recorder.clone(),
            clumsy.clone(),
            last.clone(),
        ]);
        let error = evaluator
            .call_eval(&mut store, &sym("answer"), &env())
            .unwrap_err();
        let Error::InterceptorPanic { call, message } = &error else {
            panic!("{}", error.report())
        };
        assert_eq!(call.function, function);
        assert_eq!(message, if begin { "no hands" } else { "no message" });
        for (name, each) in [("first", &first), ("clumsy", &clumsy), ("last", &last)] {
            let place = format!("{direction:?} {begin} {name}");
            assert_eq!(each.ended.lock().unwrap()[..], *ends, "{place}");
            assert_eq!(*each.begun.lock().unwrap(), ends.len(), "{place}");
        }
        assert!(
            recorder
                .take()
                .calls
                .iter()
                .all(|call| call.outcome.is_some())
        );

        evaluator.instance().clear_interceptor();
        let value = evaluator.call_eval(&mut store, &sym("answer"), &env());
        // At an import, the guest was stopped in the middle.
        if direction == Direction::Import {
            assert!(matches!(value.unwrap_err(), Error::Interrupted { .. }));
            (store, evaluator) = start();
        } else {
            assert_eq!(value.unwrap(), Ok(Expr::Num(42)));
        }
    }
}

/// An interceptor that exchanges itself when it is dropped: no lock is held then.
#[test]
fn an_interceptor_may_use_its_instance_when_it_is_dropped() {
    struct Last(packr::Instance);
    impl CallInterceptor for Last {
        fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
        fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    }
    impl Drop for Last {
        fn drop(&mut self) {
            self.0.set_interceptor(crate::support::Log::default());
        }
    }
    let (mut store, evaluator) = start();
    evaluator
        .instance()
        .set_interceptor(Last(evaluator.instance().clone()));
    evaluator.instance().clear_interceptor();
    evaluator
        .call_eval(&mut store, &Expr::Nil, &env())
        .unwrap()
        .unwrap();
}

/// An interceptor may be exchanged by a host function or by itself: calls under way end with the one that saw them begin.
#[test]
fn an_exchange_during_a_call_holds_for_the_next_one() {
    struct Exchange(packr::Instance, Arc<Clumsy>, Arc<Clumsy>);
    impl CallInterceptor for Exchange {
        fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
            unreachable!()
        }
        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
        fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_export(&self, _: &str, _: &Value, _: &Value) {}
        fn begin(&self, call: &Call<'_>) -> Decision {
            self.0.set_interceptor(self.2.clone());
            self.1.begin(call)
        }
        fn end(&self, call: &Call<'_>, end: End<'_>) {
            self.1.end(call, end);
        }
    }
    let (mut store, evaluator) = start();
    let (before, after) = (Arc::new(Clumsy::default()), Arc::new(Clumsy::default()));
    let exchange = Exchange(evaluator.instance().clone(), before.clone(), after.clone());
    evaluator.instance().set_interceptor(exchange);
    evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            *before.begun.lock().unwrap(),
            before.ended.lock().unwrap().len()
        ),
        (1, 1)
    );
    assert_eq!(
        (
            *after.begun.lock().unwrap(),
            after.ended.lock().unwrap().len()
        ),
        (1, 1)
    );
}
