//! A guest that is made of choices, as the text of a module: of the world `a:b/w`, more or less.

use std::fmt::Write;

use packr::{Metadata, schema};

use crate::choices::Choices;

/// Where the module's own messages are: what it answers with, what it asks with, and its metadata.
const ANSWER: u32 = 64;
const QUESTION: u32 = 128;
const METADATA: u32 = 1024;

/// A message whose root is a `u32`, and one that is a tuple of it: arguments.
fn messages() -> [Vec<u8>; 2] {
    let answer = packr::encode(&7u32).expect("a number has a message");
    let question = packr::encode(&(7u32,)).expect("so have arguments");
    [answer, question]
}

fn data(text: &mut String, at: u32, bytes: &[u8]) {
    let _ = write!(text, "(data (i32.const {at}) \"");
    for byte in bytes {
        let _ = write!(text, "\\{byte:02x}");
    }
    text.push_str("\")\n");
}

/// The text of the module.
pub(crate) fn text(choices: &mut Choices<'_>, world: &schema::World) -> String {
    let mut text = String::from("(module\n");
    text.push_str(match choices.below(32) {
        0..28 => r#"(import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))"#,
        28 => r#"(func $ask (param i32 i32 i32 i32) (result i32) (i32.const 0))"#,
        29 => r#"(import "$root" "ask" (func $other (param i32))) (func $ask (param i32 i32 i32 i32) (result i32) (i32.const 1))"#,
        30 => r#"(import "a:b/other" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))"#,
        _ => r#"(import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32))) (import "env" "g" (global i32))"#,
    });
    text.push('\n');
    text.push_str(match choices.below(32) {
        0..20 => r#"(memory (export "memory") 1)"#,
        20..22 => r#"(memory (export "memory") 1 1)"#,
        22..24 => r#"(memory (export "memory") 1 3)"#,
        24..27 => r#"(memory (export "memory") 40)"#,
        27 => r#"(memory 1)"#,
        28 => r#"(memory i64 1) (export "memory" (memory 0))"#,
        29 => r#"(memory 1) (global (export "memory") i32 (i32.const 0))"#,
        30 => r#"(memory (export "memory") 1) (memory 5000)"#,
        _ => r#"(memory (export "memory") 2) (table 50 funcref)"#,
    });
    text.push('\n');
    let [mut answer, mut question] = messages();
    let mut metadata = Metadata::write(world).expect("the world is within the limits");
    choices.change(&mut answer);
    choices.change(&mut question);
    choices.change(&mut metadata);
    for (at, bytes) in [
        (ANSWER, &answer),
        (QUESTION, &question),
        (METADATA, &metadata),
    ] {
        data(&mut text, at, bytes);
    }
    text.push_str("(global $top (mut i32) (i32.const 8192))\n");
    let lens = [&answer, &question, &metadata].map(|bytes| bytes.len() as u32);
    special(&mut text, choices, lens);
    let mut run = Body::new(choices, lens);
    run.statements();
    run.put((2, 3), (ANSWER, lens[0]));
    let status = run.status();
    let _ = writeln!(
        text,
        "(func $run (export \"run\") (param i32 i32 i32 i32) (result i32)\n{} {status})",
        run.text
    );
    text.push(')');
    text
}

/// The functions that the host calls itself.
fn special(text: &mut String, choices: &mut Choices<'_>, lens: [u32; 3]) {
    // The allocator that the body uses, exported or not.
    let mut alloc = Body::new(choices, lens);
    alloc.statements();
    let block = match alloc.choices.below(16) {
        0..14 => "(global.get $top) (global.set $top (i32.add (global.get $top) (local.get 0)))"
            .to_owned(),
        _ => format!("(i32.const {})", alloc.choices.word() as i32),
    };
    let exported = if choices_is(&mut alloc, 16) {
        ""
    } else {
        r#"(export "__pack_alloc")"#
    };
    let _ = writeln!(
        text,
        "(func $alloc {exported} (param i32) (result i32)\n{} {block})",
        alloc.text
    );
    for (name, params, result) in [
        ("__pack_free", "(param i32 i32)", false),
        ("__pack_types", "(param i32 i32) (result i32)", true),
        ("__pack_panic", "(param i32 i32) (result i32)", true),
        ("_initialize", "", false),
        ("__pack_keeps_outputs", "", false),
    ] {
        match choices.below(40) {
            0..22 => {}
            22..39 => {
                let mut body = Body::new(choices, lens);
                body.statements();
                if result {
                    body.put((0, 1), (METADATA, lens[2]));
                }
                let status = if result { body.status() } else { String::new() };
                let _ = writeln!(
                    text,
                    "(func (export \"{name}\") {params}\n{} {status})",
                    body.text
                );
            }
            _ => {
                let _ = writeln!(text, "(func (export \"{name}\") (param f64))");
            }
        }
    }
    if choices.below(16) == 15 {
        let mut start = Body::new(choices, lens);
        start.statements();
        let _ = writeln!(text, "(func $start\n{})\n(start $start)", start.text);
    }
}

fn choices_is(body: &mut Body<'_, '_>, one_in: u8) -> bool {
    body.choices.below(one_in) == one_in - 1
}

struct Body<'a, 'b> {
    choices: &'a mut Choices<'b>,
    lens: [u32; 3],
    text: String,
}

impl<'a, 'b> Body<'a, 'b> {
    fn new(choices: &'a mut Choices<'b>, lens: [u32; 3]) -> Self {
        Self {
            choices,
            lens,
            text: String::new(),
        }
    }

    fn word(&mut self) -> i32 {
        self.choices.word() as i32
    }

    fn statements(&mut self) {
        for _ in 0..self.choices.below(6).saturating_sub(2) {
            self.statement();
        }
    }

    fn statement(&mut self) {
        let (question, len) = (QUESTION, self.lens[1]);
        let line = match self.choices.below(16) {
            0..4 => format!(
                "(drop (call $ask (i32.const {question}) (i32.const {len}) (i32.const 0) (i32.const 4)))"
            ),
            4..6 => {
                let words = [self.word(), self.word(), self.word(), self.word()];
                let [ptr, len, slot, other] = words;
                format!(
                    "(drop (call $ask (i32.const {ptr}) (i32.const {len}) (i32.const {slot}) (i32.const {other})))"
                )
            }
            6 => format!(
                "(drop (memory.grow (i32.const {})))",
                self.choices.below(80)
            ),
            7 => format!("(drop (memory.grow (i32.const {})))", self.word()),
            8..10 => format!(
                "(i32.store (i32.const {}) (i32.const {}))",
                self.word(),
                self.word()
            ),
            10 => format!(
                "(memory.fill (i32.const {}) (i32.const {}) (i32.const {}))",
                self.word(),
                self.choices.byte(),
                self.word()
            ),
            11 => format!("(drop (call $alloc (i32.const {})))", self.word()),
            12 => "(drop (call $run (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 4)))"
                .to_owned(),
            13 => "(loop (br 0))".to_owned(),
            14 => "(unreachable)".to_owned(),
            _ => "(nop)".to_owned(),
        };
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// Says in the slots that two locals point at where a message is, or something else.
    fn put(&mut self, (ptr, len): (u32, u32), message: (u32, u32)) {
        let (at, size) = match self.choices.below(12) {
            0..9 => (message.0 as i32, message.1 as i32),
            9..11 => (self.word(), self.word()),
            _ => return,
        };
        let _ = writeln!(
            self.text,
            "(i32.store (local.get {ptr}) (i32.const {at})) (i32.store (local.get {len}) (i32.const {size}))"
        );
    }

    fn status(&mut self) -> String {
        let status = match self.choices.below(16) {
            0..12 => 0,
            12 => -1,
            13 => 1,
            _ => self.word(),
        };
        format!("(i32.const {status})")
    }
}
