//! The Lisp evaluator through its typed bindings: recursion in variants, records, errors and maps.

use std::collections::BTreeMap;

use packr::{HasSelf, Linker, Store};

use crate::support::{ENGINE, package};

packr::bindgen!("evaluator" in "examples/wit/sexpr.wit");

pub(crate) use exports::lisp::eval::printer::Style;
pub(crate) use lisp::eval::types::Lambda;

/// A host that answers `answer`, and builtins by what they are called with.
#[derive(Default)]
pub(crate) struct Host {
    pub(crate) printed: Vec<String>,
    pub(crate) asked: Vec<String>,
}

impl lisp::eval::host::Host for Host {
    fn lookup(&mut self, name: String) -> Option<Expr> {
        self.asked.push(name.clone());
        (name == "answer").then_some(Expr::Num(42))
    }

    fn call_builtin(&mut self, name: String, args: Vec<Expr>) -> Result<Expr, String> {
        match name.as_str() {
            "list" => Ok(Expr::Lst(args)),
            _ => Err(format!("no builtin {name}")),
        }
    }
}

impl EvaluatorImports for Host {
    fn log(&mut self, message: String) {
        self.printed.push(message);
    }
}

pub(crate) fn linker() -> Linker<Host> {
    let mut linker = Linker::new(&ENGINE);
    Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker
}

pub(crate) fn start() -> (Store<Host>, Evaluator) {
    let mut store = Store::new(&ENGINE, Host::default());
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker()).unwrap();
    (store, evaluator)
}

pub(crate) fn env() -> Environment {
    Environment {
        bindings: BTreeMap::new(),
        fuel: 100_000,
    }
}

pub(crate) fn sym(name: &str) -> Expr {
    Expr::Sym(name.into())
}

pub(crate) fn call<const N: usize>(function: &str, args: [Expr; N]) -> Expr {
    Expr::Lst([sym(function)].into_iter().chain(args).collect())
}

pub(crate) fn nested(depth: usize) -> Expr {
    (0..depth).fold(Expr::Num(1), |inner, _| Expr::quote(inner))
}

#[test]
fn trees_go_in_and_out() {
    let (mut store, evaluator) = start();
    let program = call(
        "+",
        [Expr::Num(1), call("*", [Expr::Num(2), sym("answer")])],
    );
    assert_eq!(
        evaluator.call_eval(&mut store, &program, &env()).unwrap(),
        Ok(Expr::Num(85))
    );
    assert_eq!(
        store.data().asked.last().map(String::as_str),
        Some("answer")
    );
}

#[test]
fn programs_are_parsed_from_bytes_and_shown_as_text() {
    let (mut store, evaluator) = start();
    let source =
        b"(define twice (lambda (f x) (f (f x)))) (print \"hi\") (twice (lambda (x) (* x x)) 3)";
    let program = evaluator.call_parse(&mut store, source).unwrap().unwrap();
    assert_eq!(program.len(), 3);
    let (value, environment) = evaluator
        .call_run(&mut store, &program, &env())
        .unwrap()
        .unwrap();
    assert_eq!(value, Expr::Num(81));
    assert!(matches!(
        environment.bindings.get("twice"),
        Some(Expr::Fun(_))
    ));
    assert!(environment.fuel < 100_000);
    assert_eq!(store.data().printed.len(), 1);

    let style = Style {
        width: None,
        short_quotes: true,
    };
    let shown = evaluator
        .lisp_eval_printer()
        .call_show(&mut store, &program[1], style)
        .unwrap();
    assert_eq!(shown, "(print \"hi\")");
    let depth = evaluator
        .lisp_eval_printer()
        .call_depth(&mut store, &nested(5))
        .unwrap();
    assert_eq!(depth, 6);
}

#[test]
fn a_parse_error_has_its_place() {
    let (mut store, evaluator) = start();
    let error = evaluator
        .call_parse(&mut store, b"(+ 1\n   (2")
        .unwrap()
        .unwrap_err();
    assert_eq!(error.line, 2);
}

#[test]
fn errors_are_trees_too() {
    let (mut store, evaluator) = start();
    // (let ((f (lambda (x) (+ x "x")))) (f 1)), with the function as a value: a call that fails inside a call.
    let inner = call("+", [sym("x"), Expr::Str("x".into())]);
    let lambda = Lambda {
        params: vec!["x".into()],
        body: inner.clone().into(),
        captured: BTreeMap::new(),
    };
    let outer = Expr::Lst(vec![Expr::fun(lambda), Expr::Num(1)]);
    let error = evaluator
        .call_eval(&mut store, &outer, &env())
        .unwrap()
        .unwrap_err();
    let EvalError::InCall((call, cause)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(call, outer);
    assert!(
        matches!(*cause, EvalError::InCall((ref call, _)) if *call == inner),
        "{cause:?}"
    );
}

#[test]
fn host_functions_get_and_give_trees() {
    let (mut store, evaluator) = start();
    let program = call("host/list", [Expr::Num(1), Expr::quote(sym("a"))]);
    let value = evaluator.call_eval(&mut store, &program, &env()).unwrap();
    assert_eq!(value, Ok(Expr::Lst(vec![Expr::Num(1), sym("a")])));
    let missing = evaluator
        .call_eval(&mut store, &call("host/none", []), &env())
        .unwrap();
    let text = format!("{missing:?}");
    assert!(text.contains("no builtin none"), "{text}");
}

#[test]
fn a_map_crosses_in_a_record() {
    let (mut store, evaluator) = start();
    let bindings = [
        ("x".to_owned(), Expr::Num(40)),
        ("a-name".to_owned(), Expr::Num(2)),
    ];
    let env = Environment {
        bindings: bindings.into(),
        fuel: 1000,
    };
    let program = call("+", [sym("x"), sym("a-name")]);
    assert_eq!(
        evaluator.call_eval(&mut store, &program, &env).unwrap(),
        Ok(Expr::Num(42))
    );
}

#[test]
fn a_function_holds_its_body_and_what_it_captured() {
    let (mut store, evaluator) = start();
    let lambda = Lambda {
        params: vec!["x".into()],
        body: Box::new(call("+", [sym("x"), sym("y")])),
        captured: [("y".to_owned(), Expr::Num(1))].into(),
    };
    let program = Expr::Lst(vec![Expr::fun(lambda), Expr::Num(2)]);
    assert_eq!(
        evaluator.call_eval(&mut store, &program, &env()).unwrap(),
        Ok(Expr::Num(3))
    );
}

#[test]
fn a_guests_error_is_an_error() {
    fn depth(source: &[u8]) -> Result<usize, Box<dyn std::error::Error>> {
        let (mut store, evaluator) = start();
        Ok(evaluator.call_parse(&mut store, source)??.len())
    }
    assert_eq!(depth(b"(+ 1 2) 3").unwrap(), 2);
    let error = depth(b"(").unwrap_err();
    assert!(error.to_string().starts_with("ParseError {"), "{error}");
}
