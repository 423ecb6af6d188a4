//! Large worlds. What takes time by the square of a size, or a parse for each cycle, would take minutes here.
//!
//! `cargo test -p packr-bindgen --test scale measured -- --ignored --nocapture` prints how long each of them takes.

mod common;

use std::time::Instant;

use common::{describe, errors, read, read_world};
use packr_bindgen::emit;
use packr_bindgen::model::Model;
use packr_bindgen::options::{GuestOptions, HostOptions};

/// A text of one shape and any size.
type Shape = (&'static str, fn(usize) -> String);

fn each(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(|i| item(i) + "\n").collect()
}

fn interface(items: &str) -> String {
    format!("package t:t;\ninterface i {{\n{items}}}\nworld w {{ import i; export i; }}\n")
}

fn world(items: &str) -> String {
    format!("package t:t;\nworld w {{\n{items}}}\n")
}

const SHAPES: &[Shape] = &[
    ("unrelated types", |n| {
        interface(&each(n, |i| {
            format!("record r{i} {{ a: u32, b: string, c: list<u8> }}")
        }))
    }),
    ("unrelated types of a world", |n| {
        world(&each(n, |i| {
            format!("record r{i} {{ a: u32, b: string, c: list<u8> }}")
        }))
    }),
    ("each type uses the one before", |n| {
        let first = "record r0 { a: u8 }\n".to_owned();
        interface(
            &(first
                + &each(n - 1, |i| {
                    format!("record r{} {{ a: u32, b: r{i} }}", i + 1)
                })),
        )
    }),
    ("each type uses the one after", |n| {
        let types = each(n - 1, |i| {
            format!("record r{i} {{ a: u32, b: option<r{}> }}", i + 1)
        });
        interface(&format!("{types}record r{} {{ a: u8 }}", n - 1))
    }),
    ("each alias is the one before", |n| {
        interface(
            &("type a0 = u8;\n".to_owned() + &each(n - 1, |i| format!("type a{} = a{i};", i + 1))),
        )
    }),
    ("each alias is the one after", |n| {
        interface(&format!(
            "{}type a{} = u8;",
            each(n - 1, |i| format!("type a{i} = a{};", i + 1)),
            n - 1
        ))
    }),
    ("recursive in themselves", |n| {
        interface(&each(n, |i| {
            format!("variant r{i} {{ leaf, node(list<r{i}>) }}")
        }))
    }),
    ("one cycle", |n| {
        interface(&each(n, |i| {
            format!("record r{i} {{ next: list<r{}> }}", (i + 1) % n)
        }))
    }),
    ("one cycle of aliases", |n| {
        interface(&each(n, |i| format!("type a{i} = list<a{}>;", (i + 1) % n)))
    }),
    ("each refers to five others", |n| {
        interface(&each(n, |i| {
            let [a, b, c, d, e] = [3, 5, 7, 9, 11].map(|factor| (i * factor + 1) % n);
            format!(
                "record r{i} {{ a: list<r{a}>, b: option<r{b}>, c: list<r{c}>, d: option<r{d}>, e: list<r{e}> }}"
            )
        }))
    }),
    ("functions", |n| {
        interface(&each(n, |i| {
            format!("fn{i}: func(a: u8, b: string) -> result<u8, string>;")
        }))
    }),
    ("functions of a world", |n| {
        world(&each(n, |i| format!("import fn{i}: func(a: u8) -> u8;")))
    }),
    ("interfaces", |n| {
        let interfaces = each(n, |i| {
            format!("interface i{i} {{ type l = list<l>; f: func(l: l); }}")
        });
        format!(
            "package t:t;\n{interfaces}{}",
            &world(&each(n, |i| format!("import i{i};")))[13..]
        )
    }),
    ("interfaces in a world", |n| {
        world(&each(n, |i| {
            format!("import i{i}: interface {{ type l = list<l>; f: func(l: l); }}")
        }))
    }),
    ("names of one interface", |n| {
        let interface = "package t:t;\ninterface i { record r { a: u8 } f: func(r: r); }\n";
        format!(
            "{interface}{}",
            &world(&each(n, |i| format!("import l{i}: i;")))[13..]
        )
    }),
    ("cases", |n| {
        interface(&format!(
            "variant v {{ {} }}",
            each(n, |i| format!("c{i}(u8),"))
        ))
    }),
    ("fields", |n| {
        interface(&format!(
            "record r {{ {} }}",
            each(n, |i| format!("f{i}x: u8,"))
        ))
    }),
    ("cases without payload", |n| {
        interface(&format!("enum e {{ {} }}", each(n, |i| format!("c{i},"))))
    }),
    ("lines of docs", |n| {
        interface(&format!(
            "{}record r {{ a: u8 }}",
            each(n, |i| format!("/// Line {i} of `code`."))
        ))
    }),
    ("letters of a name", |n| {
        interface(&format!("record r{} {{ a: u8 }}", "x".repeat(n)))
    }),
    ("letters of a comment", |n| {
        interface(&format!("/// {}\nenum e {{ a }}", "x".repeat(n)))
    }),
];

fn model(text: &str) -> Model {
    read(text).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn every_shape_is_read_and_generated() {
    for (name, shape) in SHAPES {
        model(&shape(1000));
        let model = model(&shape(200));
        assert!(
            !emit::host(&model, &HostOptions::default()).is_empty(),
            "{name}"
        );
        assert!(
            !emit::guest(&model, &GuestOptions::default()).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn thousands_of_cases_and_fields() {
    for (name, shape) in SHAPES
        .iter()
        .filter(|(name, _)| name.starts_with("cases") || *name == "fields")
    {
        let code = emit::host(&model(&shape(5001)), &HostOptions::default());
        assert!(syn::parse2::<syn::File>(code).is_ok(), "{name}");
    }
}

#[test]
#[ignore = "prints how long reading takes, and generating; run it alone"]
fn measured() {
    println!(
        "{:30} {:>6} {:>10} {:>10} {:>10}",
        "", "size", "read", "host", "guest"
    );
    for (name, shape) in SHAPES {
        for n in [1000, 2000] {
            let text = shape(n);
            let start = Instant::now();
            let model = model(&text);
            let read = start.elapsed();
            let start = Instant::now();
            emit::host(&model, &HostOptions::default());
            let host = start.elapsed();
            let start = Instant::now();
            emit::guest(&model, &GuestOptions::default());
            let guest = start.elapsed();
            let [read, host, guest] =
                [read, host, guest].map(|time| format!("{} ms", time.as_millis()));
            println!("{name:30} {n:6} {read:>10} {host:>10} {guest:>10}");
        }
    }
}

#[test]
fn a_cycle_of_a_thousand_types() {
    let types = each(1000, |n| {
        format!("record r{n} {{ next: list<r{}> }}", (n + 1) % 1000)
    });
    let model = model(&interface(&types));
    assert_eq!(model.types.len(), 1000);
    assert_eq!(
        describe(&model)[999],
        "t:t/i.r999 = record { next: list<t:t/i.r0> }"
    );
}

#[test]
fn two_thousand_recursive_types() {
    let types = each(2000, |n| {
        let other = n * 7 % 2000;
        format!("variant r{n} {{ leaf, node(list<r{n}>), other(r{other}) }}")
    });
    assert_eq!(
        describe(&model(&world(&types)))[1999],
        "w.r1999 = variant { leaf, node(list<w.r1999>), other(w.r1993) }"
    );
}

#[test]
fn a_thousand_types_without_a_value() {
    let found = errors(&world(&each(1000, |n| {
        format!("record r{n} {{ next: r{} }}", (n + 1) % 1000)
    })));
    assert_eq!(found.matches("can ever be built").count(), 1);
    assert!(found.contains("r0 -> r1 -> r2 -> "), "{found}");
    assert!(found.contains(" -> .. -> r999 -> r0\n"), "{found}");
    assert!(found.len() < 1000, "{found}");
}

#[test]
fn a_hundred_of_many_errors_are_shown() {
    let fields = each(20_000, |n| format!("f{n}x: future<u8>,"));
    let found = errors(&world(&format!("record r {{ {fields} }}")));
    assert_eq!(
        found.matches("is not supported").count(),
        100,
        "{}",
        &found[..3000]
    );
    assert!(
        found.ends_with("error: there are 19900 more errors, which are not shown"),
        "{}",
        &found[found.len() - 100..]
    );
    // All in one type, which has to be looked through for each of them.
    let items = each(20_000, |_| "future<u8>,".to_owned());
    let found = errors(&world(&format!("type t = result<tuple<{items}>>;")));
    assert!(
        found.contains("more errors, which are not shown"),
        "{}",
        &found[found.len() - 100..]
    );
}

#[test]
fn worlds_are_listed_up_to_a_number() {
    let worlds = each(1000, |n| format!("world w{n} {{}}"));
    let found = errors(&format!("package t:t;\n{worlds}"));
    assert!(found.ends_with("\"t:t/w19\" and 980 more"), "{found}");
    assert!(read_world(&format!("package t:t;\n{worlds}"), "w999").is_ok());
}
