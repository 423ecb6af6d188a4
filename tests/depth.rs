//! Generated types at the deepest that is accepted: everything that recurses into them fits a stack of 2 MiB in a debug build, one
//! level more is an error in every direction, and what is deeper on purpose is given a stack.

use std::fmt::Debug;
use std::thread;

use packr::{
    CodecError, CodecErrorKind, Error, Lift, Limits, Lower, Package, Sandbox, Value, decode_with,
    encode_with,
};

packr::bindgen!({
    inline: r#"
        package test:deep;

        world deep {
            record cell { value: s32, next: option<cell> }
            variant expr { num(s64), neg(expr), sum(list<expr>), call(tuple<string, expr>) }
            record node {
                name: string, tag: u8, left: option<node>, others: list<node>, by-name: map<string, node>,
                outcome: result<s32, string>, place: tuple<u32, u32, u32>, note: option<string>,
            }
            record wide {
                g00: string, g01: string, g02: u64, g03: u64, g04: list<u8>, g05: option<string>, g06: f64, g07: char,
                g08: string, g09: string, g10: u64, g11: u64, g12: list<u8>, g13: option<string>, g14: f64, g15: char,
                g16: string, g17: string, g18: u64, g19: u64, g20: list<u8>, g21: option<string>, g22: f64, g23: char,
                g24: string, g25: string, g26: u64, g27: u64, g28: list<u8>, g29: option<string>, g30: f64, g31: char,
                g32: tuple<u32, string>, g33: result<string, u32>, g34: map<string, u32>, g35: list<string>,
                again: option<wide>,
            }
            record even { odd: result<odd, string> }
            variant odd { end, even(even), both(tuple<bool, even>) }
            export f: func(a: cell, b: expr, c: node, d: wide, e: even);
        }
    "#,
});

fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(test);
    thread.unwrap().join().unwrap();
}

fn cell(levels: usize) -> Cell {
    let end = Cell {
        value: 0,
        next: None,
    };
    // A record and an option are a level each, and so is what the innermost record holds.
    (1..levels / 2).fold(end, |next, value| Cell {
        value: value as i32,
        next: Some(Box::new(next)),
    })
}

fn expr(levels: usize) -> Expr {
    (2..levels).fold(Expr::Num(1), |expr, _| Expr::neg(expr))
}

fn node(levels: usize) -> Node {
    let node = |left: Option<Node>| Node {
        name: "a name".into(),
        tag: 1,
        left: left.map(Box::new),
        others: Vec::new(),
        by_name: Default::default(),
        outcome: Err("e".into()),
        place: (1, 2, 3),
        note: Some("n".into()),
    };
    (2..levels / 2).fold(node(None), |left, _| node(Some(left)))
}

fn wide(levels: usize) -> Wide {
    let text = String::new;
    let wide = |again: Option<Wide>| Wide {
        g00: text(),
        g01: text(),
        g02: 0,
        g03: 0,
        g04: vec![],
        g05: None,
        g06: 0.0,
        g07: 'a',
        g08: text(),
        g09: text(),
        g10: 0,
        g11: 0,
        g12: vec![],
        g13: None,
        g14: 0.0,
        g15: 'a',
        g16: text(),
        g17: text(),
        g18: 0,
        g19: 0,
        g20: vec![],
        g21: None,
        g22: 0.0,
        g23: 'a',
        g24: text(),
        g25: text(),
        g26: 0,
        g27: 0,
        g28: vec![],
        g29: None,
        g30: 0.0,
        g31: 'a',
        g32: (0, text()),
        g33: Ok(text()),
        g34: Default::default(),
        g35: vec![],
        again: again.map(Box::new),
    };
    (2..levels / 2).fold(wide(None), |again, _| wide(Some(again)))
}

fn even(levels: usize) -> Even {
    let end = Even {
        odd: Err("end".into()),
    };
    (1..levels / 3).fold(end, |even, _| Even {
        odd: Ok(Box::new(Odd::Even(Box::new(even)))),
    })
}

/// All that goes into a value, there and back.
fn there_and_back<T>(value: T, limits: &Limits) -> Result<(), CodecError>
where
    T: Lower + Lift + Clone + PartialEq + Debug,
{
    let bytes = encode_with(&value, limits)?;
    let read: T = decode_with(&bytes, limits)?;
    assert!(read == value);
    assert!(read.clone() == value);
    let text = format!("{value:?}");
    // Each level is indented by all those around it: of a large value, seconds.
    assert!(text.len() > 100_000 || !format!("{value:#?}").is_empty());
    let untyped = value.to_value();
    assert_eq!(encode_with(&untyped, limits)?, bytes);
    let as_it_is: Value = decode_with(&bytes, limits)?;
    assert_eq!(encode_with(&as_it_is.clone(), limits)?, bytes);
    assert!(!as_it_is.to_string().is_empty());
    assert!(T::from_value(untyped)? == value);
    Ok(())
}

#[test]
fn the_deepest_generated_values_fit_a_small_stack() {
    let limits = Limits::default();
    let depth = limits.max_depth;
    for size in [depth, depth / 2] {
        on_small_stack(move || there_and_back(cell(size), &limits).unwrap());
        on_small_stack(move || there_and_back(expr(size), &limits).unwrap());
        on_small_stack(move || there_and_back(even(size), &limits).unwrap());
        on_small_stack(move || there_and_back(node(size), &limits).unwrap());
        on_small_stack(move || there_and_back(wide(size), &limits).unwrap());
    }
}

fn is_too_deep(error: &CodecError) {
    assert!(matches!(error.kind(), CodecErrorKind::Limit(_)), "{error}");
    assert!(error.to_string().contains("(max_depth)"), "{error}");
}

#[test]
fn one_level_more_is_an_error_in_every_direction() {
    fn test<T: Lower + Lift + Debug>(value: T) {
        let limits = Limits::default();
        is_too_deep(&encode_with(&value, &limits).unwrap_err());
        let wider = limits.max_depth(limits.max_depth + 2);
        let bytes = encode_with(&value, &wider).unwrap();
        is_too_deep(&decode_with::<T>(&bytes, &limits).unwrap_err());
        is_too_deep(&decode_with::<Value>(&bytes, &limits).unwrap_err());
    }
    let depth = Limits::default().max_depth;
    on_small_stack(move || test(cell(depth + 2)));
    on_small_stack(move || test(expr(depth + 1)));
    on_small_stack(move || test(even(depth + 3)));
    on_small_stack(move || test(node(depth + 2)));
}

/// A linked list is as deep as it is long.
#[test]
fn a_list_of_100_000_cells_is_given_a_stack() {
    const CELLS: usize = 100_000;
    on_small_stack(|| {
        let limits = Limits::default().max_depth(2 * CELLS);
        limits.with_stack(move || {
            let list = cell(2 * CELLS);
            let error = encode_with(&list, &Limits::default()).unwrap_err();
            is_too_deep(&error);
            let bytes = encode_with(&list, &limits).unwrap();
            let error = decode_with::<Cell>(&bytes, &Limits::default()).unwrap_err();
            is_too_deep(&error);
            let read: Cell = decode_with(&bytes, &limits).unwrap();
            assert!(read.clone() == list);
            assert!(format!("{read:?}").len() > 20 * CELLS);
            let value = read.to_value();
            assert!(value.clone() == value);
            assert!(value.to_string().len() > 20 * CELLS);
            assert_eq!(encode_with(&value, &limits).unwrap(), bytes);
            assert!(decode_with::<Value>(&bytes, &limits).unwrap() == value);
            assert!(Cell::from_value(value).unwrap() == list);
        });
    });
}

/// A guest that reads and makes such a list, with a stack of its own for it.
mod linked {
    packr::bindgen!("linked" in "tests/wit/list.wit");
}

#[test]
fn a_guest_takes_a_list_of_100_000_cells_and_gives_one() {
    const CELLS: u32 = 100_000;
    let list = |cells: u32| {
        let end = linked::Cell {
            value: 0,
            next: None,
        };
        (1..cells).fold(end, |next, value| linked::Cell {
            value,
            next: Some(Box::new(next)),
        })
    };
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/list.wasm");
    let start = move |sandbox: Sandbox| {
        let engine = sandbox.engine().unwrap();
        let package = Package::from_file(&engine, guest).unwrap();
        let linker = sandbox.linker(&engine).unwrap();
        let mut store = sandbox.store(&engine, ());
        let guest = linked::Linked::instantiate(&mut store, &package, &linker).unwrap();
        (store, guest)
    };
    on_small_stack(move || {
        // With the limits as they are, each side says so, and nothing has happened.
        let (mut store, guest) = start(Sandbox::default());
        let error = guest.call_count(&mut store, 1_000).unwrap_err();
        assert!(error.report().contains("(max_depth)"), "{}", error.report());
        assert_eq!(guest.call_count(&mut store, 200).unwrap(), list(200));
        let error = guest.call_sum(&mut store, &list(1_000)).unwrap_err();
        assert!(
            matches!(error, Error::Arguments { .. }),
            "{}",
            error.report()
        );
        assert_eq!(guest.call_sum(&mut store, &list(200)).unwrap(), 19_900);

        // A record and an option for each cell, and the tuple of arguments.
        let limits = Limits::default().max_depth(2 * CELLS as usize + 1);
        let sandbox = Sandbox::default().limits(limits).max_wasm_stack(64 << 20);
        limits.with_stack(|| {
            let (mut store, guest) = start(sandbox);
            let list = list(CELLS);
            let sum = i64::from(CELLS) * i64::from(CELLS - 1) / 2;
            assert_eq!(guest.call_sum(&mut store, &list).unwrap(), sum);
            assert!(guest.call_count(&mut store, CELLS).unwrap() == list);
        });

        // Without the stack for it, the guest ends by a trap that names what it lacks.
        limits.with_stack(|| {
            let (mut store, guest) = start(sandbox.max_wasm_stack(512 << 10));
            let error = guest.call_sum(&mut store, &list(CELLS)).unwrap_err();
            assert!(
                error.report().contains("max_wasm_stack"),
                "{}",
                error.report()
            );
        });
    });
}
