//! Text that was written by hand.

use packr_core::journal::{Journal, JournalError, Tail};

use crate::runs;

#[test]
fn a_journal_is_written_by_hand() {
    let journal: Journal = r#"
        # A run that was made up.
        packr journal 1

        metadata ticket "4711"
        start 0 at 0ns export eval [] ()
            start 1 in 0 at 5ns import demo:calc/host#lookup [name] ("x")
            end 1 at 6ns live returned some(40s64)
        # It never ended.
    "#
    .parse()
    .unwrap();
    assert_eq!(journal.events.len(), 3);
    assert_eq!(journal.tail, Tail::Open);
    assert_eq!(journal.unfinished()[0].function.name, "eval");
    assert_eq!(journal.header.packr, "");
    assert_eq!(
        Journal::read(&journal.to_bytes().unwrap()).unwrap(),
        journal
    );
}

fn error(line: &str) -> String {
    let text = format!("packr journal 1\nstart 0 at 1ns export eval [e] (1u8)\n{line}\n");
    match text.parse::<Journal>() {
        Err(error @ JournalError::Text { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mistake_has_its_place() {
    for (line, told) in [
        (
            "stop 1",
            "line 3, column 1: expected `start`, `end` or `finished`, found `stop`",
        ),
        (
            "start x at 1ns",
            "line 3, column 7: expected the number of a call, found `x`",
        ),
        (
            "start 1 on 0",
            "line 3, column 9: expected `at`, found `on`",
        ),
        (
            "start 1 at 5ms import",
            "line 3, column 12: expected a time, such as `1500ns`, found `5ms`",
        ),
        (
            "start 1 at 5ns call f",
            "line 3, column 16: expected `import` or `export`, found `call`",
        ),
        (
            "start 1 at 5ns import f (1u8)",
            "line 3, column 25: expected `[`, found `(1u8)`",
        ),
        (
            "start 1 at 5ns import f [a b] ()",
            "line 3, column 28: expected `,`, found `b]`",
        ),
        (
            "start 1 at 5ns import é#f [] ()",
            "line 3, column 23: expected a name, in back quotes unless it is plain, found `é#f`",
        ),
        (
            "start 1 at 5ns import f [] (1u9)",
            "line 3, column 29: expected ",
        ),
        (
            "start 1 at 5ns import f [] () ()",
            "line 3, column 31: expected ",
        ),
        (
            "start 1 at 5ns import `f [] ()",
            "line 3, column 23: expected the quote that begins here to be closed",
        ),
        (
            "start 2 at 5ns import f [] ()",
            "line 3, column 1: call 2 begins where the next one is 1",
        ),
        (
            "end 0 at 5ns dead returned ()",
            "line 3, column 14: expected `live`, `intercepted` or `replayed`",
        ),
        (
            "end 0 at 5ns live gone",
            "line 3, column 19: expected `returned` or `failed`, found `gone`",
        ),
        (
            "end 0 at 5ns live failed trap Oops \"\"",
            "line 3, column 31: expected a trap, as wasmtime calls it",
        ),
        (
            "end 0 at 5ns live failed guest x \"\"",
            "line 3, column 32: expected a status, found `x`",
        ),
        (
            "end 0 at 5ns live failed limit time 1 \"\"",
            "line 3, column 32: expected a limit, such as `fuel`",
        ),
        (
            "end 0 at 5ns live failed host",
            "line 3, column 30: expected a string, found the end of the line",
        ),
        (
            "finished 3",
            "line 3, column 10: expected the end of the line, found `3`",
        ),
        (
            "finished\nfinished",
            "line 4, column 1: expected nothing after the end of the journal",
        ),
    ] {
        let found = error(line);
        assert!(found.starts_with(told), "{line}\n{found}\n{told}");
    }
    let package = format!("packr journal 1\npackage \"a\" sha256 {}", "0".repeat(63));
    let error = package.parse::<Journal>().unwrap_err().to_string();
    assert!(
        error.starts_with("line 2, column 20: expected 64 hexadecimal digits"),
        "{error}"
    );
    let twice = "packr journal 1\npackr \"1\"\npackr \"1\""
        .parse::<Journal>()
        .unwrap_err();
    assert!(
        twice
            .to_string()
            .starts_with("line 3, column 1: expected one line `packr` alone"),
        "{twice}"
    );
}

#[test]
fn other_text_and_later_versions_are_told() {
    assert!(matches!(
        "".parse::<Journal>(),
        Err(JournalError::NotAJournal)
    ));
    assert!(matches!(
        "hello".parse::<Journal>(),
        Err(JournalError::NotAJournal)
    ));
    let later = "packr journal 2\nwhatever".parse::<Journal>();
    assert!(matches!(
        later,
        Err(JournalError::Version {
            found: 2,
            newest: 1
        })
    ));
}

/// The sample in `docs/journal.md`.
#[test]
fn the_documented_text_is_a_journal() {
    let document = include_str!("../../../docs/journal.md");
    let sample = document.split("```text\n").nth(1).unwrap();
    let sample = sample.split("```").next().unwrap();
    let journal: Journal = sample.parse().unwrap();
    assert_eq!((journal.events.len(), journal.tail), (6, Tail::Finished));
    let printed = journal.to_string();
    for line in sample.lines().filter(|line| !line.starts_with('#')) {
        assert!(
            printed.lines().any(|found| found == line),
            "{line}\n{printed}"
        );
    }
}

#[test]
fn events_print_as_people_read_them() {
    let text = runs::small().to_string();
    for line in [
        "packr journal 1",
        "started 1764143145123456789ns",
        "metadata ticket \"4711\"",
        "wit \"package demo:calc@0.1.0;\"",
        "start 1 in 0 at 2500ns import demo:calc/host@0.1.0#lookup [name] (\"x\")",
        "end 1 at 3500ns live returned some(40s64)",
        "end 2 at 6000ns live failed trap UnreachableCodeReached \"guest function `eval` panicked: no such name\" text \"no such name\"",
        "finished",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}
