//! A Lisp evaluator as a plugin: typed calls with trees, a printed trace of every call, and a replay without the host.
//!
//! `cargo run --example sexpr`

use std::sync::Arc;

use lisp::eval::host::Host;
use lisp::eval::types::Lambda;
use packr::intercept::{Call, Decision, End};
use packr::{CallInterceptor, Engine, HasSelf, Linker, Package, Recorder, Replayer, Store, Value};

packr::bindgen!("evaluator" in "examples/wit/sexpr.wit");

/// What the host functions work on.
#[derive(Default)]
struct Desk {
    printed: Vec<String>,
}

impl Host for Desk {
    fn lookup(&mut self, name: String) -> Option<Expr> {
        match name.as_str() {
            "answer" => Some(Expr::Num(42)),
            // Code is data: the host hands the guest a function.
            "square" => Some(Expr::fun(Lambda {
                params: vec!["x".into()],
                body: list([sym("*"), sym("x"), sym("x")]).into(),
                captured: Default::default(),
            })),
            _ => None,
        }
    }

    fn call_builtin(&mut self, name: String, args: Vec<Expr>) -> Result<Expr, String> {
        match (name.as_str(), args.as_slice()) {
            ("upcase", [Expr::Str(text)]) => Ok(Expr::Str(text.to_uppercase())),
            ("reverse", [Expr::Lst(items)]) => Ok(Expr::Lst(items.iter().rev().cloned().collect())),
            _ => Err(format!(
                "there is no builtin `{name}` for {} such arguments",
                args.len()
            )),
        }
    }
}

impl EvaluatorImports for Desk {
    fn log(&mut self, message: String) {
        self.printed.push(message);
    }
}

fn sym(name: &str) -> Expr {
    Expr::Sym(name.into())
}

fn list<const N: usize>(items: [Expr; N]) -> Expr {
    Expr::Lst(items.into())
}

/// Prints every call in both directions, nested.
struct Trace;

impl CallInterceptor for Trace {
    // The four methods see what a plain trace needs; `begin` and `end` below add the nesting and the failures.
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        println!(
            "{}",
            cut(format!("{}-> {}{}", margin(call), call.name, call.input))
        );
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        match end {
            End::Returned(value) => println!("{}", cut(format!("{}<- {value}", margin(call)))),
            End::Failed(error) => println!("{}<- failed: {}", margin(call), error.report()),
        }
    }
}

/// Programs are large trees; a trace shows how they begin.
fn cut(line: String) -> String {
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn margin(call: &Call<'_>) -> &'static str {
    if call.parent.is_some() {
        "      "
    } else {
        "  "
    }
}

const PROGRAM: &str = r#"
    (print "hello from the guest")
    (define twice (lambda (f x) (f (f x))))
    (list (+ answer (twice square 3))
          (host/upcase "trees")
          (host/reverse '(1 2 3)))
"#;

/// The run itself: the same with the host's functions and with recorded ones.
fn run<T: 'static>(evaluator: &Evaluator, store: &mut Store<T>) -> packr::Result<(String, String)> {
    let env = Environment {
        bindings: Default::default(),
        fuel: 10_000,
    };
    let style = exports::lisp::eval::printer::Style {
        width: None,
        short_quotes: true,
    };
    let printer = evaluator.lisp_eval_printer();

    let program = evaluator
        .call_parse(&mut *store, PROGRAM.as_bytes())?
        .expect("the program is well formed");
    let value = match evaluator.call_run(&mut *store, &program, &env)? {
        Ok((value, _)) => printer.call_show(&mut *store, &value, style)?,
        Err(error) => format!("{error:?}"),
    };

    // A tree made in Rust, and an error that comes back as a tree.
    let wrong = list([sym("+"), Expr::Num(1), Expr::quote(sym("one"))]);
    let error = evaluator.call_eval(&mut *store, &wrong, &env)?;
    Ok((value, format!("{error:?}")))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let package = Package::from_file(
        &engine,
        concat!(env!("CARGO_MANIFEST_DIR"), "/guests/sexpr.wasm"),
    )?;

    println!("Every call of the run, as the interceptor saw it:\n");
    let recorder = Arc::new(Recorder::new());
    let mut linker = Linker::new(&engine);
    Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
    let interceptors: Vec<Box<dyn CallInterceptor>> =
        vec![Box::new(Trace), Box::new(recorder.clone())];
    linker.set_interceptor(interceptors);
    let mut store = Store::new(&engine, Desk::default());
    let evaluator = Evaluator::instantiate(&mut store, &package, &linker)?;
    let live = run(&evaluator, &mut store)?;
    println!("\nThe guest printed {:?}.", store.data().printed);
    println!("The program's value: {}", live.0);
    println!("The wrong program:   {}", live.1);

    let recording = recorder.take();
    println!(
        "\nReplayed from {} recorded calls, without one host function:",
        recording.calls.len()
    );
    let replayer = Arc::new(Replayer::new(recording));
    let mut linker = Linker::new(&engine);
    linker.define_stubs(Evaluator::schema())?;
    linker.set_interceptor(replayer.clone());
    let mut store = Store::new(&engine, ());
    let evaluator = Evaluator::instantiate(&mut store, &package, &linker)?;
    let replayed = run(&evaluator, &mut store)?;
    replayer.finish()?;
    assert_eq!(live, replayed);
    println!("The program's value: {}", replayed.0);
    println!("The wrong program:   {}", replayed.1);
    Ok(())
}
