//! From a value of a type to WAVE text.

use std::borrow::Cow;

use packr_core::schema::{Type, TypeDef, World};
use packr_core::{List, Value};
use wasm_wave::wasm::{WasmTypeKind, WasmValue};

use super::{Shape, kebab, known, shape};
use crate::flags;

/// A value as WAVE text. One without a type is in packr's own text for values, and so is one that is not of its type.
pub(crate) fn write(world: &World, ty: Type, value: &Value) -> String {
    let ty = known(world, ty, value);
    let typed = Typed {
        world,
        ty,
        value: Cow::Borrowed(value),
    };
    match shape(world, ty) {
        Shape::Any => value.to_string(),
        _ => wasm_wave::to_string(&typed).unwrap_or_else(|_| value.to_string()),
    }
}

/// A value with its type, as `wasm-wave` wants to see it.
#[derive(Clone)]
struct Typed<'a> {
    world: &'a World,
    ty: Type,
    /// Owned are only elements of packed lists, which hold nothing.
    value: Cow<'a, Value>,
}

type Parts<'b, 'a> = Box<dyn Iterator<Item = Cow<'b, Typed<'a>>> + 'b>;

impl<'a> Typed<'a> {
    fn part(&self, ty: Type, value: Cow<'a, Value>) -> Typed<'a> {
        let world = self.world;
        let ty = known(world, ty, &value);
        Typed { world, ty, value }
    }

    fn shape(&self) -> Shape<'a> {
        shape(self.world, self.ty)
    }

    /// What a list, tuple, record, option, result or variant holds, in order.
    fn held(&self) -> Vec<Cow<'a, Value>> {
        match &self.value {
            Cow::Borrowed(value) => held(value),
            Cow::Owned(_) => Vec::new(),
        }
    }

    fn each<'b>(&self, ty: Type) -> Parts<'b, 'a>
    where
        'a: 'b,
    {
        let parts: Vec<_> = self
            .held()
            .into_iter()
            .map(|value| self.part(ty, value))
            .collect();
        Box::new(parts.into_iter().map(Cow::Owned))
    }

    fn one(&self, ty: Option<Type>) -> Option<Cow<'_, Self>> {
        let value = self.held().into_iter().next();
        Some(Cow::Owned(self.part(ty?, value?)))
    }
}

fn held(value: &Value) -> Vec<Cow<'_, Value>> {
    match value {
        Value::List(List::Values { items, .. }) => items.iter().map(Cow::Borrowed).collect(),
        Value::List(packed) => packed.iter().map(Cow::Owned).collect(),
        Value::Tuple(items) => items.iter().map(Cow::Borrowed).collect(),
        Value::Set(set) => set.items().iter().map(Cow::Borrowed).collect(),
        Value::Record(record) => record.values().iter().map(Cow::Borrowed).collect(),
        Value::Variant(variant) => variant.payloads().iter().map(Cow::Borrowed).collect(),
        Value::Option { value, .. } => value.iter().map(|value| Cow::Borrowed(&**value)).collect(),
        Value::Result { value, .. } => {
            let (Ok(value) | Err(value)) = value;
            vec![Cow::Borrowed(&**value)]
        }
        _ => Vec::new(),
    }
}

macro_rules! scalars {
    ($($name:ident $ty:ident $kind:ident,)*) => {
        $(fn $name(&self) -> $ty {
            match &*self.value {
                Value::$kind(value) => *value,
                _ => Default::default(),
            }
        })*
    };
}

/// What `unwrap_*` is called for is what `kind` told, so the other cases do not come up.
impl WasmValue for Typed<'_> {
    type Type = wasm_wave::value::Type;

    fn kind(&self) -> WasmTypeKind {
        use WasmTypeKind as Kind;
        match (self.shape(), &*self.value) {
            (Shape::Primitive(_), Value::Bool(_)) => Kind::Bool,
            (Shape::Primitive(_), Value::U8(_)) => Kind::U8,
            (Shape::Primitive(_), Value::U16(_)) => Kind::U16,
            (Shape::Primitive(_), Value::U32(_)) => Kind::U32,
            (Shape::Primitive(_), Value::U64(_)) => Kind::U64,
            (Shape::Primitive(_), Value::S8(_)) => Kind::S8,
            (Shape::Primitive(_), Value::S16(_)) => Kind::S16,
            (Shape::Primitive(_), Value::S32(_)) => Kind::S32,
            (Shape::Primitive(_), Value::S64(_)) => Kind::S64,
            (Shape::Primitive(_), Value::F32(_)) => Kind::F32,
            (Shape::Primitive(_), Value::F64(_)) => Kind::F64,
            (Shape::Primitive(_), Value::Char(_)) => Kind::Char,
            (Shape::Primitive(_), Value::String(_)) | (Shape::Any, _) => Kind::String,
            (Shape::Def(def), value) => match (def, value) {
                (TypeDef::List(_) | TypeDef::FixedList(..), Value::List(_)) => Kind::List,
                (TypeDef::Map(..), Value::Map(_)) => Kind::Map,
                (TypeDef::Set(_), Value::Set(_)) => Kind::List,
                (TypeDef::Option(_), Value::Option { .. }) => Kind::Option,
                (TypeDef::Result(..), Value::Result { .. }) => Kind::Result,
                (TypeDef::Tuple(types), Value::Tuple(items)) if types.len() == items.len() => {
                    Kind::Tuple
                }
                (TypeDef::Record { fields, .. }, Value::Record(record))
                    if fields.len() == record.len() =>
                {
                    Kind::Record
                }
                (TypeDef::Variant { .. }, Value::Variant(_)) => Kind::Variant,
                (TypeDef::Flags { .. }, Value::Flags(_)) => Kind::Flags,
                _ => Kind::Unsupported,
            },
            _ => Kind::Unsupported,
        }
    }

    fn unwrap_bool(&self) -> bool {
        matches!(&*self.value, Value::Bool(true))
    }

    scalars! {
        unwrap_s8 i8 S8, unwrap_s16 i16 S16, unwrap_s32 i32 S32, unwrap_s64 i64 S64,
        unwrap_u8 u8 U8, unwrap_u16 u16 U16, unwrap_u32 u32 U32, unwrap_u64 u64 U64,
        unwrap_f32 f32 F32, unwrap_f64 f64 F64, unwrap_char char Char,
    }

    fn unwrap_string(&self) -> Cow<'_, str> {
        match (&self.shape(), &*self.value) {
            (Shape::Primitive(_), Value::String(text)) => Cow::Borrowed(text),
            (_, value) => Cow::Owned(value.to_string()),
        }
    }

    fn unwrap_list(&self) -> Box<dyn Iterator<Item = Cow<'_, Self>> + '_> {
        match self.shape() {
            Shape::Def(TypeDef::List(elem) | TypeDef::FixedList(elem, _) | TypeDef::Set(elem)) => {
                self.each(*elem)
            }
            _ => Box::new(std::iter::empty()),
        }
    }

    fn unwrap_record(&self) -> Box<dyn Iterator<Item = (Cow<'_, str>, Cow<'_, Self>)> + '_> {
        let Shape::Def(TypeDef::Record { shape, fields, .. }) = self.shape() else {
            return Box::new(std::iter::empty());
        };
        let names = shape.fields.iter().map(|name| Cow::Owned(kebab(name)));
        let values = fields.iter().zip(self.held());
        let values = values.map(|(ty, value)| Cow::Owned(self.part(*ty, value)));
        Box::new(names.zip(values).collect::<Vec<_>>().into_iter())
    }

    fn unwrap_tuple(&self) -> Box<dyn Iterator<Item = Cow<'_, Self>> + '_> {
        let Shape::Def(TypeDef::Tuple(types)) = self.shape() else {
            return Box::new(std::iter::empty());
        };
        let values = types.iter().zip(self.held());
        Box::new(values.map(|(ty, value)| Cow::Owned(self.part(*ty, value))))
    }

    fn unwrap_variant(&self) -> (Cow<'_, str>, Option<Cow<'_, Self>>) {
        let (
            Shape::Def(TypeDef::Variant {
                cases, payloads, ..
            }),
            Value::Variant(variant),
        ) = (self.shape(), &*self.value)
        else {
            return (Cow::Borrowed(""), None);
        };
        let tag = variant.tag() as usize;
        let name = cases
            .get(tag)
            .map_or(variant.case_name(), |case| &case.name);
        (
            Cow::Owned(kebab(name)),
            self.one(payloads.get(tag).copied().flatten()),
        )
    }

    fn unwrap_option(&self) -> Option<Cow<'_, Self>> {
        match self.shape() {
            Shape::Def(TypeDef::Option(inner)) => self.one(Some(*inner)),
            _ => None,
        }
    }

    fn unwrap_result(&self) -> Result<Option<Cow<'_, Self>>, Option<Cow<'_, Self>>> {
        let (ok, err) = match self.shape() {
            Shape::Def(TypeDef::Result(ok, err)) => (*ok, *err),
            _ => (None, None),
        };
        match &*self.value {
            Value::Result { value: Err(_), .. } => Err(self.one(err)),
            _ => Ok(self.one(ok)),
        }
    }

    fn unwrap_flags(&self) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
        let (Shape::Def(TypeDef::Flags { labels, .. }), Value::Flags(bits)) =
            (self.shape(), &*self.value)
        else {
            return Box::new(std::iter::empty());
        };
        Box::new(flags::names(labels, *bits))
    }

    fn unwrap_map(&self) -> Box<dyn Iterator<Item = (Cow<'_, Self>, Cow<'_, Self>)> + '_> {
        let Shape::Def(TypeDef::Map(key, value)) = self.shape() else {
            return Box::new(std::iter::empty());
        };
        let Cow::Borrowed(Value::Map(map)) = self.value else {
            return Box::new(std::iter::empty());
        };
        let side = |ty: Type, value| Cow::Owned(self.part(ty, Cow::Borrowed(value)));
        let entries = map.entries().iter();
        Box::new(entries.map(move |(a, b)| (side(*key, a), side(*value, b))))
    }
}
