//! WIT types as data: what a dynamic caller, a checker or a printer needs to know about a world.
//!
//! Generated code has one [`World`] in a static; one can also be built at run time. Types refer to each other
//! by index, so recursion is nothing special.
//!
//! ```
//! use packr_core::schema::{Type, TypeDef, World};
//! use packr_core::{RecordShape, Value};
//!
//! let shape = RecordShape { name: "Span".into(), fields: vec!["start".into(), "end".into()].into() };
//! let world = World {
//!     name: "demo".into(),
//!     types: vec![TypeDef::Record {
//!         wit_name: "span".into(),
//!         shape: shape.into(),
//!         fields: vec![Type::U32, Type::U32].into(),
//!     }].into(),
//!     ..World::EMPTY
//! };
//! let value = Value::record("span", [("END", Value::U32(8)), ("start", Value::U32(3))]);
//! let value = world.conform(Type::Def(0), value)?;
//! assert_eq!(value.to_string(), "Span { start: 3u32, end: 8u32 }");
//! # Ok::<(), packr_core::CodecError>(())
//! ```

mod conform;
pub(crate) mod cycles;
mod order;
mod print;

pub use print::wit_name;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::value::{Case, MapType, Name, RecordShape, ResultType, Shared, ValueType};

/// A WIT type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the cases without a line of their own are WIT's types of that name
pub enum Type {
    Bool,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
    Char,
    String,
    /// The type at that index in [`World::types`].
    Def(u32),
}

/// The types that are made of no others, in the order of their tags in metadata.
pub(crate) const PRIMITIVES: [Type; 13] = [
    Type::Bool,
    Type::U8,
    Type::U16,
    Type::U32,
    Type::U64,
    Type::S8,
    Type::S16,
    Type::S32,
    Type::S64,
    Type::F32,
    Type::F64,
    Type::Char,
    Type::String,
];

/// A WIT type that is made of others, or has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeDef {
    /// `list<T>`
    List(Type),
    /// `list<T, N>`
    FixedList(Type, u32),
    /// `map<K, V>`
    Map(Type, Type),
    /// `set<T>`. No WIT has it, but the [metadata](crate::metadata) of packages of version 3.
    Set(Type),
    /// `option<T>`
    Option(Type),
    /// `result<T, E>`, with either side missing or not.
    Result(Option<Type>, Option<Type>),
    /// `tuple<A, B, …>`
    Tuple(Cow<'static, [Type]>),
    /// A record.
    Record {
        /// Its name in WIT.
        wit_name: Name,
        /// Its names on the wire.
        shape: Shared<RecordShape>,
        /// The types of its fields, as many as the shape has.
        fields: Cow<'static, [Type]>,
    },
    /// A variant, or an enum: one without payloads.
    Variant {
        /// Its name in WIT.
        wit_name: Name,
        /// Its cases, as the wire spells them; a case's tag is its position.
        cases: Shared<[Case]>,
        /// What the cases hold, one for each.
        payloads: Cow<'static, [Option<Type>]>,
    },
    /// Flags.
    Flags {
        /// Its name in WIT.
        wit_name: Name,
        /// The flags' names in WIT; the first is bit 0.
        labels: Cow<'static, [Name]>,
    },
    /// An alias that contains itself, like `type l = list<l>`. Its values are those of its type; only
    /// the type tag inside itself is a record of its name. Other aliases are not kept.
    Alias {
        /// Its name in WIT.
        wit_name: Name,
        /// What it stands for.
        ty: Type,
    },
    /// A type about which nothing is known, so that any value is of it. No WIT has it, but the
    /// [metadata](crate::metadata) of packages: where a type is inside itself, and for functions on values.
    Any,
}

impl TypeDef {
    /// The types that it is made of, in order.
    pub(crate) fn parts(&self) -> Vec<Type> {
        match self {
            TypeDef::List(ty)
            | TypeDef::Set(ty)
            | TypeDef::FixedList(ty, _)
            | TypeDef::Option(ty)
            | TypeDef::Alias { ty, .. } => [*ty].into(),
            TypeDef::Map(key, value) => [*key, *value].into(),
            TypeDef::Result(ok, err) => ok.iter().chain(err).copied().collect(),
            TypeDef::Tuple(items) => items.to_vec(),
            TypeDef::Record { fields, .. } => fields.to_vec(),
            TypeDef::Variant { payloads, .. } => payloads.iter().flatten().copied().collect(),
            TypeDef::Flags { .. } | TypeDef::Any => Vec::new(),
        }
    }

    /// Whether it has a name, so that it can be inside itself.
    pub(crate) fn is_named(&self) -> bool {
        matches!(
            self,
            TypeDef::Record { .. } | TypeDef::Variant { .. } | TypeDef::Alias { .. }
        )
    }
}

/// A function of an interface, or of the world itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name in WIT.
    pub name: Name,
    /// The parameters' names in WIT, and their types.
    pub params: Cow<'static, [(Name, Type)]>,
    /// The type of the result, if there is one.
    pub result: Option<Type>,
}

impl Function {
    /// The names of the parameters.
    pub fn parameters(&self) -> Vec<&str> {
        self.params.iter().map(|(name, _)| &**name).collect()
    }
}

/// An imported or exported interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// `ns:pkg/iface@1.0.0`, or `$root` for the functions of the world itself.
    pub id: Name,
    /// Its functions in the order of the WIT.
    pub functions: Cow<'static, [Function]>,
}

/// A world: its types, and the functions that packages import and export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct World {
    /// Its name in WIT.
    pub name: Name,
    /// All types that are not [`Type`]s of their own, referred to by [`Type::Def`].
    pub types: Cow<'static, [TypeDef]>,
    /// What packages import.
    pub imports: Cow<'static, [Interface]>,
    /// What packages export.
    pub exports: Cow<'static, [Interface]>,
}

impl World {
    /// A world with nothing in it.
    pub const EMPTY: World = World {
        name: Cow::Borrowed(""),
        types: Cow::Borrowed(&[]),
        imports: Cow::Borrowed(&[]),
        exports: Cow::Borrowed(&[]),
    };

    /// The definition of a type; `None` for a primitive one, and for one that is not there.
    pub fn def(&self, ty: Type) -> Option<&TypeDef> {
        match ty {
            Type::Def(index) => self.types.get(index as usize),
            _ => None,
        }
    }

    /// The type tag that lists, options and results of this type write down.
    ///
    /// A type that is not there, or that is made of nothing but itself, has the empty tuple.
    pub fn value_type(&self, ty: Type) -> ValueType {
        // A chain of types without a named one is no longer than the number of types.
        self.tag(ty, self.types.len() + 1)
    }

    fn tag(&self, ty: Type, fuel: usize) -> ValueType {
        let index = match ty {
            Type::Bool => return ValueType::Bool,
            Type::U8 => return ValueType::U8,
            Type::U16 => return ValueType::U16,
            Type::U32 => return ValueType::U32,
            Type::U64 => return ValueType::U64,
            Type::S8 => return ValueType::S8,
            Type::S16 => return ValueType::S16,
            Type::S32 => return ValueType::S32,
            Type::S64 => return ValueType::S64,
            Type::F32 => return ValueType::F32,
            Type::F64 => return ValueType::F64,
            Type::Char => return ValueType::Char,
            Type::String => return ValueType::String,
            Type::Def(index) => index,
        };
        let (Some(def), Some(fuel)) = (self.types.get(index as usize), fuel.checked_sub(1)) else {
            return ValueType::UNIT;
        };
        let side = |ty: &Option<Type>| ty.map_or(ValueType::UNIT, |ty| self.tag(ty, fuel));
        match def {
            TypeDef::List(elem) | TypeDef::FixedList(elem, _) => {
                ValueType::List(shared(self.tag(*elem, fuel)))
            }
            TypeDef::Map(key, value) => {
                let (key, value) = (self.tag(*key, fuel), self.tag(*value, fuel));
                ValueType::Map(MapType { key, value }.into())
            }
            TypeDef::Set(elem) => ValueType::Set(shared(self.tag(*elem, fuel))),
            TypeDef::Option(inner) => ValueType::Option(shared(self.tag(*inner, fuel))),
            TypeDef::Result(ok, err) => ValueType::Result(
                ResultType {
                    ok: side(ok),
                    err: side(err),
                }
                .into(),
            ),
            TypeDef::Tuple(items) => {
                ValueType::Tuple(items.iter().map(|item| self.tag(*item, fuel)).collect())
            }
            TypeDef::Record { shape, .. } => ValueType::Record(shape.name.clone()),
            TypeDef::Variant { cases, .. } => ValueType::Variant(
                cases
                    .first()
                    .map_or("".into(), |case| case.type_name.clone()),
            ),
            TypeDef::Flags { .. } => ValueType::Flags,
            TypeDef::Alias { wit_name, .. } => ValueType::Record(upper_camel(wit_name).into()),
            TypeDef::Any => ValueType::UNIT,
        }
    }

    /// The type behind its aliases; `None` for one that is not there, or is made of nothing but itself.
    pub(crate) fn behind_aliases(&self, mut ty: Type) -> Option<Type> {
        for _ in 0..=self.types.len() {
            ty = match self.def(ty) {
                Some(TypeDef::Alias { ty, .. }) => *ty,
                None if matches!(ty, Type::Def(_)) => return None,
                _ => return Some(ty),
            };
        }
        None
    }

    /// The type as WIT spells it, for messages.
    pub fn display(&self, ty: Type) -> impl fmt::Display + '_ {
        let fuel = self.types.len() + 1;
        DisplayType {
            world: self,
            ty,
            fuel,
        }
    }
}

/// Shares a type tag, without an allocation where it is a plain one.
fn shared(ty: ValueType) -> Shared<ValueType> {
    macro_rules! fixed {
        ($($kind:ident)*) => {
            match ty {
                $(ValueType::$kind => Shared::fixed(const { &ValueType::$kind }),)*
                other => other.into(),
            }
        };
    }
    fixed!(Bool U8 U16 U32 U64 S8 S16 S32 S64 F32 F64 Char String Flags)
}

/// `chat-state` as `ChatState`.
pub(crate) fn upper_camel(wit_name: &str) -> String {
    let mut camel = String::with_capacity(wit_name.len());
    for word in wit_name.split('-') {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            camel.push(first.to_ascii_uppercase());
        }
        camel.extend(letters.map(|letter| letter.to_ascii_lowercase()));
    }
    camel
}

/// `ChatState` as `chat-state`.
pub(crate) fn kebab(camel: &str) -> String {
    let mut kebab = String::with_capacity(camel.len());
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

struct DisplayType<'a> {
    world: &'a World,
    ty: Type,
    fuel: usize,
}

impl fmt::Display for DisplayType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Type::Def(_) = self.ty else {
            return self.world.value_type(self.ty).fmt(f);
        };
        let (Some(def), Some(fuel)) = (self.world.def(self.ty), self.fuel.checked_sub(1)) else {
            return f.write_str("_");
        };
        let ty = |ty: &Type| DisplayType {
            world: self.world,
            ty: *ty,
            fuel,
        };
        match def {
            TypeDef::List(elem) => write!(f, "list<{}>", ty(elem)),
            TypeDef::FixedList(elem, len) => write!(f, "list<{}, {len}>", ty(elem)),
            TypeDef::Map(key, value) => write!(f, "map<{}, {}>", ty(key), ty(value)),
            TypeDef::Set(elem) => write!(f, "set<{}>", ty(elem)),
            TypeDef::Option(inner) => write!(f, "option<{}>", ty(inner)),
            TypeDef::Result(None, None) => f.write_str("result"),
            TypeDef::Result(Some(ok), None) => write!(f, "result<{}>", ty(ok)),
            TypeDef::Result(ok, err) => {
                for (lead, side) in [("result<", ok), (", ", err)] {
                    f.write_str(lead)?;
                    match side {
                        Some(side) => ty(side).fmt(f)?,
                        None => f.write_str("_")?,
                    }
                }
                f.write_str(">")
            }
            TypeDef::Tuple(items) => {
                f.write_str("tuple<")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{}", if i > 0 { ", " } else { "" }, ty(item))?;
                }
                f.write_str(">")
            }
            TypeDef::Record { wit_name, .. }
            | TypeDef::Variant { wit_name, .. }
            | TypeDef::Flags { wit_name, .. }
            | TypeDef::Alias { wit_name, .. } => f.write_str(wit_name),
            TypeDef::Any => f.write_str("value"),
        }
    }
}
