//! What answers a call, and what happens to one that nothing answers.

use std::time::{Duration, Instant};

use packr_core::Value;
use packr_core::intercept::{
    DivergenceKind, Outcome, RecordedCall, ReplayMode, ReplayScope, Replayer,
};

use super::play::{Node, Player, node, record};

fn run() -> Vec<Node> {
    vec![
        node("eval", 1, 10).with([node("lookup", 5, 50), node("log", 6, 0)]),
        node("eval", 2, 20).with([node("lookup", 7, 70)]),
    ]
}

fn numbers(results: &[Result<Value, String>]) -> Vec<Option<u32>> {
    let number = |result: &Result<Value, String>| match result {
        Ok(Value::U32(number)) => Some(*number),
        _ => None,
    };
    results.iter().map(number).collect()
}

/// The functions that ran, and what came of the calls.
fn replay(replayer: &Replayer, run: &[Node]) -> (Vec<&'static str>, Vec<Option<u32>>) {
    let player = Player::default();
    let results = numbers(&player.play(replayer, run));
    (player.made.take(), results)
}

#[test]
fn imports_are_answered_and_exports_run() {
    let replayer = Replayer::new(record(&run()));
    let (made, results) = replay(&replayer, &run());
    assert_eq!(made, ["eval", "eval"]);
    assert_eq!(results, [Some(10), Some(20)]);
    replayer.finish().unwrap();
}

#[test]
fn exports_are_answered_and_the_guest_does_not_run() {
    for scope in [ReplayScope::Exports, ReplayScope::Both] {
        let replayer = Replayer::new(record(&run())).scope(scope);
        // As a guest that would answer otherwise.
        let other = [node("eval", 1, 0), node("eval", 2, 0)];
        let (made, results) = replay(&replayer, &other);
        assert!(made.is_empty());
        assert_eq!(results, [Some(10), Some(20)]);
        replayer.finish().unwrap();
    }
}

#[test]
fn strict_takes_no_other_order_and_by_key_any() {
    let mut other = run();
    other.reverse();
    let strict = Replayer::new(record(&run()));
    assert_eq!(replay(&strict, &other), (vec![], vec![None, None]));
    let diverged = strict.finish().unwrap_err();
    assert!(
        matches!(diverged.first.kind, DivergenceKind::Input(_)),
        "{diverged}"
    );
    assert_eq!((diverged.first.index, diverged.missing), (0, 5));

    let by_key = Replayer::new(record(&run())).mode(ReplayMode::ByKey);
    let (made, results) = replay(&by_key, &other);
    assert_eq!(made, ["eval", "eval"]);
    assert_eq!(results, [Some(20), Some(10)]);
    by_key.finish().unwrap();
}

/// A call is looked up, and not compared with all that are left.
#[test]
fn a_hundred_thousand_calls_by_key_in_any_order() {
    let calls = 100_000;
    let run: Vec<Node> = (0..calls).map(|it| node("f", it, it)).collect();
    let mut other = run.clone();
    other.reverse();
    let recording = record(&run);
    let began = Instant::now();
    for mode in [ReplayMode::ByKey, ReplayMode::RecordNew] {
        let replayer = Replayer::new(recording.clone()).mode(mode);
        assert!(replay(&replayer, &other).1.iter().all(Option::is_some));
        replayer.finish().unwrap();
    }
    let new: Vec<Node> = (calls..2 * calls).map(|it| node("f", it, it)).collect();
    let replayer = Replayer::new(recording).mode(ReplayMode::RecordNew);
    assert_eq!(replay(&replayer, &new).0.len(), new.len());
    // It takes seconds; to compare each with each takes many minutes.
    assert!(began.elapsed() < Duration::from_secs(120));
}

#[test]
fn by_key_the_same_call_is_answered_as_often_as_it_was_made() {
    let twice = [node("eval", 1, 1).with([node("now", 0, 7), node("now", 0, 8)])];
    let replayer = Replayer::new(record(&twice)).mode(ReplayMode::ByKey);
    let thrice =
        [node("eval", 1, 1).with([node("now", 0, 0), node("now", 0, 0), node("now", 0, 0)])];
    assert_eq!(replay(&replayer, &thrice).1, [None]);
    let diverged = replayer.finish().unwrap_err();
    assert_eq!(diverged.first.kind, DivergenceKind::NotRecorded(None));
    assert!(
        diverged
            .to_string()
            .contains("no call of this function is left"),
        "{diverged}"
    );
}

/// Looking at all that is left for each call would take hours.
#[test]
fn by_key_many_calls_in_order_take_no_long_search() {
    let many: Vec<_> = (0..200_000).map(|n| node("eval", n, n)).collect();
    let replayer = Replayer::new(record(&many)).mode(ReplayMode::ByKey);
    assert_eq!(replay(&replayer, &many).1.len(), many.len());
    replayer.finish().unwrap();
}

#[test]
fn by_key_all_that_differs_is_told() {
    let replayer = Replayer::new(record(&run())).mode(ReplayMode::ByKey);
    let other = [
        node("eval", 1, 10).with([node("lookup", 9, 0)]),
        node("eval", 2, 21).with([node("lookup", 7, 0)]),
        node("other", 3, 0),
    ];
    assert_eq!(replay(&replayer, &other).1, [None, Some(21), None]);
    let diverged = replayer.finish().unwrap_err();
    let DivergenceKind::NotRecorded(Some(difference)) = &diverged.first.kind else {
        panic!("{diverged}")
    };
    assert_eq!(difference.path, "args[0]");
    // The first `eval` failed by that, the second answers otherwise, and nothing is like `other`.
    assert_eq!(diverged.others.len(), 3, "{diverged}");
    // The first `lookup`, and `log`.
    assert_eq!(diverged.missing, 2);
    assert!(
        diverged
            .to_string()
            .ends_with("2 recorded calls were not made"),
        "{diverged}"
    );
}

#[test]
fn a_run_goes_on_where_the_recording_ends() {
    let recording = record(&run());
    for kept in 0..=recording.calls.len() {
        let mut prefix = recording.clone();
        prefix.calls.truncate(kept);
        // What was under way when the process was killed has no end.
        for (index, call) in prefix.calls.iter_mut().enumerate() {
            let is_done = match index {
                0 => kept > 3,
                3 => false,
                _ => index + 1 < kept,
            };
            if !is_done {
                call.outcome = None;
            }
        }
        let replayer = Replayer::new(prefix).mode(ReplayMode::Partial);
        let (made, results) = replay(&replayer, &run());
        assert_eq!(results, [Some(10), Some(20)], "{kept}");
        let imports = made.iter().filter(|name| **name != "eval").count();
        // Those that were answered did not run once more.
        let answered = [0, 0, 0, 1, 2, 2][kept];
        assert_eq!(imports, 3 - answered, "{kept}: {made:?}");
        replayer.finish().unwrap();
    }
}

#[test]
fn a_resumed_run_that_differs_before_the_end_of_the_recording_diverges() {
    let replayer = Replayer::new(record(&run())).mode(ReplayMode::Partial);
    let other = [node("eval", 1, 10).with([node("lookup", 6, 50)])];
    let (made, results) = replay(&replayer, &other);
    assert_eq!((made, results), (vec!["eval"], vec![None]));
    assert_eq!(replayer.finish().unwrap_err().first.index, 1);
}

#[test]
fn what_is_new_is_made_and_added() {
    let replayer = Replayer::new(record(&run())).mode(ReplayMode::RecordNew);
    let other = [
        node("eval", 1, 10).with([node("lookup", 5, 0), node("lookup", 8, 80)]),
        node("eval", 3, 30).with([node("fetch", 1, 2).failing()]),
    ];
    let (made, results) = replay(&replayer, &other);
    assert_eq!(made, ["eval", "lookup", "eval", "fetch"]);
    assert_eq!(results, [Some(10), None]);
    // Not all that was recorded has to be called.
    replayer.finish().unwrap();
    let recording = replayer.recording();
    let added: Vec<_> = recording.calls[5..]
        .iter()
        .map(RecordedCall::name)
        .collect();
    assert_eq!(
        added,
        [
            "demo:run/calls#lookup",
            "demo:run/calls#eval",
            "demo:run/calls#fetch"
        ]
    );
    let parents: Vec<_> = recording.calls[5..]
        .iter()
        .map(|call| call.parent)
        .collect();
    assert_eq!(parents, [Some(0), None, Some(6)]);
    assert!(matches!(
        recording.calls[7].outcome,
        Some(Outcome::Failed(_))
    ));

    // Now nothing is new.
    let again = Replayer::new(recording).mode(ReplayMode::RecordNew);
    let (made, results) = replay(&again, &other);
    assert_eq!(made, ["eval", "eval"]);
    assert_eq!(results, [Some(10), None]);
}

#[test]
fn a_failure_is_another_end_and_its_words_are_not() {
    let failing = [node("eval", 1, 1).failing()];
    let replayer = Replayer::new(record(&failing));
    replay(&replayer, &failing);
    replayer.finish().unwrap();

    let replayer = Replayer::new(record(&failing));
    replay(&replayer, &[node("eval", 1, 1)]);
    let diverged = replayer.finish().unwrap_err();
    assert!(
        matches!(diverged.first.kind, DivergenceKind::Ending { .. }),
        "{diverged}"
    );
}
