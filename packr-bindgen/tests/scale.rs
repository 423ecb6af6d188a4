//! Large worlds. Opening one cycle a parse would take minutes here.

mod common;

use std::fmt::Write;

use common::{describe, errors, read};

#[test]
fn a_cycle_of_a_thousand_types() {
    let mut wit = "package t:t;\ninterface i {\n".to_owned();
    for n in 0..1000 {
        let next = (n + 1) % 1000;
        writeln!(wit, "record r{n} {{ next: list<r{next}> }}").expect("a string takes it");
    }
    wit.push_str("}\nworld w { import i; }\n");
    let model = read(&wit).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(model.types.len(), 1000);
    assert_eq!(
        describe(&model)[999],
        "t:t/i.r999 = record { next: list<t:t/i.r0> }"
    );
}

#[test]
fn two_thousand_recursive_types() {
    let mut wit = "package t:t;\nworld w {\n".to_owned();
    for n in 0..2000 {
        let other = n * 7 % 2000;
        writeln!(
            wit,
            "variant r{n} {{ leaf, node(list<r{n}>), other(r{other}) }}"
        )
        .expect("a string takes it");
    }
    wit.push_str("}\n");
    let model = read(&wit).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(
        describe(&model)[1999],
        "w.r1999 = variant { leaf, node(list<w.r1999>), other(w.r1993) }"
    );
}

#[test]
fn a_thousand_types_without_a_value() {
    let mut wit = "package t:t;\nworld w {\n".to_owned();
    for n in 0..1000 {
        let next = (n + 1) % 1000;
        writeln!(wit, "record r{n} {{ next: r{next} }}").expect("a string takes it");
    }
    wit.push_str("}\n");
    let found = errors(&wit);
    assert_eq!(found.matches("can ever be built").count(), 1);
    assert!(found.contains("r0 -> r1 -> r2 -> "), "{found}");
}
