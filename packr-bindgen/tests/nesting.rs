//! Whatever is deep is read or refused at its place, on the stack that a thread of Rust has; it never overflows.

mod common;

use common::{read, read_world};
use packr_bindgen::emit;
use packr_bindgen::expand::format_code;
use packr_bindgen::options::{GuestOptions, HostOptions};

/// Calls `f` on a thread with the 2 MiB that are the default, whatever the environment says.
fn on_a_small_stack<T: Send>(f: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        let thread = thread.spawn_scoped(scope, f).expect("a thread starts");
        thread.join().expect("it ends")
    })
}

/// What stands in an interface is read, and what is generated for host and guest is Rust.
#[track_caller]
fn accepted(text: &str) {
    on_a_small_stack(|| {
        let model = read(text).unwrap_or_else(|errors| panic!("{errors}"));
        let host = emit::host(&model, &HostOptions::default());
        assert!(syn::parse2::<syn::File>(host).is_ok());
        let guest = emit::guest(&model, &GuestOptions::default());
        assert!(syn::parse2::<syn::File>(guest).is_ok());
    });
}

/// The text is refused with this message, a place and advice, in few words.
#[track_caller]
fn refused(text: &str, message: &str) {
    let found = on_a_small_stack(|| read_world(text, "w").expect_err("it is too deep"));
    assert!(found.starts_with(message), "{found}");
    assert!(found.contains("--> inline WIT:"), "{found}");
    assert!(found.contains("= help: "), "{found}");
    assert!(found.len() < 2000, "{} bytes", found.len());
}

fn interface(items: &str) -> String {
    format!("package t:t;\ninterface i {{\n{items}}}\nworld w {{ import i; export i; }}\n")
}

fn each(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(|i| item(i) + "\n").collect()
}

const WAYS: [(&str, &str); 9] = [
    ("list<", ">"),
    ("list<", ", 1>"),
    ("option<", ">"),
    ("tuple<", ">"),
    ("tuple<u8, ", ", u8>"),
    ("result<", ">"),
    ("result<_, ", ">"),
    ("result<u8, ", ">"),
    ("map<string, ", ">"),
];

#[test]
fn types_inside_each_other() {
    for (open, close) in WAYS {
        let nested = |depth: usize| format!("{}string{}", open.repeat(depth), close.repeat(depth));
        let items = |depth: usize| {
            let ty = nested(depth);
            [
                format!("type t = {ty};"),
                format!("f: func(x: {ty});"),
                format!("g: func() -> {ty};"),
                format!("record r {{ x: {ty} }}"),
                format!("variant v {{ x({ty}), y }}"),
            ]
        };
        let all = items(20).concat();
        accepted(&interface(&all));
        for depth in [21, 99, 100, 100_000] {
            for items in items(depth) {
                refused(
                    &interface(&items),
                    "types are nested here more than 20 deep",
                );
            }
        }
    }
}

#[test]
fn the_whole_message() {
    let text = interface(
        "record r { a: u8, deep: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<u8>>>>>>>>>>>>>>>>>>>>> }",
    );
    let found = read(&text).expect_err("it is too deep");
    let (message, rest) = found.split_once('\n').expect("there is a place");
    assert_eq!(message, "types are nested here more than 20 deep");
    assert!(rest.starts_with(" --> inline WIT:3:19\n"), "{found}");
    assert!(
        found.ends_with("  = note: in field `deep` of record `r`\n  = help: declare a `record` for one of the inner types; a `type` does not help, as it stands for all that is in it"),
        "{found}"
    );
}

#[test]
fn aliases_of_types_that_hold_each_other() {
    let aliases = |n: usize, way: fn(usize) -> String| {
        interface(&("type a0 = u8;\n".to_owned() + &each(n, way)))
    };
    let list = |i: usize| format!("type a{} = list<a{i}>;", i + 1);
    accepted(&aliases(20, list));
    refused(
        &aliases(21, list),
        "types are nested here more than 20 deep",
    );
    refused(
        &aliases(6_000, list),
        "types are nested here more than 20 deep",
    );
    let backwards = each(6_000, |i| format!("type a{i} = option<a{}>;", i + 1));
    let backwards = interface(&format!("{backwards}type a6000 = u8;"));
    let found = on_a_small_stack(|| read(&backwards).expect_err("it is too deep"));
    assert!(found.contains("types are nested here more than 20 deep"));
    // Names for names are no nesting, and a record ends it.
    accepted(&aliases(2_000, |i| format!("type a{} = a{i};", i + 1)));
    accepted(&aliases(500, |i| {
        format!("type a{} = list<r{i}>; record r{i} {{ x: a{i} }}", i + 1)
    }));
    let pairs = |i: usize| format!("type a{} = tuple<a{i}, a{i}>;", i + 1);
    let found = read(&aliases(15, pairs)).expect_err("it doubles with each name");
    assert!(
        found.starts_with("type `a12` stands for more than 5000 types"),
        "{found}"
    );
}

#[test]
fn long_chains_of_types() {
    let n = 20_000;
    for types in [
        each(n, |i| format!("type a{i} = a{};", i + 1)) + &format!("type a{n} = u8;"),
        each(n, |i| format!("record a{i} {{ x: a{} }}", i + 1)) + &format!("enum a{n} {{ a }}"),
        each(n, |i| format!("type a{i} = list<a{}>;", (i + 1) % n)),
    ] {
        let types = interface(&types);
        let model = on_a_small_stack(|| read(&types));
        assert!(model.is_ok_and(|model| model.types.len() >= n));
    }
    accepted(&interface(&each(500, |i| {
        format!("type a{i} = option<a{}>;", (i + 1) % 500)
    })));
    refused(
        &interface(&each(n, |i| {
            format!("record r{i} {{ x: r{} }}", (i + 1) % n)
        })),
        "no value of type `r0` can ever be built, because it always needs another one: r0 -> r1 -> ",
    );
}

#[test]
fn comments_and_brackets() {
    let n = 100_000;
    accepted(&interface(&format!(
        "{}{} enum e {{ a }}",
        "/*".repeat(n),
        "*/".repeat(n)
    )));
    for (text, message) in [
        ("/*".repeat(n), "unterminated block comment"),
        (
            format!("type a = {}u8", "(".repeat(n)),
            "expected a type, found '('",
        ),
        (
            format!("type a = {}", "<".repeat(n)),
            "expected a type, found '<'",
        ),
        (
            "{".repeat(n),
            "expected `type`, `resource` or `func`, found '{'",
        ),
        (
            format!("f: func({}", "a: func(".repeat(n)),
            "expected a type, found keyword `func`",
        ),
    ] {
        let found = on_a_small_stack(|| read(&interface(&text)).expect_err("it is wrong"));
        assert!(found.starts_with(message), "{found}");
        assert!(found.contains("--> inline WIT:"), "{found}");
        assert!(found.len() < 1000, "{} bytes", found.len());
    }
}

#[test]
fn packages() {
    let chain = |n: usize| {
        let packages = each(n - 2, |i| {
            format!(
                "package t:p{} {{ interface i {{ use t:p{i}/i.{{t}}; f: func(t: t); }} }}",
                i + 1
            )
        });
        let world = format!("world w {{ import t:p{}/i; export t:p0/i; }}", n - 2);
        format!(
            "package t:t;\npackage t:p0 {{ interface i {{ record t {{ a: u8 }} }} }}\n{packages}{world}"
        )
    };
    accepted(&chain(500));
    for n in [501, 3_000] {
        refused(&chain(n), "there are more than 500 packages");
    }
    let inside = format!(
        "package a:b; {}{}",
        "package a:b { ".repeat(1_000),
        "}".repeat(1_000)
    );
    refused(
        &inside,
        "there are more than 100 packages inside each other",
    );
}

#[test]
fn interfaces_that_use_each_other_in_a_row() {
    let chain = |n: usize, way: &str| {
        let interfaces = each(n - 2, |i| {
            format!("interface i{} {{ use i{i}.{{t}}; f: func(t: t); }}", i + 1)
        });
        format!(
            "package t:t;\ninterface i0 {{ record t {{ a: u8 }} }}\n{interfaces}world w {{ {way} i{}; }}",
            n - 2
        )
    };
    for way in ["import", "export"] {
        accepted(&chain(500, way));
        for n in [501, 3_000] {
            refused(
                &chain(n, way),
                "there are more than 500 interfaces that `use` each other",
            );
        }
    }
}

#[test]
fn worlds_that_include_each_other() {
    let chain = |n: usize| {
        let worlds = each(n - 1, |i| {
            format!("world w{} {{ include w{i}; import g{i}: func(); }}", i + 1)
        });
        format!("package t:t;\nworld w0 {{ import f: func(); }}\n{worlds}")
    };
    let last = |n: usize| {
        on_a_small_stack(|| {
            read_world(&chain(n), &format!("w{}", n - 1))
                .map(|model| model.world.imported_functions.len())
        })
    };
    assert_eq!(last(500), Ok(500));
    for n in [501, 3_000] {
        let found = last(n).expect_err("it is too long");
        assert!(
            found.starts_with("there are more than 500 interfaces"),
            "{found}"
        );
    }
    // Few words, and each world has all that the first one has.
    let copies = |worlds: usize| {
        let functions = each(1_000, |i| format!("import fn{i}: func();"));
        let worlds = each(worlds, |i| format!("world v{i} {{ include all; }}"));
        format!("package t:t;\nworld all {{ {functions} }}\n{worlds}world w {{ include all; }}")
    };
    assert!(on_a_small_stack(|| read_world(&copies(20), "w").is_ok()));
    refused(
        &copies(1_000),
        "there are more than 300000 items of worlds up to this one",
    );
}

#[test]
fn parameters() {
    let function = |n: usize| format!("f: func({});", each(n, |i| format!("p{i}: u8,")));
    let written = on_a_small_stack(|| {
        let model = read(&interface(&function(100))).unwrap_or_else(|errors| panic!("{errors}"));
        format_code(&emit::host(&model, &HostOptions::default()))
    });
    assert!(written.contains("p99"));
    for n in [101, 100_000] {
        refused(
            &interface(&function(n)),
            "there are more than 100 parameters of one function",
        );
    }
}
