//! Metadata from a world, as `pack_types!` of the published packr-guest 0.6 writes it.
//!
//! That macro spells out a type wherever it is used, and cannot express one inside itself. Here such a type is named where it is
//! inside itself, as the published host names types. Equal nodes are written once.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::read::tag;
use super::{Metadata, TypeHash};
use crate::codec::{CodecError, Version, Writer};
use crate::schema::{Function, Interface, PRIMITIVES, Type, TypeDef, World, kebab};
use crate::value::{Case, Name, RecordShape, ValueType};

/// The most types that are spelled out.
const MAX_STEPS: usize = 1 << 14;
/// Nodes around the innermost type that is spelled out; a primitive type in it takes six more.
const MAX_DEPTH: usize = Metadata::LIMITS.max_depth - 8;

pub(super) fn write(world: &World) -> Result<Vec<u8>, CodecError> {
    let all = Message::new(world, Style::SpelledOut);
    if let Some(bytes) = all.bytes()?
        && Metadata::read(&bytes).is_ok()
    {
        return Ok(bytes);
    }
    let once = Message::new(world, Style::Once);
    Ok(once.bytes()?.unwrap_or_default())
}

/// How often a named type is spelled out.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// Wherever it is used, but inside itself.
    SpelledOut,
    /// Where it is used first: there are too many types for the other way.
    Once,
}

/// A node of the message, which refers to nodes before it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Text(String),
    Word(u64),
    Words(Vec<u32>),
    Type(u32, Option<u32>),
    Payload(Option<u32>),
    Record(Shape, Vec<u32>),
    Records(Vec<u32>),
    Types(Vec<u32>),
    Texts(Vec<u32>),
}

macro_rules! shapes {
    ($($shape:ident $name:literal [$($field:literal)*];)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        enum Shape { $($shape),* }

        impl Shape {
            fn names(self) -> &'static RecordShape {
                match self {
                    $(Shape::$shape => {
                        static NAMES: RecordShape =
                            RecordShape::fixed($name, &[$(Name::Borrowed($field)),*]);
                        &NAMES
                    })*
                }
            }
        }
    };
}

shapes! {
    Package "package-metadata" ["imports" "exports" "import-hashes" "export-hashes"];
    Function "function-sig" ["interface" "name" "params" "results"];
    Param "param-sig" ["name" "type"];
    Hash "interface-hash" ["name" "hash"];
    Result "result-desc" ["ok" "err"];
    RecordType "record-desc" ["name" "fields"];
    Field "field-desc" ["name" "type"];
    VariantType "variant-desc" ["name" "cases"];
    Case "case-desc" ["name" "payload"];
    FlagsType "flags-desc" ["name" "flags"];
    Reference "type-ref" ["name"];
}

/// The cases of `type-desc`, by their tags.
const TYPES: [&str; 22] = [
    "bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string",
    "flags", "list", "option", "result", "record", "variant", "tuple", "value", "unit",
];

struct Message<'a> {
    world: &'a World,
    style: Style,
    nodes: Vec<Node>,
    known: BTreeMap<Node, u32>,
    /// The names of the named types, each another.
    names: BTreeMap<u32, String>,
    /// The types around the one at hand.
    open: Vec<u32>,
    /// The named types that are spelled out somewhere, or being so.
    spelled: BTreeSet<u32>,
    steps: usize,
}

impl<'a> Message<'a> {
    fn new(world: &'a World, style: Style) -> Self {
        Message {
            world,
            style,
            nodes: Vec::new(),
            known: BTreeMap::new(),
            names: names(world),
            open: Vec::new(),
            spelled: BTreeSet::new(),
            steps: MAX_STEPS,
        }
    }

    /// The message; `None` if too many types would be spelled out.
    fn bytes(mut self) -> Result<Option<Vec<u8>>, CodecError> {
        let imports = self.functions(&self.world.imports);
        let exports = self.functions(&self.world.exports);
        let import_hashes = self.hashes(&self.world.imports);
        let export_hashes = self.hashes(&self.world.exports);
        let parts = vec![imports, exports, import_hashes, export_hashes];
        let root = self.node(Node::Record(Shape::Package, parts));
        if self.steps == 0 && self.style == Style::SpelledOut {
            return Ok(None);
        }
        let mut bytes = vec![0; self.encode(root, &mut [])?];
        self.encode(root, &mut bytes)?;
        Ok(Some(bytes))
    }

    fn encode(&self, root: u32, room: &mut [u8]) -> Result<usize, CodecError> {
        let mut writer = Writer::new(room, &Metadata::LIMITS);
        for node in &self.nodes {
            node.write(&mut writer)?;
        }
        writer.finish(root)
    }

    fn node(&mut self, node: Node) -> u32 {
        // Where types are named, a node that is shared could unfold to more than readers allow.
        let shared = self.style == Style::SpelledOut;
        if let Some(index) = self.known.get(&node).filter(|_| shared) {
            return *index;
        }
        let index = self.nodes.len() as u32;
        self.nodes.push(node.clone());
        self.known.insert(node, index);
        index
    }

    fn text(&mut self, text: &str) -> u32 {
        self.node(Node::Text(text.to_owned()))
    }

    fn functions(&mut self, interfaces: &[Interface]) -> u32 {
        let mut all = Vec::new();
        for interface in interfaces {
            for function in interface.functions.iter() {
                all.push(self.function(written_id(interface), function));
            }
        }
        self.node(Node::Records(all))
    }

    fn function(&mut self, interface: &str, function: &Function) -> u32 {
        let (interface, name) = (self.text(interface), self.text(&function.name));
        // Package, list, function, list, parameter.
        let depth = 5;
        let mut params = Vec::new();
        for (name, ty) in function.params.iter() {
            let parts = vec![self.text(name), self.ty(*ty, depth)];
            params.push(self.node(Node::Record(Shape::Param, parts)));
        }
        let params = self.node(Node::Records(params));
        let results = function.result.iter().map(|ty| self.ty(*ty, depth));
        let results = results.collect();
        let results = self.node(Node::Types(results));
        self.node(Node::Record(
            Shape::Function,
            vec![interface, name, params, results],
        ))
    }

    /// In the order of their names; without those that cannot be computed.
    fn hashes(&mut self, interfaces: &[Interface]) -> u32 {
        let with_functions = interfaces.iter().filter(|all| !all.functions.is_empty());
        let known = self.world.hashes(Version::V2);
        let mut hashes: Vec<(&str, TypeHash)> = with_functions
            .filter_map(|all| Some((written_id(all), known.interface(all)?)))
            .collect();
        hashes.sort_by_key(|(name, _)| *name);
        let mut all = Vec::new();
        for (name, hash) in hashes {
            let (words, _) = hash.as_bytes().as_chunks();
            let words = words
                .iter()
                .map(|word| Node::Word(u64::from_le_bytes(*word)));
            let words = words.map(|word| self.node(word)).collect();
            let parts = vec![self.text(name), self.node(Node::Words(words))];
            all.push(self.node(Node::Record(Shape::Hash, parts)));
        }
        self.node(Node::Records(all))
    }

    fn plain(&mut self, tag: u32) -> u32 {
        self.node(Node::Type(tag, None))
    }

    /// The description of a type inside `depth` nodes.
    fn ty(&mut self, ty: Type, depth: usize) -> u32 {
        let index = match ty {
            Type::Def(index) => index,
            primitive => {
                let tag = PRIMITIVES.iter().position(|other| *other == primitive);
                return self.plain(tag.map_or(tag::VALUE, |tag| tag as u32));
            }
        };
        let Some(def) = self.world.types.get(index as usize) else {
            return self.plain(tag::VALUE);
        };
        let around = self.open.contains(&index);
        let known = around || (self.style == Style::Once && self.spelled.contains(&index));
        let spent = depth > MAX_DEPTH || self.steps == 0;
        match self.names.get(&index).cloned() {
            Some(name) if known || spent => return self.reference(&name),
            None if around || spent => return self.plain(tag::VALUE),
            _ => {}
        }
        self.steps -= 1;
        let named = def.is_named();
        if named {
            self.open.push(index);
        }
        let node = self.def(def, index, depth);
        if named {
            self.open.pop();
        }
        node
    }

    /// Nothing but a name, with the tag that the published host gives it.
    fn reference(&mut self, name: &str) -> u32 {
        let name = self.text(name);
        let held = self.node(Node::Record(Shape::Reference, vec![name]));
        self.node(Node::Type(tag::VARIANT, Some(held)))
    }

    fn def(&mut self, def: &TypeDef, index: u32, depth: usize) -> u32 {
        let (tag, held) = match def {
            TypeDef::List(elem) | TypeDef::FixedList(elem, _) | TypeDef::Set(elem) => {
                (tag::LIST, self.ty(*elem, depth + 1))
            }
            TypeDef::Map(key, value) => {
                let pair = vec![self.ty(*key, depth + 3), self.ty(*value, depth + 3)];
                let pair = self.node(Node::Types(pair));
                (tag::LIST, self.node(Node::Type(tag::TUPLE, Some(pair))))
            }
            TypeDef::Option(inner) => (tag::OPTION, self.ty(*inner, depth + 1)),
            TypeDef::Result(ok, err) => {
                let sides = [ok, err].map(|side| match side {
                    Some(ty) => self.ty(*ty, depth + 2),
                    None => self.plain(tag::UNIT),
                });
                let held = self.node(Node::Record(Shape::Result, sides.into()));
                (tag::RESULT, held)
            }
            TypeDef::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(*item, depth + 2)).collect();
                (tag::TUPLE, self.node(Node::Types(items)))
            }
            TypeDef::Record { shape, fields, .. } => {
                self.spelled.insert(index);
                let mut all = Vec::new();
                for (name, ty) in shape.fields.iter().zip(fields.iter()) {
                    let parts = vec![self.text(&name.replace('_', "-")), self.ty(*ty, depth + 4)];
                    all.push(self.node(Node::Record(Shape::Field, parts)));
                }
                (tag::RECORD, self.named(Shape::RecordType, index, all))
            }
            TypeDef::Variant {
                cases, payloads, ..
            } => {
                self.spelled.insert(index);
                let mut all = Vec::new();
                for (case, held) in cases.iter().zip(payloads.iter()) {
                    let name = self.text(&kebab(&case.name));
                    let held = held.map(|ty| self.ty(ty, depth + 5));
                    let parts = vec![name, self.node(Node::Payload(held))];
                    all.push(self.node(Node::Record(Shape::Case, parts)));
                }
                (tag::VARIANT, self.named(Shape::VariantType, index, all))
            }
            // Published hosts do not look at what this case holds; without the names, a flag that moved would go unnoticed.
            TypeDef::Flags { wit_name, labels } => {
                let labels = labels.iter().map(|label| self.text(label)).collect();
                let both = vec![self.text(wit_name), self.node(Node::Texts(labels))];
                (tag::FLAGS, self.node(Node::Record(Shape::FlagsType, both)))
            }
            TypeDef::Alias { ty, .. } => return self.ty(*ty, depth),
            TypeDef::Any => return self.plain(tag::VALUE),
        };
        self.node(Node::Type(tag, Some(held)))
    }

    fn named(&mut self, shape: Shape, index: u32, parts: Vec<u32>) -> u32 {
        let name = self.names.get(&index).cloned().unwrap_or_default();
        let both = vec![self.text(&name), self.node(Node::Records(parts))];
        self.node(Node::Record(shape, both))
    }
}

/// As packages write it: the world's own functions have no interface.
fn written_id(interface: &Interface) -> &str {
    match &*interface.id {
        "$root" => "",
        id => id,
    }
}

/// The names of records and variants. A second type of a name gets another, since references go by name.
fn names(world: &World) -> BTreeMap<u32, String> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for (def, index) in world.types.iter().zip(0..) {
        let (TypeDef::Record { wit_name, .. } | TypeDef::Variant { wit_name, .. }) = def else {
            continue;
        };
        let mut name = String::from(&**wit_name);
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wit_name}{number}");
            number += 1;
        }
        names.insert(index, name);
    }
    names
}

impl Node {
    fn write(&self, writer: &mut Writer<'_>) -> Result<u32, CodecError> {
        let unnamed = Name::Borrowed("");
        match self {
            Node::Text(text) => writer.string(text),
            Node::Word(word) => writer.u64(*word),
            Node::Words(words) => writer.tuple(words),
            Node::Type(tag, held) => {
                let case = Case::fixed("type-desc", TYPES[*tag as usize], *tag);
                writer.variant_in_parts(&case, held.as_slice())
            }
            Node::Payload(held) => writer.option(&ValueType::Variant(unnamed), *held),
            Node::Record(shape, parts) => writer.record_in_parts(shape.names(), parts),
            Node::Records(all) => writer.list(&ValueType::Record(unnamed), all),
            Node::Types(all) => writer.list(&ValueType::Variant(unnamed), all),
            Node::Texts(all) => writer.list(&ValueType::String, all),
        }
    }
}
