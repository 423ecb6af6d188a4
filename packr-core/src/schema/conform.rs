//! Checking values against WIT types, and bringing them into the form that typed code gives them.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::order::compare;
use super::{Function, Type, TypeDef, World, shared};
use crate::codec::stack::with_room;
use crate::codec::{CodecError, CodecErrorKind, Limit, Limits, Step, flags_of};
use crate::convert::{case_index, doubled_element, doubled_key, param_tuple};
use crate::value::{
    Case, List, Map, MapType, Record, RecordShape, ResultType, Set, Shared, Value, ValueType,
    Variant, for_each_packed,
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
        self.conform_with(ty, value, &Limits::DEFAULT)
    }

    /// The same for values of another depth: of the limits, `max_depth` counts.
    ///
    /// # Errors
    ///
    /// As [`conform`](Self::conform).
    pub fn conform_with(
        &self,
        ty: Type,
        value: Value,
        limits: &Limits,
    ) -> Result<Value, CodecError> {
        let mut value = value;
        self.checker(limits).value(ty, &mut value)?;
        Ok(value)
    }

    /// Checks the parameters of a call: a tuple of them, or a single one without the tuple. The path of an
    /// error starts with the parameter's name. Returns the tuple.
    ///
    /// # Errors
    ///
    /// As [`conform`](Self::conform), and for another number of parameters.
    pub fn conform_args(&self, function: &Function, args: Value) -> Result<Value, CodecError> {
        self.conform_args_with(function, args, &Limits::DEFAULT)
    }

    pub(crate) fn conform_args_with(
        &self,
        function: &Function,
        args: Value,
        limits: &Limits,
    ) -> Result<Value, CodecError> {
        let params = &function.params;
        let args = match &**params {
            [(_, ty)] => param_tuple(args, self.singles(*ty)),
            _ => args,
        };
        let mut items = match args {
            Value::Tuple(items) => items,
            other => return Err(CodecError::expected("a tuple of parameters", &other)),
        };
        if items.len() != params.len() {
            return Err(CodecError::count("parameters", params.len(), items.len()));
        }
        for ((name, ty), value) in params.iter().zip(&mut items) {
            let step = || Step::Field(name.clone());
            self.checker(limits).inside(*ty, value, step)?;
        }
        Ok(Value::Tuple(items))
    }

    /// Checks the result of a call; the empty tuple for a function without one.
    ///
    /// # Errors
    ///
    /// As [`conform`](Self::conform).
    pub fn conform_result(&self, function: &Function, value: Value) -> Result<Value, CodecError> {
        self.conform_result_with(function, value, &Limits::DEFAULT)
    }

    pub(crate) fn conform_result_with(
        &self,
        function: &Function,
        value: Value,
        limits: &Limits,
    ) -> Result<Value, CodecError> {
        match function.result {
            Some(ty) => self.conform_with(ty, value, limits),
            None if value == Value::UNIT => Ok(value),
            None => Err(CodecError::expected("no result, an empty tuple", &value)),
        }
    }

    fn checker(&self, limits: &Limits) -> Checker<'_> {
        Checker {
            world: self,
            depth: limits.max_depth,
            max_depth: limits.max_depth,
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
    max_depth: usize,
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

impl<'a> Checker<'a> {
    /// Goes one level down.
    fn inside(
        self,
        ty: Type,
        value: &mut Value,
        step: impl FnOnce() -> Step,
    ) -> Result<(), CodecError> {
        let checked = self
            .deeper()
            .and_then(|inner| with_room(|| inner.value(ty, value)));
        match checked {
            Ok(()) => Ok(()),
            Err(error) => Err(error.at(step())),
        }
    }

    fn deeper(self) -> Result<Self, CodecError> {
        match self.depth.saturating_sub(1) {
            0 => Err(CodecError::limit(Limit::Depth {
                max: self.max_depth,
            })),
            depth => Ok(Self { depth, ..self }),
        }
    }

    /// Checks a value, and changes it where it is not in its final form.
    fn value(self, ty: Type, value: &mut Value) -> Result<(), CodecError> {
        match (ty, &*value) {
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
            | (Type::String, Value::String(_)) => Ok(()),
            (Type::Def(index), _) => self.def(ty, self.resolve(index)?, value),
            _ => Err(self.expected(ty, value)),
        }
    }

    #[cold]
    fn expected(&self, ty: Type, value: &Value) -> CodecError {
        CodecError::expected(self.world.display(ty).to_string(), value)
    }

    /// The definition of a type behind its aliases; `Err` in it for a primitive type.
    fn resolve(&self, index: u32) -> Result<Result<&'a TypeDef, Type>, CodecError> {
        match self.world.behind_aliases(Type::Def(index)) {
            Some(ty) => Ok(self.world.def(ty).ok_or(ty)),
            None => Err(CodecError::new(CodecErrorKind::BadSchema { index })),
        }
    }

    fn def(
        self,
        ty: Type,
        def: Result<&'a TypeDef, Type>,
        value: &mut Value,
    ) -> Result<(), CodecError> {
        let def = match def {
            Ok(def) => def,
            Err(primitive) => return self.value(primitive, value),
        };
        match (def, value) {
            (TypeDef::Any, _) => Ok(()),
            (TypeDef::Map(key, item), value) => self.map(ty, (*key, *item), value),
            (TypeDef::Set(elem), value) => self.set(ty, *elem, value),
            (TypeDef::List(elem), Value::List(list)) => self.list(*elem, list),
            (TypeDef::FixedList(elem, len), Value::List(list)) => {
                self.list(*elem, list)?;
                match *len as usize == list.len() {
                    true => Ok(()),
                    false => Err(CodecError::count(
                        "items in the list",
                        *len as usize,
                        list.len(),
                    )),
                }
            }
            (TypeDef::Option(inner), Value::Option { inner_type, value }) => {
                if !matches!(self.world.def(*inner), Some(TypeDef::Any)) {
                    *inner_type = shared(self.world.value_type(*inner));
                }
                match value {
                    Some(value) => self.inside(*inner, value, || Step::Some),
                    None => Ok(()),
                }
            }
            (TypeDef::Result(ok, err), Value::Result { types, value }) => {
                *types = self.result_type(*ok, *err);
                match value {
                    Ok(value) => self.side(*ok, value, Step::Ok),
                    Err(value) => self.side(*err, value, Step::Err),
                }
            }
            (TypeDef::Tuple(types), Value::Tuple(items)) => {
                if items.len() != types.len() {
                    return Err(CodecError::count(
                        "items in the tuple",
                        types.len(),
                        items.len(),
                    ));
                }
                self.items(types, items)
            }
            (TypeDef::Record { shape, fields, .. }, Value::Record(record)) => {
                self.record(shape, fields, record)
            }
            (
                TypeDef::Variant {
                    cases, payloads, ..
                },
                Value::Variant(variant),
            ) => self.variant(cases, payloads, variant),
            // Metadata does not name the flags.
            (TypeDef::Flags { labels, .. }, Value::Flags(_)) if labels.is_empty() => Ok(()),
            (TypeDef::Flags { labels, .. }, Value::Flags(bits)) => {
                let mask = u64::MAX.checked_shr(64 - labels.len().min(64) as u32);
                flags_of(*bits, mask.unwrap_or(0)).map(drop)
            }
            (_, value) => Err(self.expected(ty, value)),
        }
    }

    fn list(self, elem: Type, list: &mut List) -> Result<(), CodecError> {
        if is_packed_as(list, elem) || matches!(self.world.def(elem), Some(TypeDef::Any)) {
            return Ok(());
        }
        let mut items = core::mem::replace(list, List::Bool(Vec::new())).into_values();
        for (i, item) in items.iter_mut().enumerate() {
            self.inside(elem, item, || Step::Index(i))?;
        }
        *list = List::new(shared(self.world.value_type(elem)), items);
        Ok(())
    }

    /// A map, or a list of pairs.
    fn map(self, ty: Type, (key, item): (Type, Type), value: &mut Value) -> Result<(), CodecError> {
        let written = match value {
            Value::Map(map) => Some(map.types().clone()),
            _ => None,
        };
        let given = match take(value) {
            Value::Map(map) => map.into_entries().into_iter().map(Ok).collect(),
            Value::List(list) => pairs(list),
            other => return Err(self.expected(ty, &other)),
        };
        let mut entries = Vec::with_capacity(given.len());
        for (i, entry) in given.into_iter().enumerate() {
            let entry = entry.and_then(|(mut a, mut b)| {
                self.inside(key, &mut a, || Step::Key)?;
                self.inside(item, &mut b, || Step::Value)?;
                Ok((a, b))
            });
            entries.push((i, entry.map_err(|error| error.at(Step::Index(i)))?));
        }
        // Stable, so that of two equal keys the later one is reported.
        entries.sort_by(|(_, (a, _)), (_, (b, _))| compare(a, b));
        for pair in entries.windows(2) {
            if compare(&pair[0].1.0, &pair[1].1.0).is_eq() {
                return Err(doubled_key(&pair[1].1.0, pair[1].0));
            }
        }
        let types = MapType {
            key: self.tag(key, written.as_ref().map(|types| &types.key)),
            value: self.tag(item, written.as_ref().map(|types| &types.value)),
        };
        let entries: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
        *value = Value::Map(Map::new(types, entries));
        Ok(())
    }

    /// A set, or a list.
    fn set(self, ty: Type, elem: Type, value: &mut Value) -> Result<(), CodecError> {
        let written = match value {
            Value::Set(set) => Some(set.elem_type().clone()),
            _ => None,
        };
        let items = match take(value) {
            Value::Set(set) => set.into_items(),
            Value::List(list) => list.into_values(),
            other => return Err(self.expected(ty, &other)),
        };
        let mut items: Vec<_> = items.into_iter().enumerate().collect();
        for (i, item) in &mut items {
            self.inside(elem, item, || Step::Index(*i))?;
        }
        items.sort_by(|(_, a), (_, b)| compare(a, b));
        for pair in items.windows(2) {
            if compare(&pair[0].1, &pair[1].1).is_eq() {
                return Err(doubled_element(&pair[1].1, pair[1].0));
            }
        }
        let items: Vec<_> = items.into_iter().map(|(_, item)| item).collect();
        let elem_type = shared(self.tag(elem, written.as_deref()));
        *value = Value::Set(Set::new(elem_type, items));
        Ok(())
    }

    /// The type tag of a type; what is written down already where nothing is known about it.
    fn tag(&self, ty: Type, written: Option<&ValueType>) -> ValueType {
        match (self.world.def(ty), written) {
            (Some(TypeDef::Any), Some(written)) => written.clone(),
            _ => self.world.value_type(ty),
        }
    }

    fn result_type(&self, ok: Option<Type>, err: Option<Type>) -> Shared<ResultType> {
        let tag = |ty: Option<Type>| ty.map_or(ValueType::UNIT, |ty| self.world.value_type(ty));
        let (ok, err) = (tag(ok), tag(err));
        ResultType { ok, err }.into()
    }

    fn side(self, ty: Option<Type>, value: &mut Value, step: Step) -> Result<(), CodecError> {
        match ty {
            Some(ty) => self.inside(ty, value, || step),
            None if *value == Value::UNIT => Ok(()),
            None => Err(CodecError::expected("an empty tuple", value).at(step)),
        }
    }

    fn items(self, types: &[Type], items: &mut [Value]) -> Result<(), CodecError> {
        for (i, (ty, item)) in types.iter().zip(items).enumerate() {
            self.inside(*ty, item, || Step::Index(i))?;
        }
        Ok(())
    }

    fn record(
        self,
        shape: &Shared<RecordShape>,
        types: &[Type],
        record: &mut Record,
    ) -> Result<(), CodecError> {
        if record.shape().fields != shape.fields {
            reorder(shape, record)?;
        }
        for (i, (ty, value)) in types.iter().zip(record.reshape(shape)).enumerate() {
            self.inside(*ty, value, || Step::Field(shape.fields[i].clone()))?;
        }
        Ok(())
    }

    fn variant(
        self,
        cases: &Shared<[Case]>,
        payloads: &[Option<Type>],
        variant: &mut Variant,
    ) -> Result<(), CodecError> {
        let tag = case_index(variant, cases)?;
        let case = &cases[tag];
        let ty = payloads.get(tag).copied().flatten();
        let expected = usize::from(ty.is_some());
        let found = variant.payloads().len();
        if found != expected {
            return Err(CodecError::payload(case, expected, found));
        }
        let held = match cases.item(tag) {
            Some(shared) => variant.recase(shared),
            None => variant.recase(case.clone().into()),
        };
        match (ty, held) {
            (Some(ty), [value]) => self.inside(ty, value, || Step::Case(case.name.clone())),
            _ => Ok(()),
        }
    }
}

/// The value, in whose place an empty tuple is left.
fn take(value: &mut Value) -> Value {
    core::mem::replace(value, Value::UNIT)
}

/// The entries of a map that is written as a list. What is wrong is told where it is, so that the first mistake is the one that is told.
fn pairs(list: List) -> Vec<Result<(Value, Value), CodecError>> {
    let pair = |entry| match entry {
        Value::Tuple(items) => match <[Value; 2]>::try_from(items) {
            Ok([key, value]) => Ok((key, value)),
            Err(items) => Err(CodecError::count("items in the tuple", 2, items.len())),
        },
        other => Err(CodecError::expected("tuple", &other)),
    };
    list.into_values().into_iter().map(pair).collect()
}

/// Puts a record's fields into the order of `shape`.
fn reorder(shape: &Shared<RecordShape>, record: &mut Record) -> Result<(), CodecError> {
    static NOTHING: RecordShape = RecordShape::fixed("", &[]);
    let mut values: Vec<Option<Value>> = Vec::new();
    values.resize(shape.fields.len(), None);
    let found = core::mem::replace(record, Record::fixed(&NOTHING, []));
    let names = found.shape().clone();
    for (name, value) in names.fields.iter().zip(found.into_values()) {
        let Some(i) = shape.position(name) else {
            return Err(CodecError::unknown_field(shape, name));
        };
        if values[i].replace(value).is_some() {
            return Err(CodecError::doubled_field(shape, i));
        }
    }
    let mut ordered = Vec::with_capacity(values.len());
    for (i, value) in values.into_iter().enumerate() {
        ordered.push(value.ok_or_else(|| CodecError::missing_field(shape, i))?);
    }
    *record = Record::new(shape.clone(), ordered);
    Ok(())
}
