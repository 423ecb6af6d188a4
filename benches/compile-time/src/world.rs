//! The world that both generators read: 60 types and 60 functions, recursive ones left out, since wasmtime refuses them.

use std::fmt::Write;

pub const TYPES: usize = 60;
pub const FUNCTIONS: usize = 60;

/// Each interface has this many types and functions, and is imported or exported in turn.
const IN_ONE: usize = 10;

const PLAIN: [&str; 8] = [
    "string",
    "u32",
    "list<u8>",
    "bool",
    "f64",
    "option<string>",
    "s64",
    "char",
];

/// The world as WIT, the same every time.
pub fn wit() -> String {
    let mut wit = "package bench:compile;\n".to_owned();
    let mut world = "\nworld compile {\n".to_owned();
    for interface in 0..TYPES / IN_ONE {
        let _ = writeln!(wit, "\ninterface part{interface} {{");
        for index in 0..IN_ONE {
            type_of(&mut wit, index);
        }
        for index in 0..FUNCTIONS / (TYPES / IN_ONE) {
            function(&mut wit, index);
        }
        wit.push_str("}\n");
        let way = if interface % 2 == 0 {
            "import"
        } else {
            "export"
        };
        let _ = writeln!(world, "  {way} part{interface};");
    }
    wit + &world + "}\n"
}

/// Four records, three variants, two enums and flags an interface; each type may use those before it.
fn type_of(wit: &mut String, index: usize) {
    let field = |nth: usize| PLAIN[(index + nth) % PLAIN.len()];
    let before = |ty: &str| match index {
        0 => ty.to_owned(),
        _ => format!("type{}", index - 1),
    };
    let _ = match index % 10 {
        0 | 2 | 4 | 6 => writeln!(
            wit,
            "  record type{index} {{ one: {}, two: {}, three: list<{}>, four: tuple<u8, {}>, five: {} }}",
            field(0),
            field(1),
            before("u8"),
            field(2),
            before("bool"),
        ),
        1 | 3 | 5 => writeln!(
            wit,
            "  variant type{index} {{ one({}), two, three(list<{}>), four(option<{}>), five(result<{}, string>) }}",
            before("u8"),
            field(1),
            field(0),
            field(2),
        ),
        7 | 8 => writeln!(
            wit,
            "  enum type{index} {{ one, two, three, four, five, six }}"
        ),
        _ => writeln!(
            wit,
            "  flags type{index} {{ one, two, three, four, five, six }}"
        ),
    };
}

fn function(wit: &mut String, index: usize) {
    let (ty, next) = (index % IN_ONE, (index + 3) % IN_ONE);
    let _ = match index % 3 {
        0 => writeln!(
            wit,
            "  do{index}: func(a: type{ty}, b: string) -> type{next};"
        ),
        1 => writeln!(
            wit,
            "  do{index}: func(a: list<type{ty}>, b: u32, c: bool) -> result<type{next}, string>;"
        ),
        _ => writeln!(
            wit,
            "  do{index}: func(a: option<type{ty}>, b: list<u8>) -> option<type{next}>;"
        ),
    };
}
