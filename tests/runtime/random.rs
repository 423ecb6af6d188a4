//! Random values of a WIT type, made from bytes: fewer and smaller bytes give smaller values, so that failures shrink.

use packr::schema::{Type, TypeDef, World};
use packr::{List, Record, ResultType, Shared, Value, Variant};

/// A value of `ty` in canonical form.
pub(crate) fn value(world: &World, ty: Type, bytes: &[u8]) -> Value {
    Source {
        world,
        bytes: bytes.iter().copied().cycle().take(bytes.len() * 2),
    }
    .value(ty, 4)
}

struct Source<'a, I> {
    world: &'a World,
    bytes: I,
}

impl<I: Iterator<Item = u8>> Source<'_, I> {
    /// Zero when all bytes are used up, which every choice takes as its simplest.
    fn byte(&mut self) -> u8 {
        self.bytes.next().unwrap_or(0)
    }

    fn word(&mut self) -> u64 {
        // Short numbers, long ones, and the ends of the ranges.
        match self.byte() % 4 {
            0 => u64::from(self.byte()),
            1 => u64::MAX,
            2 => 1 << (self.byte() % 64),
            _ => u64::from_le_bytes(std::array::from_fn(|_| self.byte())),
        }
    }

    fn char(&mut self) -> char {
        match self.byte() % 4 {
            0 => char::from(self.byte() % 128),
            1 => '\u{10ffff}',
            _ => char::from_u32(self.word() as u32 % 0x1_0000).unwrap_or('é'),
        }
    }

    fn length(&mut self, depth: u32) -> usize {
        if depth == 0 {
            0
        } else {
            usize::from(self.byte() % 4)
        }
    }

    fn value(&mut self, ty: Type, depth: u32) -> Value {
        match ty {
            Type::Bool => Value::Bool(self.byte() % 2 == 1),
            Type::U8 => Value::U8(self.word() as u8),
            Type::U16 => Value::U16(self.word() as u16),
            Type::U32 => Value::U32(self.word() as u32),
            Type::U64 => Value::U64(self.word()),
            Type::S8 => Value::S8(self.word() as i8),
            Type::S16 => Value::S16(self.word() as i16),
            Type::S32 => Value::S32(self.word() as i32),
            Type::S64 => Value::S64(self.word() as i64),
            Type::F32 => Value::F32(f32::from_bits(self.word() as u32)),
            Type::F64 => Value::F64(f64::from_bits(self.word())),
            Type::Char => Value::Char(self.char()),
            Type::String => {
                let length = self.byte() % 6;
                Value::String((0..length).map(|_| self.char()).collect())
            }
            Type::Def(_) => {
                let world = self.world;
                self.defined(ty, world.def(ty).unwrap(), depth)
            }
        }
    }

    fn list(&mut self, ty: Type, length: usize, depth: u32) -> Value {
        let items = (0..length).map(|_| self.value(ty, depth)).collect();
        Value::List(List::new(self.world.value_type(ty), items))
    }

    fn side(&mut self, ty: Option<Type>, depth: u32) -> Box<Value> {
        Box::new(ty.map_or(Value::Tuple(vec![]), |ty| self.value(ty, depth)))
    }

    fn defined(&mut self, ty: Type, def: &TypeDef, depth: u32) -> Value {
        let inner = depth.saturating_sub(1);
        match def {
            TypeDef::List(elem) => {
                let length = self.length(depth);
                self.list(*elem, length, inner)
            }
            TypeDef::FixedList(elem, length) => self.list(*elem, *length as usize, inner),
            TypeDef::Map(key, value) => self.map(*key, *value, depth),
            TypeDef::Option(some) => {
                let value = depth > 0 && self.byte() % 2 == 1;
                Value::Option {
                    inner_type: self.world.value_type(*some).into(),
                    value: value.then(|| Box::new(self.value(*some, inner))),
                }
            }
            TypeDef::Result(ok, err) => {
                let tag = |ty: &Option<Type>| match ty {
                    Some(ty) => self.world.value_type(*ty),
                    None => packr::ValueType::Tuple((&[]).into()),
                };
                let types = Shared::from(ResultType {
                    ok: tag(ok),
                    err: tag(err),
                });
                // At the end of the depth, the side that does not contain the type again.
                let is_ok = if depth == 0 {
                    ok.is_none_or(|ok| self.ends(ok))
                } else {
                    self.byte().is_multiple_of(2)
                };
                let value = if is_ok {
                    Ok(self.side(*ok, inner))
                } else {
                    Err(self.side(*err, inner))
                };
                Value::Result { types, value }
            }
            TypeDef::Tuple(types) => {
                Value::Tuple(types.iter().map(|ty| self.value(*ty, inner)).collect())
            }
            TypeDef::Record { shape, fields, .. } => {
                let values: Vec<Value> = fields.iter().map(|ty| self.value(*ty, inner)).collect();
                Value::Record(Record::new(shape.clone(), values))
            }
            TypeDef::Variant {
                cases, payloads, ..
            } => {
                let wanted = usize::from(self.byte()) % cases.len();
                let ends =
                    |index: &usize| payloads[*index].is_none_or(|payload| self.ends(payload));
                let tag = if depth > 0 {
                    wanted
                } else {
                    (0..cases.len()).find(ends).unwrap_or(0)
                };
                let payload: Vec<Value> = payloads[tag]
                    .iter()
                    .map(|ty| self.value(*ty, inner))
                    .collect();
                Value::Variant(Variant::new(cases.item(tag).unwrap(), payload))
            }
            TypeDef::Flags { labels, .. } => {
                let mask = u64::MAX >> (64 - labels.len());
                Value::Flags(self.word() & mask)
            }
            TypeDef::Alias { ty: aliased, .. } => {
                assert_ne!(*aliased, ty);
                self.value(*aliased, depth)
            }
            TypeDef::Set(_) | TypeDef::Any => panic!("no WIT has such a type"),
        }
    }

    fn map(&mut self, key: Type, value: Type, depth: u32) -> Value {
        let inner = depth.saturating_sub(1);
        let mut entries: Vec<(Value, Value)> = Vec::new();
        for _ in 0..self.length(depth) {
            let key = self.value(key, inner);
            if entries.iter().all(|(known, _)| *known != key) {
                entries.push((key, self.value(value, inner)));
            }
        }
        entries.sort_by(|(a, _), (b, _)| order(a, b));
        let (key, value) = (self.world.value_type(key), self.world.value_type(value));
        Value::map(key, value, entries)
    }

    /// Whether a type has a value that is no deeper than a few steps, whatever the depth left.
    fn ends(&self, ty: Type) -> bool {
        match self.world.def(ty) {
            Some(TypeDef::Variant { .. } | TypeDef::Record { .. } | TypeDef::Tuple(_)) => false,
            Some(TypeDef::FixedList(elem, _)) => self.ends(*elem),
            _ => true,
        }
    }
}

fn order(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Char(a), Value::Char(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::U32(a), Value::U32(b)) => a.cmp(b),
        (Value::U64(a), Value::U64(b)) => a.cmp(b),
        (Value::S8(a), Value::S8(b)) => a.cmp(b),
        other => panic!("no keys of a map: {other:?}"),
    }
}
