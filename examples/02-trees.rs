//! Recursive types: the guest parses a program into a tree, the host walks and rewrites it, the guest prints it.
//!
//! `cargo run --example 02-trees`

use lisp::eval::types::Lambda;
use packr::{Engine, Linker, Package, Store};

packr::bindgen!("evaluator" in "examples/wit/sexpr.wit");

/// How many numbers a tree has: an ordinary match on an ordinary enum.
fn numbers(e: &Expr) -> usize {
    match e {
        Expr::Num(_) | Expr::Flt(_) => 1,
        Expr::Lst(items) => items.iter().map(numbers).sum(),
        // `quote` holds one expression, so there is a `Box`; a list of expressions needs none.
        Expr::Quote(inner) => numbers(inner),
        // A function holds expressions, and expressions can be functions: recursion through two types.
        Expr::Fun(lambda) => numbers(&lambda.body),
        Expr::Sym(_) | Expr::Str(_) | Expr::Nil => 0,
    }
}

/// The tree with every call of `square` in place: `(square x)` becomes `((lambda (n) (* n n)) x)`.
fn inline(e: Expr) -> Expr {
    match e {
        Expr::Sym(name) if name == "square" => Expr::fun(Lambda {
            params: vec!["n".into()],
            body: Expr::Lst(["*", "n", "n"].map(|name| Expr::Sym(name.into())).into()).into(),
            captured: Default::default(),
        }),
        Expr::Lst(items) => Expr::Lst(items.into_iter().map(inline).collect()),
        Expr::Quote(inner) => Expr::quote(inline(*inner)),
        other => other,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/sexpr.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    // The guest's imports are not called here, so functions that only fail will do.
    linker.define_stubs(Evaluator::schema())?;
    let mut store = Store::new(&engine, ());
    let lisp = Evaluator::instantiate(&mut store, &package, &linker)?;

    let program = lisp.call_parse(&mut store, b"(+ (square 3) (square (square 2)) '7)")?;
    let tree = program.expect("the program is well formed").remove(0);
    println!("It has {} numbers.", numbers(&tree));
    assert_eq!(numbers(&tree), 3);

    let tree = inline(tree);
    let style = exports::lisp::eval::printer::Style {
        width: None,
        short_quotes: true,
    };
    let shown = lisp
        .lisp_eval_printer()
        .call_show(&mut store, &tree, style)?;
    println!("{shown}");

    let env = Environment {
        bindings: Default::default(),
        fuel: 1000,
    };
    let value = lisp.call_eval(&mut store, &tree, &env)?;
    println!("= {value:?}");
    assert_eq!(value, Ok(Expr::Num(9 + 16 + 7)));
    Ok(())
}
