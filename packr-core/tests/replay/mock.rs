//! Calls that are answered as a test says.

use packr_core::Value;
use packr_core::intercept::Mock;

use super::play::{Player, node};

const CALLS: &str = "demo:run/calls";

#[test]
fn calls_are_answered_in_both_directions() {
    let mut mock = Mock::new();
    mock.on(CALLS, "lookup").given((5_u32,)).returns(50_u32);
    mock.on(CALLS, "lookup")
        .answers(|input| match input.as_tuple() {
            Some([Value::U32(n)]) => Value::U32(n * 2),
            _ => Value::U32(0),
        })
        .at_least(2);
    mock.on(CALLS, "other").returns(1_u32);
    let player = Player::default();
    let lookups = [5, 5, 6].map(|n| node("lookup", n, 0));
    let results = player.play(
        &mock,
        &[node("eval", 1, 10).with(lookups), node("other", 1, 0)],
    );
    assert_eq!(results, [Ok(Value::U32(10)), Ok(Value::U32(1))]);
    // Nothing is expected of it, so it runs.
    assert_eq!(player.made.take(), ["eval"]);
    mock.verify().unwrap();
}

#[test]
fn what_was_not_expected_is_refused() {
    let mut mock = Mock::new();
    mock.on(CALLS, "lookup").given((5_u32,)).returns(50_u32);
    let lookup = |n| [node("eval", 1, 10).with([node("lookup", n, 0)])];
    let results = Player::default().play(&mock, &lookup(6));
    assert_eq!(
        results,
        [Err(
            "demo:run/calls#lookup(6u32) was not expected, only: demo:run/calls#lookup(5u32)"
                .into()
        )]
    );
    let unmet = mock.verify().unwrap_err();
    assert_eq!(
        unmet.unmet,
        ["demo:run/calls#lookup(5u32): 1 expected, 0 made"]
    );

    // Once, and no more.
    let results = [5, 5].map(|n| Player::default().play(&mock, &lookup(n)));
    assert!(results[0][0].is_ok() && results[1][0].is_err());
    mock.verify().unwrap();
}

#[test]
fn calls_fail_and_pass() {
    let mut mock = Mock::new();
    mock.on(CALLS, "lookup").fails("no network").times(2);
    mock.on(CALLS, "log").at_least(1);
    let player = Player::default();
    let run = [node("eval", 1, 10).with([node("log", 1, 0), node("lookup", 1, 0)])];
    assert_eq!(player.play(&mock, &run), [Err("no network".to_owned())]);
    assert_eq!(player.made.take(), ["eval", "log"]);
    assert_eq!(
        mock.verify().unwrap_err().to_string(),
        "expected calls were not made:\n  demo:run/calls#lookup: 2 expected, 1 made"
    );
}
