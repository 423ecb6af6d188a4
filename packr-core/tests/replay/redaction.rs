//! What is left out is kept nowhere, and does not count.

use packr_core::intercept::{Redaction, Replayer};
use packr_core::journal::{Header, Journal, JournalOptions, JournalWriter};
use packr_core::{Recorder, Value};

use super::play::{Player, node, record};

fn left(path: &str, value: &str) -> String {
    let value: Value = value.parse().unwrap();
    let redaction = Redaction::new().at("f", path).unwrap();
    let left = match path.starts_with("args") {
        true => redaction.input("f", &["a", "b"], &value),
        false => redaction.output("f", &value),
    };
    left.as_ref().unwrap_or(&value).to_string()
}

#[test]
fn parts_are_replaced_by_empty_ones_of_their_type() {
    for (path, value, expected) in [
        ("args.b", r#"(1u8, "x")"#, r#"(1u8, "")"#),
        ("args", r#"(1u8, "x")"#, r#"(0u8, "")"#),
        ("args[0]", r#"(1u8, "x")"#, r#"(0u8, "x")"#),
        ("args.c", r#"(1u8, "x")"#, r#"(1u8, "x")"#),
        ("result", "5s64", "0s64"),
        (
            "result.ok.token",
            r#"ok(R { token: "t", id: 1u8 })"#,
            r#"ok(R { token: "", id: 1u8 })"#,
        ),
        (
            "result.err",
            r#"ok(R { token: "t", id: 1u8 })"#,
            r#"ok(R { token: "t", id: 1u8 })"#,
        ),
        ("result.some", "some(true)", "some(false)"),
        ("result.some", "none<bool>", "none<bool>"),
        (
            "result[*].x",
            "[P { x: 1u8, y: 2u8 }, P { x: 3u8, y: 4u8 }]",
            "[P { x: 0u8, y: 2u8 }, P { x: 0u8, y: 4u8 }]",
        ),
        ("result[1]", "u16[1, 2, 3]", "u16[1, 0, 3]"),
        ("result", "u16[1, 2, 3]", "u16[]"),
        ("result.Sym", r#"Expr::Sym#0("+")"#, r#"Expr::Sym#0("")"#),
        ("result.*", r#"Expr::Sym#0("+")"#, r#"Expr::Sym#0("")"#),
        ("result.Num", r#"Expr::Sym#0("+")"#, r#"Expr::Sym#0("+")"#),
        (
            "result[0].value",
            r#"map{"a": 1u8, "b": 2u8}"#,
            r#"map{"a": 0u8, "b": 2u8}"#,
        ),
        ("result", r#"map{"a": 1u8}"#, "map<string, u8>{}"),
        (
            "result",
            r#"(some("s"), ok<_, u8>(f32[1.5]))"#,
            r#"(none<string>, ok<_, u8>(f32[]))"#,
        ),
    ] {
        assert_eq!(left(path, value), expected, "{path} {value}");
    }
}

#[test]
fn rules_add_up_and_know_their_function() {
    let redaction = Redaction::new().at("*", "args[0]").unwrap().function("g");
    let input = Value::tuple([Value::U8(1), Value::U8(2)]);
    let left = |name: &str| redaction.input(name, &[], &input).unwrap().to_string();
    assert_eq!(
        (left("f"), left("g")),
        ("(0u8, 2u8)".into(), "(0u8, 0u8)".into())
    );
    assert_eq!(redaction.output("f", &Value::U8(1)), None);
    assert_eq!(redaction.output("g", &Value::U8(1)), Some(Value::U8(0)));
}

#[test]
fn what_is_left_out_is_not_recorded() {
    let run = [node("login", 4711, 1).with([node("token", 0, 815)])];
    let redaction = || {
        Redaction::new()
            .at("demo:run/calls#login", "args[0]")
            .unwrap()
            .function("demo:run/calls#token")
    };
    let recorder = Recorder::new().redaction(redaction());
    Player::default().play(&recorder, &run);
    let recording = recorder.take();
    let text = format!("{recording:?}");
    assert!(!text.contains("4711") && !text.contains("815"), "{text}");

    let replayer = Replayer::new(recording).redaction(redaction());
    Player::default().play(&replayer, &run);
    replayer.finish().unwrap();
}

#[test]
fn what_is_left_out_is_not_in_the_journal() {
    let run = [node("login", 4711, 1).with([node("token", 0, 815)])];
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("redacted.journal");
    let _ = std::fs::remove_file(&path);
    let writer = JournalWriter::create(&path, &Header::new(), &JournalOptions::DEFAULT)
        .unwrap()
        .redaction(Redaction::new().function("*"));
    Player::default().play(&writer, &run);
    writer.finish().unwrap();
    let text = Journal::open(&path).unwrap().to_string();
    assert!(text.contains("login [] (0u32)"), "{text}");
    assert!(
        !text.contains("4711u32") && !text.contains("815u32"),
        "{text}"
    );
}

#[test]
fn what_is_left_out_is_not_compared() {
    let run = |time, result| {
        vec![node("eval", 1, result).with([node("log", time, 0), node("now", 0, time)])]
    };
    let redaction = Redaction::new()
        .at("demo:run/calls#log", "args[0]")
        .unwrap()
        .at("demo:run/calls#eval", "result")
        .unwrap();
    let replayer = Replayer::new(record(&run(1, 2))).redaction(redaction);
    Player::default().play(&replayer, &run(3, 4));
    replayer.finish().unwrap();

    let replayer = Replayer::new(record(&run(1, 2)));
    Player::default().play(&replayer, &run(3, 2));
    assert_eq!(replayer.finish().unwrap_err().first.index, 1);
}
