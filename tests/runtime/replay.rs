//! Recording a run and replaying it without the host.

use std::sync::Arc;

use packr::intercept::{Direction, Divergence, DivergenceKind, FailureKind, Outcome, Recording};
use packr::{Error, Linker, Recorder, Replayer, Store, Value};

use crate::lisp::{Evaluator, Expr, call, env, start, sym};
use crate::support::{ENGINE, package};

fn record(programs: &[Expr]) -> Recording {
    let (mut store, evaluator) = start();
    let recorder = Arc::new(Recorder::new());
    evaluator.instance().set_interceptor(recorder.clone());
    for program in programs {
        let _ = evaluator.call_eval(&mut store, program, &env());
    }
    recorder.take()
}

/// A replay on an instance that has no host functions at all.
fn replay(recording: Recording) -> (Store<()>, Evaluator, Arc<Replayer>) {
    let replayer = Arc::new(Replayer::new(recording));
    let mut linker = Linker::new(&ENGINE);
    linker.define_stubs(Evaluator::schema()).unwrap();
    linker.set_interceptor(replayer.clone());
    let mut store = Store::new(&ENGINE, ());
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    (store, evaluator, replayer)
}

fn program() -> Expr {
    call("+", [sym("answer"), call("print", [Expr::Num(1)])])
}

fn divergence(error: &Error) -> &Divergence {
    error
        .downcast_ref()
        .unwrap_or_else(|| panic!("{}", error.report()))
}

#[test]
fn a_recording_holds_every_call_with_its_parent_and_end() {
    let recording = record(&[program()]);
    let names: Vec<_> = recording.calls.iter().map(|call| call.name()).collect();
    assert_eq!(names, ["eval", "lisp:eval/host@0.1.0#lookup", "log"]);
    let parents: Vec<_> = recording.calls.iter().map(|call| call.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(0)]);
    assert_eq!(recording.calls[0].direction, Direction::Export);
    assert!(
        recording
            .calls
            .iter()
            .all(|call| matches!(call.outcome, Some(Outcome::Returned(_))))
    );
}

#[test]
fn a_replay_gives_the_same_results_without_the_host() {
    let (mut store, evaluator) = start();
    let live = evaluator.call_eval(&mut store, &program(), &env()).unwrap();
    let (mut store, evaluator, replayer) = replay(record(&[program()]));
    assert_eq!(
        evaluator.call_eval(&mut store, &program(), &env()).unwrap(),
        live
    );
    replayer.finish().unwrap();
}

#[test]
fn another_input_ends_the_call_with_the_path_to_the_difference() {
    let (mut store, evaluator, replayer) = replay(record(&[program()]));
    let changed = call("+", [sym("answer"), call("print", [Expr::Num(2)])]);
    let error = evaluator
        .call_eval(&mut store, &changed, &env())
        .unwrap_err();
    let divergence = divergence(&error);
    assert_eq!(divergence.index, 0);
    let DivergenceKind::Input(difference) = &divergence.kind else {
        panic!("{divergence}")
    };
    assert_eq!(difference.path, "args.expr.Lst[2].Lst[1].Num");
    assert_eq!(
        (&difference.recorded, &difference.now),
        (&Some(Value::S64(1)), &Some(Value::S64(2)))
    );
    assert_eq!(replayer.finish().unwrap_err().first, *divergence);
}

#[test]
fn a_guest_that_behaves_otherwise_diverges_at_its_call() {
    let mut recording = record(&[program()]);
    // As if the guest had asked for another name when the run was recorded.
    recording.calls[1].input = Value::Tuple(vec![Value::String("question".into())]);
    let (mut store, evaluator, replayer) = replay(recording);
    let error = evaluator
        .call_eval(&mut store, &program(), &env())
        .unwrap_err();
    let found = divergence(&error);
    assert_eq!(found.index, 1);
    let text = found.to_string();
    assert!(
        text.contains(r#"args.name: recorded "question", now "answer""#),
        "{text}"
    );
    assert_eq!(
        found.recorded.as_ref().unwrap().0,
        "lisp:eval/host@0.1.0#lookup"
    );
    // Nothing more is replayed: the run is no longer the recorded one.
    let later = evaluator
        .call_eval(&mut store, &program(), &env())
        .unwrap_err();
    assert_eq!(divergence(&later).index, 1);
    assert_eq!(replayer.finish().unwrap_err().first.index, 1);
}

#[test]
fn another_function_extra_calls_and_missing_calls_are_told() {
    let (mut store, evaluator, _) = replay(record(&[program()]));
    let error = evaluator
        .lisp_eval_printer()
        .call_depth(&mut store, &Expr::Nil)
        .unwrap_err();
    assert_eq!(divergence(&error).kind, DivergenceKind::Function);

    let (mut store, evaluator, replayer) = replay(record(&[]));
    let error = evaluator
        .call_eval(&mut store, &Expr::Nil, &env())
        .unwrap_err();
    assert_eq!(divergence(&error).kind, DivergenceKind::Extra);
    assert!(replayer.finish().is_err());

    let (mut store, evaluator, replayer) = replay(record(&[Expr::Num(1), program()]));
    evaluator
        .call_eval(&mut store, &Expr::Num(1), &env())
        .unwrap()
        .unwrap();
    let missing = replayer.finish().unwrap_err();
    assert_eq!(
        (missing.first.index, &missing.first.kind),
        (1, &DivergenceKind::Missing { left: 3 })
    );
    assert!(
        missing
            .to_string()
            .contains("3 recorded calls were not made"),
        "{missing}"
    );
}

/// As a guest does that no longer asks, and answers the same.
#[test]
fn a_recorded_import_that_is_not_called_is_told_where_it_belongs() {
    let mut recording = record(&[program(), Expr::Num(1)]);
    // As if `log` had been called twice when the first program was recorded.
    let log = recording.calls[2].clone();
    recording.calls.insert(3, log);
    let (mut store, evaluator, replayer) = replay(recording);
    evaluator
        .call_eval(&mut store, &program(), &env())
        .unwrap()
        .unwrap();
    let missing = replayer.finish().unwrap_err();
    assert_eq!(
        (missing.first.index, &missing.first.kind),
        (3, &DivergenceKind::Missing { left: 1 })
    );
    assert!(
        missing.to_string().contains("a recorded call was not made"),
        "{missing}"
    );
    // And the call after it is no longer replayed.
    let error = evaluator
        .call_eval(&mut store, &Expr::Num(1), &env())
        .unwrap_err();
    assert_eq!(divergence(&error), &missing.first);
}

#[test]
fn another_result_is_told_at_the_end() {
    let mut recording = record(&[Expr::Num(1)]);
    let other = record(&[Expr::Num(2)]);
    recording.calls[0].outcome = other.calls[0].outcome.clone();
    let (mut store, evaluator, replayer) = replay(recording);
    evaluator
        .call_eval(&mut store, &Expr::Num(1), &env())
        .unwrap()
        .unwrap();
    let found = replayer.finish().unwrap_err();
    let DivergenceKind::Output(difference) = &found.first.kind else {
        panic!("{found}")
    };
    assert_eq!(difference.path, "result.ok.Num");
}

#[test]
fn a_recorded_failure_is_replayed_as_a_failure() {
    let (mut store, evaluator) = start();
    let recorder = Arc::new(Recorder::new());
    evaluator.instance().set_interceptor(vec![
        recorder.clone() as Arc<dyn packr::CallInterceptor>,
        crate::support::Decide::new(|call| match call.function {
            "log" => packr::intercept::Decision::Refuse("the printer is on fire".into()),
            _ => packr::intercept::Decision::Continue,
        }),
    ]);
    evaluator
        .call_eval(&mut store, &program(), &env())
        .unwrap_err();
    let recording = recorder.take();
    let Some(Outcome::Failed(failure)) = &recording.calls[2].outcome else {
        panic!()
    };
    assert_eq!(failure.kind, FailureKind::Refused);

    let (mut store, evaluator, replayer) = replay(recording);
    let error = evaluator
        .call_eval(&mut store, &program(), &env())
        .unwrap_err();
    assert!(
        error.report().contains("the printer is on fire"),
        "{}",
        error.report()
    );
    replayer.finish().unwrap();
}

#[test]
fn without_a_replayer_a_stub_fails_and_says_so() {
    let mut linker = Linker::new(&ENGINE);
    linker.define_stubs(Evaluator::schema()).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    let error = evaluator
        .call_eval(&mut store, &sym("answer"), &env())
        .unwrap_err();
    assert!(
        error.downcast_ref::<packr::NoHostFunction>().is_some(),
        "{}",
        error.report()
    );
}
