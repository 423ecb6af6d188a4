//! Checking values against WIT types, and bringing them into the form that typed code gives them.

use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::order::compare;
use super::{Function, Type, TypeDef, World, shared};
use crate::codec::{CodecError, CodecErrorKind, Limit, Limits, Step, flags_of};
use crate::convert::{doubled_key, no_payload_value, param_tuple, variant_parts};
use crate::value::{
    Case, List, Record, RecordShape, ResultType, Shared, Value, ValueType, Variant, for_each_packed,
};

impl World {
    /// Checks a value against a type, and returns it in the form that typed code gives it: names, the order
    /// of fields and map entries, and the types that are written down.
    ///
    /// As tolerant as reading a value as a generated type: names may differ in case, hyphens and
    /// underscores, fields and map entries may come in any order, and type names are not compared.
    ///
    /// # Errors
    ///
    /// When the value is not of that type: the path inside it, what was expected, what was there.
    pub fn conform(&self, ty: Type, value: Value) -> Result<Value, CodecError> {
        let depth = Limits::DEFAULT.max_depth;
        Checker { world: self, depth }.value(ty, value)
    }

    /// Checks the parameters of a call: a tuple of them, or a single one without the tuple. The path of an
    /// error starts with the parameter's name. Returns the tuple.
    ///
    /// # Errors
    ///
    /// As [`conform`](Self::conform), and for another number of parameters.
    pub fn conform_args(&self, function: &Function, args: Value) -> Result<Value, CodecError> {
        let params = &function.params;
        let args = match &**params {
            [(_, ty)] => param_tuple(args, self.singles(*ty)),
            _ => args,
        };
        let items = match args {
            Value::Tuple(items) => items,
            other => return Err(CodecError::expected("a tuple of parameters", &other)),
        };
        if items.len() != params.len() {
            return Err(CodecError::count("parameters", params.len(), items.len()));
        }
        let depth = Limits::DEFAULT.max_depth - 1;
        let checked = params.iter().zip(items).map(|((name, ty), value)| {
            let checker = Checker { world: self, depth };
            let checked = checker.value(*ty, value);
            checked.map_err(|error| error.at(Step::Field(name.clone())))
        });
        checked.collect::<Result<_, _>>().map(Value::Tuple)
    }

    /// Checks the result of a call; the empty tuple for a function without one.
    ///
    /// # Errors
    ///
    /// As [`conform`](Self::conform).
    pub fn conform_result(&self, function: &Function, value: Value) -> Result<Value, CodecError> {
        match function.result {
            Some(ty) => self.conform(ty, value),
            None if value == Value::UNIT => Ok(value),
            None => Err(CodecError::expected("no result, an empty tuple", &value)),
        }
    }

    /// How many tuples of one item are around everything else in a type.
    fn singles(&self, mut ty: Type) -> usize {
        let mut count = 0;
        for _ in 0..=self.types.len() {
            ty = match self.def(ty) {
                Some(TypeDef::Tuple(items)) if items.len() == 1 => {
                    count += 1;
                    items[0]
                }
                Some(TypeDef::Alias { ty, .. }) => *ty,
                _ => break,
            };
        }
        count
    }
}

/// A world, and how many more levels a value may have.
#[derive(Clone, Copy)]
struct Checker<'a> {
    world: &'a World,
    depth: usize,
}

macro_rules! packed {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        /// Whether a list is packed, with elements of that type: there is nothing to check then.
        fn is_packed_as(list: &List, elem: Type) -> bool {
            packed!(@match list elem Bool U8 U16 U32 U64 S8 S16 S32 S64 F32 F64 Char)
        }
    };
    (@match $list:ident $elem:ident $($kind:ident)*) => {
        matches!(($list, $elem), $((List::$kind(_), Type::$kind))|*)
    };
}
for_each_packed!(packed);

impl Checker<'_> {
    /// Goes one level down.
    fn inside(
        self,
        ty: Type,
        value: Value,
        step: impl FnOnce() -> Step,
    ) -> Result<Value, CodecError> {
        let depth = self.depth - 1;
        if depth == 0 {
            let max = Limits::DEFAULT.max_depth;
            return Err(CodecError::limit(Limit::Depth { max }).at(step()));
        }
        let checker = Checker { depth, ..self };
        checker.value(ty, value).map_err(|error| error.at(step()))
    }

    fn value(self, ty: Type, value: Value) -> Result<Value, CodecError> {
        match (ty, &value) {
            (Type::Bool, Value::Bool(_))
            | (Type::U8, Value::U8(_))
            | (Type::U16, Value::U16(_))
            | (Type::U32, Value::U32(_))
            | (Type::U64, Value::U64(_))
            | (Type::S8, Value::S8(_))
            | (Type::S16, Value::S16(_))
            | (Type::S32, Value::S32(_))
            | (Type::S64, Value::S64(_))
            | (Type::F32, Value::F32(_))
            | (Type::F64, Value::F64(_))
            | (Type::Char, Value::Char(_))
            | (Type::String, Value::String(_)) => Ok(value),
            (Type::Def(index), _) => self.def(index, value),
            _ => Err(self.expected(ty, &value)),
        }
    }

    #[cold]
    fn expected(&self, ty: Type, value: &Value) -> CodecError {
        CodecError::expected(self.world.display(ty).to_string(), value)
    }

    fn def(self, index: u32, value: Value) -> Result<Value, CodecError> {
        let mut def = self.world.def(Type::Def(index));
        for _ in 0..self.world.types.len() {
            match def {
                Some(TypeDef::Alias {
                    ty: Type::Def(inner),
                    ..
                }) => {
                    def = self.world.def(Type::Def(*inner));
                }
                Some(TypeDef::Alias { ty, .. }) => return self.value(*ty, value),
                _ => break,
            }
        }
        match (def, value) {
            (Some(TypeDef::List(elem)), Value::List(list)) => self.list(*elem, list),
            (Some(TypeDef::FixedList(elem, len)), Value::List(list)) => {
                if list.len() != *len as usize {
                    return Err(CodecError::count("a list", *len as usize, list.len()));
                }
                self.list(*elem, list)
            }
            (Some(TypeDef::Map(key, item)), Value::List(list)) => self.map(*key, *item, list),
            (Some(TypeDef::Option(inner)), Value::Option { value, .. }) => {
                self.option(*inner, value)
            }
            (Some(TypeDef::Result(ok, err)), Value::Result { value, .. }) => {
                self.result(*ok, *err, value)
            }
            (Some(TypeDef::Tuple(types)), Value::Tuple(items)) => self.tuple(types, items),
            (Some(TypeDef::Record { shape, fields, .. }), Value::Record(record)) => {
                self.record(shape, fields, record)
            }
            (
                Some(TypeDef::Variant {
                    cases, payloads, ..
                }),
                value @ Value::Variant(_),
            ) => self.variant(cases, payloads, value),
            (Some(TypeDef::Flags { labels, .. }), Value::Flags(bits)) => {
                let mask = u64::MAX.checked_shr(64 - labels.len().min(64) as u32);
                flags_of(bits, mask.unwrap_or(0)).map(Value::Flags)
            }
            (None | Some(TypeDef::Alias { .. }), _) => {
                Err(CodecError::new(CodecErrorKind::BadSchema { index }))
            }
            (Some(_), value) => Err(self.expected(Type::Def(index), &value)),
        }
    }

    fn list(self, elem: Type, list: List) -> Result<Value, CodecError> {
        if is_packed_as(&list, elem) {
            return Ok(Value::List(list));
        }
        let items = list.into_values().into_iter().enumerate();
        let items = items.map(|(i, item)| self.inside(elem, item, || Step::Index(i)));
        let items = items.collect::<Result<_, _>>()?;
        let elem_type = shared(self.world.value_type(elem));
        Ok(Value::List(List::new(elem_type, items)))
    }

    fn map(self, key: Type, value: Type, list: List) -> Result<Value, CodecError> {
        let mut entries = Vec::with_capacity(list.len());
        for (i, entry) in list.into_values().into_iter().enumerate() {
            let entry = self.entry(key, value, entry);
            entries.push((i, entry.map_err(|error| error.at(Step::Index(i)))?));
        }
        // Stable, so that of two equal keys the later one is reported.
        entries.sort_by(|(_, [a, _]), (_, [b, _])| compare(a, b));
        for pair in entries.windows(2) {
            let [(_, [a, _]), (i, [b, _])] = pair else {
                continue;
            };
            if a == b {
                return Err(doubled_key(b, *i));
            }
        }
        let fuel = self.world.types.len() + 1;
        let items = entries
            .into_iter()
            .map(|(_, entry)| Value::Tuple(entry.into()));
        Ok(Value::List(List::Values {
            elem_type: self.world.pair_tag(key, value, fuel).into(),
            items: items.collect(),
        }))
    }

    fn entry(mut self, key: Type, value: Type, entry: Value) -> Result<[Value; 2], CodecError> {
        self.depth -= 1;
        if self.depth == 0 {
            let max = Limits::DEFAULT.max_depth;
            return Err(CodecError::limit(Limit::Depth { max }));
        }
        let items = match entry {
            Value::Tuple(items) => items,
            other => return Err(CodecError::expected("tuple", &other)),
        };
        let [a, b] = <[Value; 2]>::try_from(items)
            .map_err(|items| CodecError::count("a tuple", 2, items.len()))?;
        Ok([
            self.inside(key, a, || Step::Key)?,
            self.inside(value, b, || Step::Value)?,
        ])
    }

    fn option(self, inner: Type, value: Option<Box<Value>>) -> Result<Value, CodecError> {
        let value = match value {
            Some(value) => Some(Box::new(self.inside(inner, *value, || Step::Some)?)),
            None => None,
        };
        let inner_type = shared(self.world.value_type(inner));
        Ok(Value::Option { inner_type, value })
    }

    fn result(
        self,
        ok: Option<Type>,
        err: Option<Type>,
        value: Result<Box<Value>, Box<Value>>,
    ) -> Result<Value, CodecError> {
        let side = |ty: Option<Type>, value: Value, step: Step| match ty {
            Some(ty) => self.inside(ty, value, || step).map(Box::new),
            None if value == Value::UNIT => Ok(Box::new(value)),
            None => Err(CodecError::expected("an empty tuple", &value).at(step)),
        };
        let value = match value {
            Ok(value) => Ok(side(ok, *value, Step::Ok)?),
            Err(value) => Err(side(err, *value, Step::Err)?),
        };
        let tag = |ty: Option<Type>| ty.map_or(ValueType::UNIT, |ty| self.world.value_type(ty));
        let types = ResultType {
            ok: tag(ok),
            err: tag(err),
        };
        Ok(Value::Result {
            types: types.into(),
            value,
        })
    }

    fn tuple(self, types: &[Type], items: Vec<Value>) -> Result<Value, CodecError> {
        if items.len() != types.len() {
            return Err(CodecError::count("a tuple", types.len(), items.len()));
        }
        let items = types.iter().zip(items).enumerate();
        items
            .map(|(i, (ty, item))| self.inside(*ty, item, || Step::Index(i)))
            .collect::<Result<_, _>>()
            .map(Value::Tuple)
    }

    fn record(
        self,
        shape: &Shared<RecordShape>,
        types: &[Type],
        record: Record,
    ) -> Result<Value, CodecError> {
        let found = record.shape().clone();
        let mut values: Vec<Option<Value>> = Vec::new();
        values.resize(shape.fields.len(), None);
        for (name, value) in found.fields.iter().zip(record.into_values()) {
            let Some(i) = shape.position(name) else {
                return Err(CodecError::unknown_field(shape, name));
            };
            if values[i].replace(value).is_some() {
                return Err(CodecError::doubled_field(shape, i));
            }
        }
        let mut checked = Vec::with_capacity(values.len());
        for (i, (value, ty)) in values.into_iter().zip(types).enumerate() {
            let value = value.ok_or_else(|| CodecError::missing_field(shape, i))?;
            let step = || Step::Field(shape.fields[i].clone());
            checked.push(self.inside(*ty, value, step)?);
        }
        Ok(Value::Record(Record::new(shape.clone(), checked)))
    }

    fn variant(
        self,
        cases: &Shared<[Case]>,
        payloads: &[Option<Type>],
        value: Value,
    ) -> Result<Value, CodecError> {
        let (tag, payload) = variant_parts(value, cases)?;
        let case = &cases[tag];
        let payload = match payloads.get(tag).copied().flatten() {
            Some(ty) => {
                let value = payload.ok_or_else(|| CodecError::payload(case, 1, 0))?;
                Some(self.inside(ty, value, || Step::Case(case.name.clone()))?)
            }
            None => {
                no_payload_value(payload, case)?;
                None
            }
        };
        let case = match cases.item(tag) {
            Some(case) => case,
            None => Shared::from(case.clone()),
        };
        Ok(Value::Variant(Variant::new(
            case,
            crate::value::one(payload),
        )))
    }
}
