//! Worlds made of choices: names that mean something in Rust, in WIT or in generated code, types that refer to each
//! other in every way, interfaces that use each other's types under other names, worlds that include others.

use std::collections::HashSet;
use std::fmt::Write;

/// Words that a generator might trip over. No two are the same up to case and hyphens.
const NAMES: &[&str] = &[
    "host",
    "guest",
    "call-interceptor",
    "exports",
    "new",
    "instantiate",
    "instantiate-async",
    "add-to-linker",
    "self",
    "super",
    "crate",
    "store",
    "linker",
    "async",
    "await",
    "dyn",
    "type",
    "fn",
    "let",
    "match",
    "result",
    "option",
    "box",
    "vec",
    "string",
    "some",
    "none",
    "ok",
    "err",
    "std",
    "core",
    "alloc",
    "packr",
    "packr-guest",
    "wasmtime",
    "call-f",
    "f",
    "a",
    "a-b",
    "A-C",
    "r1",
    "u8",
    "bool",
    "str",
    "i32",
    "usize",
    "send",
    "sync",
    "copy",
    "clone",
    "debug",
    "drop",
    "into",
    "from",
    "default",
    "iterator",
    "list",
    "map",
    "tuple",
    "value",
    "schema",
    "get",
    "set",
    "package",
    "t",
    "rt",
    "wire",
    "wire-a",
    "host-2",
    "try",
    "union",
    "macro",
    "gen",
    "include",
    "interface",
    "world",
    "func",
    "use",
    "with",
    "as",
    "import",
    "export",
    "record",
    "variant",
    "flags",
    "enum",
    "future",
    "stream",
    "own",
    "borrow",
    "constructor",
    "static",
    "main",
    "test",
];

/// Answers questions from numbers that were drawn before, and with 0 when they are used up.
pub(crate) struct Choices<'a>(pub(crate) &'a [u16]);

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first) % bound
    }

    fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> &'t T {
        all[self.below(all.len())]
    }

    /// A name that the scope does not have.
    fn name(&mut self, scope: &mut HashSet<usize>) -> String {
        let mut at = self.below(NAMES.len());
        while !scope.insert(at) {
            at = (at + 1) % NAMES.len();
        }
        format!("%{}", NAMES[at])
    }

    fn names(&mut self, most: usize) -> Vec<String> {
        let mut scope = HashSet::new();
        let count = 1 + self.below(most);
        (0..count).map(|_| self.name(&mut scope)).collect()
    }

    fn ty(&mut self, types: &[String], depth: usize) -> String {
        let shape = self.below(if depth > 3 { 6 } else { 16 });
        if shape < 4 && !types.is_empty() {
            return types[self.below(types.len())].clone();
        }
        let mut inner = || self.ty(types, depth + 1);
        match shape {
            6 | 7 => format!("list<{}>", inner()),
            8 => format!("option<{}>", inner()),
            9 => format!("result<{}, {}>", inner(), inner()),
            10 => format!("result<_, {}>", inner()),
            11 => format!("result<{}>", inner()),
            12 => format!("tuple<{}, {}>", inner(), inner()),
            13 => format!("map<string, {}>", inner()),
            14 => format!("list<{}, 3>", inner()),
            15 => "result".to_owned(),
            _ => self
                .of(&["u8", "s64", "f32", "bool", "char", "string"])
                .to_owned(),
        }
    }

    /// Definitions, of which each may refer to all; `types` gets their names.
    fn types(&mut self, scope: &mut HashSet<usize>, types: &mut Vec<String>) -> String {
        let count = self.below(5);
        let names: Vec<String> = (0..count).map(|_| self.name(scope)).collect();
        types.extend(names.iter().cloned());
        let mut text = String::new();
        for name in names {
            let words = self.names(5);
            let line = match self.below(5) {
                0 => format!("type {name} = list<{}>;", self.ty(types, 0)),
                1 => {
                    let fields = words
                        .iter()
                        .map(|word| format!("{word}: {}, ", self.ty(types, 0)));
                    format!("record {name} {{ {}}}", fields.collect::<String>())
                }
                2 => {
                    let cases = words.iter().map(|word| match self.below(3) {
                        0 => format!("{word}, "),
                        _ => format!("{word}({}), ", self.ty(types, 0)),
                    });
                    format!("variant {name} {{ {}}}", cases.collect::<String>())
                }
                3 => format!("enum {name} {{ {} }}", words.join(", ")),
                _ => format!("flags {name} {{ {} }}", words.join(", ")),
            };
            writeln!(text, "  {line}").expect("a string takes it");
        }
        text
    }

    fn functions(&mut self, before: &str, scope: &mut HashSet<usize>, types: &[String]) -> String {
        let mut text = String::new();
        for _ in 0..self.below(4) {
            let name = self.name(scope);
            let params = self.names(4);
            let params = params
                .iter()
                .map(|param| format!("{param}: {}, ", self.ty(types, 0)));
            let params: String = params.collect();
            let result = match self.below(3) {
                0 => String::new(),
                _ => format!(" -> {}", self.ty(types, 0)),
            };
            let is_async = self.of(&["", "", "async "]);
            writeln!(text, "  {before}{name}: {is_async}func({params}){result};")
                .expect("a string takes it");
        }
        text
    }

    /// `use` of a type of some interface, under a name of its own.
    fn uses(
        &mut self,
        known: &[(String, Vec<String>)],
        scope: &mut HashSet<usize>,
        types: &mut Vec<String>,
    ) -> String {
        let with_types: Vec<_> = known
            .iter()
            .filter(|(_, types)| !types.is_empty())
            .collect();
        if with_types.is_empty() || self.below(2) == 0 {
            return String::new();
        }
        let (interface, theirs) = with_types[self.below(with_types.len())];
        let taken = &theirs[self.below(theirs.len())];
        let name = self.name(scope);
        let line = format!("  use {interface}.{{{taken} as {name}}};\n");
        types.push(name);
        line
    }

    /// A package of some interfaces, a world `included`, and another world that includes it; the name of the latter.
    pub(crate) fn package(&mut self) -> (String, String) {
        let header = self.names(1).remove(0) + ":" + &self.names(1)[0];
        let mut text = format!("package {header}{};\n", self.of(&["", "@1.2.3"]));
        let mut items = HashSet::new();
        let mut known: Vec<(String, Vec<String>)> = vec![];
        for _ in 0..self.below(4) {
            let name = self.name(&mut items);
            let (mut scope, mut types) = (HashSet::new(), vec![]);
            let uses = self.uses(&known, &mut scope, &mut types);
            let defs = self.types(&mut scope, &mut types);
            let functions = self.functions("", &mut scope, &types);
            write!(text, "interface {name} {{\n{uses}{defs}{functions}}}\n")
                .expect("a string takes it");
            known.push((name, types));
        }
        let (mut scope, mut types) = (HashSet::new(), vec![]);
        let uses = self.uses(&known, &mut scope, &mut types);
        let defs = self.types(&mut scope, &mut types);
        let functions = self.functions("import ", &mut scope, &types);
        write!(text, "world included {{\n{uses}{defs}{functions}}}\n").expect("a string takes it");

        let mut body = match self.below(2) {
            0 => "  include included;\n".to_owned(),
            _ => String::new(),
        };
        // What is included has its names here, but is not to be seen from here.
        types.clear();
        if body.is_empty() {
            scope.clear();
        }
        for (name, _) in &known {
            body += &match self.below(4) {
                0 => String::new(),
                1 => format!("  import {name};\n"),
                2 => format!("  export {name};\n"),
                _ => format!("  import {name};\n  export {name};\n"),
            };
        }
        body += &self.uses(&known, &mut scope, &mut types);
        body += &self.types(&mut scope, &mut types);
        body += &self.functions("import ", &mut scope, &types);
        body += &self.functions("export ", &mut scope, &types);
        if self.below(2) == 0 {
            let name = self.name(&mut scope);
            let (mut scope, mut types) = (HashSet::new(), vec![]);
            let defs = self.types(&mut scope, &mut types);
            let functions = self.functions("", &mut scope, &types);
            let way = self.of(&["import", "export"]);
            write!(
                body,
                "  {way} {name}: interface {{\n{defs}{functions}  }}\n"
            )
            .expect("a string takes it");
        }
        let world = self.name(&mut items);
        write!(text, "world {world} {{\n{body}}}\n").expect("a string takes it");
        (text, world.trim_start_matches('%').to_owned())
    }
}
