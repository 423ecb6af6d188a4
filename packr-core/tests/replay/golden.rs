//! Runs that are committed beside a test.

use std::fs;
use std::path::{Path, PathBuf};

use packr_core::intercept::{Redaction, Replayer};
use packr_core::journal::{Golden, GoldenError, Journal};

use super::play::{Node, Player, node, record};

fn run(result: u32) -> Vec<Node> {
    vec![
        node("eval", 1, result).with([node("lookup", 5, 50), node("log", 6, 0).failing()]),
        node("eval", 2, 20),
    ]
}

fn file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

#[test]
fn a_run_is_recorded_and_compared() {
    let path = file("golden.txt");
    let missing = Golden::replayed(&path).unwrap_err();
    assert!(matches!(missing, GoldenError::Missing { .. }), "{missing}");
    assert!(missing.to_string().contains("PACKR_BLESS=1"), "{missing}");

    let golden = Golden::recorded(&path);
    Player::default().play(&golden, &run(10));
    golden.finish().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("start 1 in 0"), "{text}");

    let golden = Golden::replayed(&path).unwrap();
    let player = Player::default();
    player.play(&golden, &run(10));
    golden.finish().unwrap();
    assert_eq!(player.made.take(), ["eval", "eval"]);

    let golden = Golden::replayed(&path).unwrap();
    let mut other = run(10);
    other[1].input = 3;
    Player::default().play(&golden, &other);
    let error = golden.finish().unwrap_err();
    assert!(matches!(error, GoldenError::Diverged { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("args[0]: recorded 2u32, now 3u32"),
        "{error}"
    );
    // What a test shows that ends in it.
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn what_is_redacted_is_in_no_file() {
    let path = file("redacted.txt");
    let redaction = || Redaction::new().function("demo:run/calls#lookup");
    let golden = Golden::recorded(&path).redaction(redaction());
    Player::default().play(&golden, &run(10));
    golden.finish().unwrap();
    assert!(!fs::read_to_string(&path).unwrap().contains("50u32"));
    let golden = Golden::replayed(&path).unwrap().redaction(redaction());
    Player::default().play(&golden, &run(10));
    golden.finish().unwrap();
}

#[test]
fn a_file_that_is_none_is_an_error_with_a_place() {
    let path = file("none.txt");
    fs::write(&path, "packr journal 1\nstart zero\n").unwrap();
    let error = Golden::replayed(&path).unwrap_err();
    let GoldenError::Read { source, .. } = &error else {
        panic!("{error}")
    };
    assert!(source.to_string().starts_with("line 2, column"), "{source}");
}

#[test]
fn the_events_of_a_recording_are_those_calls() {
    let recording = record(&run(10));
    let journal = Journal::from(&recording);
    assert_eq!(journal.recording(), recording);
    assert_eq!(journal.to_string().parse::<Journal>().unwrap(), journal);
    Player::default().play(&Replayer::new(journal.recording()), &run(10));
}
