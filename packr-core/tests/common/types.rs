//! Types as the generator writes them, by hand, with their world as data.
//!
//! ```wit
//! variant expr { sym(string), num(s64), lst(list<expr>), neg(expr), add(tuple<expr, expr>), nil }
//! enum color { red, dark-green }
//! flags perms { read, write, exec }
//! record span { start: u32, last-byte: u32 }
//! type nest = list<nest>;
//! record node {
//!     name: string, span: option<span>, color: color, perms: perms, blob: list<u8>,
//!     all-perms: list<perms>, colors: list<color>, attrs: map<string, expr>, by-id: map<s32, list<f32>>,
//!     outcome: result<expr, string>, status: result, half: result<_, u8>,
//!     nested: option<option<list<span>>>, triple: list<f64, 3>, one: tuple<char>, nest: nest,
//!     kids: list<node>,
//! }
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use packr_core::codec::{FixedCase, FixedShape, case_head, record_head};
use packr_core::convert::{
    enum_tag, field_value, flags_value, no_payload_value, payload_value, record_values,
    variant_parts,
};
use packr_core::schema::{Function, Type, TypeDef, World};
use packr_core::{
    Case, CodecError, Lift, Lower, Name, Reader, Record, RecordShape, Shared, Value, ValueType,
    Variant, WitType, Writer,
};
use proptest::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Sym(String),
    Num(i64),
    Lst(Vec<Expr>),
    Neg(Box<Expr>),
    Add((Box<Expr>, Box<Expr>)),
    Nil,
}

static EXPR_CASES: [Case; 6] = [
    Case::fixed("Expr", "Sym", 0),
    Case::fixed("Expr", "Num", 1),
    Case::fixed("Expr", "Lst", 2),
    Case::fixed("Expr", "Neg", 3),
    Case::fixed("Expr", "Add", 4),
    Case::fixed("Expr", "Nil", 5),
];

/// With the constants that the generator writes.
static EXPR: LazyLock<[FixedCase; 6]> = LazyLock::new(|| {
    [0, 1, 2, 3, 4, 5].map(|i| {
        let head = case_head(&EXPR_CASES[i], i < 5);
        FixedCase::new("Expr", &EXPR_CASES[i].name, i as u32, head.leak())
    })
});

impl WitType for Expr {
    const TYPE: ValueType = ValueType::Variant(Name::Borrowed("Expr"));
}

impl Lower for Expr {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        match self {
            Expr::Sym(p) => {
                let c = w.payload(p, &EXPR[0])?;
                w.variant(&EXPR[0], Some(c))
            }
            Expr::Num(p) => {
                let c = w.payload(p, &EXPR[1])?;
                w.variant(&EXPR[1], Some(c))
            }
            Expr::Lst(p) => {
                let c = w.payload(p, &EXPR[2])?;
                w.variant(&EXPR[2], Some(c))
            }
            Expr::Neg(p) => {
                let c = w.payload(p, &EXPR[3])?;
                w.variant(&EXPR[3], Some(c))
            }
            Expr::Add(p) => {
                let c = w.payload(p, &EXPR[4])?;
                w.variant(&EXPR[4], Some(c))
            }
            Expr::Nil => w.variant(&EXPR[5], None),
        }
    }

    fn to_value(&self) -> Value {
        Value::Variant(match self {
            Expr::Sym(p) => Variant::fixed(&EXPR[0], Some(p.to_value())),
            Expr::Num(p) => Variant::fixed(&EXPR[1], Some(p.to_value())),
            Expr::Lst(p) => Variant::fixed(&EXPR[2], Some(p.to_value())),
            Expr::Neg(p) => Variant::fixed(&EXPR[3], Some(p.to_value())),
            Expr::Add(p) => Variant::fixed(&EXPR[4], Some(p.to_value())),
            Expr::Nil => Variant::fixed(&EXPR[5], None),
        })
    }
}

impl Lift for Expr {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        let (tag, p) = r.variant(node, &*EXPR)?;
        Ok(match tag {
            0 => Expr::Sym(r.payload(p, &EXPR[0])?),
            1 => Expr::Num(r.payload(p, &EXPR[1])?),
            2 => Expr::Lst(r.payload(p, &EXPR[2])?),
            3 => Expr::Neg(r.payload(p, &EXPR[3])?),
            4 => Expr::Add(r.payload(p, &EXPR[4])?),
            _ => {
                r.no_payload(p, &EXPR[5])?;
                Expr::Nil
            }
        })
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        let (tag, p) = variant_parts(value, &*EXPR)?;
        Ok(match tag {
            0 => Expr::Sym(payload_value(p, &EXPR[0])?),
            1 => Expr::Num(payload_value(p, &EXPR[1])?),
            2 => Expr::Lst(payload_value(p, &EXPR[2])?),
            3 => Expr::Neg(payload_value(p, &EXPR[3])?),
            4 => Expr::Add(payload_value(p, &EXPR[4])?),
            _ => {
                no_payload_value(p, &EXPR[5])?;
                Expr::Nil
            }
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Color {
    Red,
    DarkGreen,
}

static COLOR_CASES: [Case; 2] = [
    Case::fixed("Color", "Red", 0),
    Case::fixed("Color", "DarkGreen", 1),
];

/// Without constants, as it may be written by hand.
static COLOR: [FixedCase; 2] = [
    FixedCase::new("Color", "Red", 0, &[]),
    FixedCase::new("Color", "DarkGreen", 1, &[]),
];

impl WitType for Color {
    const TYPE: ValueType = ValueType::Variant(Name::Borrowed("Color"));
}

impl Lower for Color {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.variant(&COLOR[*self as usize], None)
    }

    fn to_value(&self) -> Value {
        Value::Variant(Variant::fixed(&COLOR[*self as usize], None))
    }
}

impl Lift for Color {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        Ok(match r.enumeration(node, &COLOR)? {
            0 => Color::Red,
            _ => Color::DarkGreen,
        })
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        Ok(match enum_tag(value, &COLOR)? {
            0 => Color::Red,
            _ => Color::DarkGreen,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Perms(pub u64);

impl WitType for Perms {
    const TYPE: ValueType = ValueType::Flags;
}

impl Lower for Perms {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.flags(self.0)
    }

    fn to_value(&self) -> Value {
        Value::Flags(self.0)
    }
}

impl Lift for Perms {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        r.flags(node, 0b111).map(Perms)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        flags_value(value, 0b111).map(Perms)
    }
}

/// `type nest = list<nest>`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nest(pub Vec<Nest>);

impl WitType for Nest {
    const TYPE: ValueType = ValueType::Record(Name::Borrowed("Nest"));
}

impl Lower for Nest {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        self.0.lower(w)
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

impl Lift for Nest {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        Lift::lift(r, node).map(Nest)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        Lift::from_value(value).map(Nest)
    }
}

macro_rules! record {
    ($name:ident $wire:literal $shape:ident { $($index:literal $field:ident: $ty:ty,)* }) => {
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(pub $field: $ty,)*
        }

        impl $name {
            const SHAPE: &'static RecordShape =
                &RecordShape::fixed($wire, &[$(Name::Borrowed(stringify!($field))),*]);
        }

        static $shape: LazyLock<FixedShape> = LazyLock::new(|| {
            let head = record_head($name::SHAPE);
            FixedShape::new($name::SHAPE.clone(), head.leak())
        });

        impl WitType for $name {
            const TYPE: ValueType = ValueType::Record(Name::Borrowed($wire));
        }

        impl Lower for $name {
            fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
                let children = [$(w.field(&self.$field, &$shape, $index)?),*];
                w.record(&$shape, &children)
            }

            fn to_value(&self) -> Value {
                Value::Record(Record::fixed(&$shape, [$(Lower::to_value(&self.$field)),*]))
            }
        }

        impl Lift for $name {
            fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                let [$($field),*] = r.record(node, &$shape)?;
                Ok(Self { $($field: r.field($field, &$shape, $index)?),* })
            }

            fn from_value(value: Value) -> Result<Self, CodecError> {
                let [$($field),*] = record_values(value, &$shape)?;
                Ok(Self { $($field: field_value($field, &$shape, $index)?),* })
            }
        }
    };
}

record!(Span "Span" SPAN { 0 start: u32, 1 last_byte: u32, });

record!(Node "Node" NODE {
    0 name: String,
    1 span: Option<Span>,
    2 color: Color,
    3 perms: Perms,
    4 blob: Vec<u8>,
    5 all_perms: Vec<Perms>,
    6 colors: Vec<Color>,
    7 attrs: BTreeMap<String, Expr>,
    8 by_id: BTreeMap<i32, Vec<f32>>,
    9 outcome: Result<Expr, String>,
    10 status: Result<(), ()>,
    11 half: Result<(), u8>,
    12 nested: Option<Option<Vec<Span>>>,
    13 triple: [f64; 3],
    14 one: (char,),
    15 nest: Nest,
    16 kids: Vec<Node>,
});

/// Indices into the world's types.
pub const EXPR_TYPE: Type = Type::Def(0);
pub const NODE_TYPE: Type = Type::Def(7);

static NAMES: [Name; 3] = [
    Name::Borrowed("read"),
    Name::Borrowed("write"),
    Name::Borrowed("exec"),
];

pub static WORLD: World = World {
    name: Name::Borrowed("test"),
    types: Cow::Borrowed(&[
        TypeDef::Variant {
            wit_name: Name::Borrowed("expr"),
            cases: Shared::fixed(&EXPR_CASES),
            payloads: Cow::Borrowed(&[
                Some(Type::String),
                Some(Type::S64),
                Some(Type::Def(1)),
                Some(Type::Def(0)),
                Some(Type::Def(2)),
                None,
            ]),
        },
        TypeDef::List(Type::Def(0)),
        TypeDef::Tuple(Cow::Borrowed(&[Type::Def(0), Type::Def(0)])),
        TypeDef::Variant {
            wit_name: Name::Borrowed("color"),
            cases: Shared::fixed(&COLOR_CASES),
            payloads: Cow::Borrowed(&[None, None]),
        },
        TypeDef::Flags {
            wit_name: Name::Borrowed("perms"),
            labels: Cow::Borrowed(&NAMES),
        },
        TypeDef::Record {
            wit_name: Name::Borrowed("span"),
            shape: Shared::fixed(Span::SHAPE),
            fields: Cow::Borrowed(&[Type::U32, Type::U32]),
        },
        TypeDef::Alias {
            wit_name: Name::Borrowed("nest"),
            ty: Type::Def(8),
        },
        TypeDef::Record {
            wit_name: Name::Borrowed("node"),
            shape: Shared::fixed(Node::SHAPE),
            fields: Cow::Borrowed(&[
                Type::String,
                Type::Def(9),
                Type::Def(3),
                Type::Def(4),
                Type::Def(10),
                Type::Def(11),
                Type::Def(12),
                Type::Def(13),
                Type::Def(14),
                Type::Def(16),
                Type::Def(17),
                Type::Def(18),
                Type::Def(19),
                Type::Def(22),
                Type::Def(23),
                Type::Def(6),
                Type::Def(24),
            ]),
        },
        TypeDef::List(Type::Def(6)),
        TypeDef::Option(Type::Def(5)),
        TypeDef::List(Type::U8),
        TypeDef::List(Type::Def(4)),
        TypeDef::List(Type::Def(3)),
        TypeDef::Map(Type::String, Type::Def(0)),
        TypeDef::Map(Type::S32, Type::Def(15)),
        TypeDef::List(Type::F32),
        TypeDef::Result(Some(Type::Def(0)), Some(Type::String)),
        TypeDef::Result(None, None),
        TypeDef::Result(None, Some(Type::U8)),
        TypeDef::Option(Type::Def(20)),
        TypeDef::Option(Type::Def(21)),
        TypeDef::List(Type::Def(5)),
        TypeDef::FixedList(Type::F64, 3),
        TypeDef::Tuple(Cow::Borrowed(&[Type::Char])),
        TypeDef::List(Type::Def(7)),
    ]),
    imports: Cow::Borrowed(&[]),
    exports: Cow::Borrowed(&[]),
};

pub fn function(params: &[(&'static str, Type)], result: Option<Type>) -> Function {
    Function {
        name: Name::Borrowed("f"),
        params: params
            .iter()
            .map(|(name, ty)| (Name::Borrowed(*name), *ty))
            .collect(),
        result,
    }
}

pub fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        "[a-z+*-]{1,4}".prop_map(Expr::Sym),
        any::<i64>().prop_map(Expr::Num),
        Just(Expr::Nil),
    ];
    leaf.prop_recursive(5, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Expr::Lst),
            inner.clone().prop_map(|e| Expr::Neg(Box::new(e))),
            (inner.clone(), inner).prop_map(|(a, b)| Expr::Add((a.into(), b.into()))),
        ]
    })
}

fn span() -> impl Strategy<Value = Span> {
    (any::<u32>(), any::<u32>()).prop_map(|(start, last_byte)| Span { start, last_byte })
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![Just(Color::Red), Just(Color::DarkGreen)]
}

fn perms() -> impl Strategy<Value = Perms> {
    (0u64..8).prop_map(Perms)
}

fn nest() -> impl Strategy<Value = Nest> {
    Just(Nest(Vec::new())).prop_recursive(4, 12, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Nest)
    })
}

pub fn node() -> impl Strategy<Value = Node> {
    use prop::collection::{btree_map, vec};
    use prop::option::of;
    let leaf = (
        (
            ".{0,6}",
            of(span()),
            color(),
            perms(),
            vec(any::<u8>(), 0..9),
        ),
        (
            vec(perms(), 0..3),
            vec(color(), 0..3),
            btree_map("[a-c]{0,2}", expr(), 0..3),
        ),
        (
            btree_map(any::<i32>(), vec(any::<f32>(), 0..3), 0..3),
            prop_oneof![expr().prop_map(Ok), ".{0,4}".prop_map(Err)],
            prop_oneof![Just(Ok(())), Just(Err(()))],
            prop_oneof![Just(Ok(())), any::<u8>().prop_map(Err)],
        ),
        (
            of(of(vec(span(), 0..3))),
            any::<[f64; 3]>(),
            any::<char>(),
            nest(),
        ),
    )
        .prop_map(|(a, b, c, d)| Node {
            name: a.0,
            span: a.1,
            color: a.2,
            perms: a.3,
            blob: a.4,
            all_perms: b.0,
            colors: b.1,
            attrs: b.2,
            by_id: c.0,
            outcome: c.1,
            status: c.2,
            half: c.3,
            nested: d.0,
            triple: d.1,
            one: (d.2,),
            nest: d.3,
            kids: Vec::new(),
        });
    leaf.prop_recursive(2, 4, 2, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3))
            .prop_map(|(node, kids)| Node { kids, ..node })
    })
}
