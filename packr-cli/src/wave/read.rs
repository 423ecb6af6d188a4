//! From WAVE text to a value of a type.

use std::cell::RefCell;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use packr_core::schema::{Function, Type, TypeDef, World};
use packr_core::{Case, ParseValueErrorKind, RecordShape, ResultType, Value, ValueType};
use wasm_wave::ast::{Node, NodeType};
use wasm_wave::parser::ParserErrorKind;
use wasm_wave::untyped::UntypedValue;

use super::messages::{found, listed, syntax};
use super::{Mistake, Shape, kebab, same_name, shape, signature};
use crate::flags;

/// Reads a text as a value of that type.
pub(crate) fn read(world: &World, ty: Type, text: &str) -> Result<Value, Mistake> {
    if let Shape::Any = shape(world, ty) {
        return untyped(text);
    }
    let parsed = UntypedValue::parse(text).map_err(|error| syntax(&error, text))?;
    let reader = Reader {
        world,
        text,
        around: RefCell::default(),
    };
    let value = reader.value(ty, parsed.node())?;
    world
        .conform(ty, value)
        .map_err(|error| Mistake::new(0..text.len(), error))
}

/// Reads the arguments of a call, `(1, "x")`, as a tuple of the parameters' types.
pub(crate) fn read_arguments(
    world: &World,
    function: &Function,
    text: &str,
) -> Result<Value, Mistake> {
    let params = &function.params;
    let count = |found: usize| match found == params.len() {
        true => Ok(()),
        false => {
            let message = format!(
                "expected {} arguments, found {found}: {}",
                params.len(),
                signature(world, function)
            );
            Err(Mistake::new(0..text.len(), message))
        }
    };
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    if inner.is_some_and(|inner| inner.trim().is_empty()) {
        return count(0).map(|()| Value::UNIT);
    }
    let parsed = UntypedValue::parse(text).map_err(|error| syntax(&error, text))?;
    let Ok(nodes) = parsed.node().as_tuple() else {
        let message = "expected arguments in parentheses";
        return Err(Mistake::new(0..text.len(), message));
    };
    count(nodes.len())?;
    let reader = Reader {
        world,
        text,
        around: RefCell::default(),
    };
    let values = params.iter().zip(nodes).map(|((_, ty), node)| {
        let value = reader.value(*ty, node)?;
        world
            .conform(*ty, value)
            .map_err(|error| Mistake::new(node.span(), error))
    });
    Ok(Value::Tuple(values.collect::<Result<_, _>>()?))
}

/// Reads a value in packr's own text, which tells its types.
pub(crate) fn untyped(text: &str) -> Result<Value, Mistake> {
    let parsed: Result<Value, _> = text.parse();
    parsed.map_err(|error| {
        let start = error.offset().min(text.len());
        let message = match error.kind() {
            ParseValueErrorKind::Expected { expected, found } => {
                format!("expected {expected}, found {found}")
            }
            ParseValueErrorKind::Limit(limit) => limit.to_string(),
            _ => error.to_string(),
        };
        Mistake::new(start..start, message)
    })
}

struct Reader<'a> {
    world: &'a World,
    text: &'a str,
    /// The records and variants around the value at hand, outermost first.
    around: RefCell<Vec<Type>>,
}

impl Reader<'_> {
    fn value(&self, ty: Type, node: &Node) -> Result<Value, Mistake> {
        let def = match shape(self.world, ty) {
            Shape::Primitive(primitive) => return self.primitive(primitive, node),
            Shape::Any => return self.unknown(node),
            Shape::Def(def) => def,
        };
        let wrong = |_| self.wrong(ty, node);
        match def {
            // Metadata of version 2 calls a map a list of pairs.
            TypeDef::List(elem) if let Some(map) = self.map_of_pairs(*elem, node) => map,
            TypeDef::List(elem) | TypeDef::FixedList(elem, _) | TypeDef::Set(elem) => {
                let nodes = node.as_list().map_err(wrong)?;
                if let TypeDef::FixedList(_, length) = def
                    && nodes.len() != *length as usize
                {
                    let (length, found) = (*length, nodes.len());
                    return Err(
                        self.mistake(node, format!("expected {length} elements, found {found}"))
                    );
                }
                let items: Vec<Value> = nodes
                    .map(|item| self.value(*elem, item))
                    .collect::<Result<_, _>>()?;
                Ok(Value::list(self.world.value_type(*elem), items))
            }
            TypeDef::Map(key, value) => self
                .map(*key, *value, node)
                .unwrap_or_else(|| Err(self.wrong(ty, node))),
            TypeDef::Option(inner) => {
                let held = match node.ty() {
                    NodeType::OptionNone => None,
                    NodeType::OptionSome => node.as_option().map_err(wrong)?,
                    _ if self.is_wrapped(*inner) => return Err(self.wrong(ty, node)),
                    _ => Some(node),
                };
                let value = held.map(|held| self.value(*inner, held)).transpose()?;
                Ok(Value::Option {
                    inner_type: self.world.value_type(*inner).into(),
                    value: value.map(Box::new),
                })
            }
            TypeDef::Result(ok, err) => {
                let value = match node.ty() {
                    NodeType::ResultOk => Ok(self.payload(
                        "ok",
                        *ok,
                        node.as_result().map_err(wrong)?.unwrap_or(None),
                        node,
                    )?),
                    NodeType::ResultErr => Err(self.payload(
                        "err",
                        *err,
                        node.as_result().map_err(wrong)?.err().flatten(),
                        node,
                    )?),
                    _ => match ok {
                        Some(ok) if !self.is_wrapped(*ok) => Ok(Some(self.value(*ok, node)?)),
                        _ => return Err(self.wrong(ty, node)),
                    },
                };
                let boxed = |value: Option<Value>| Box::new(value.unwrap_or(Value::UNIT));
                let tag =
                    |ty: &Option<Type>| ty.map_or(ValueType::UNIT, |ty| self.world.value_type(ty));
                Ok(Value::Result {
                    types: ResultType {
                        ok: tag(ok),
                        err: tag(err),
                    }
                    .into(),
                    value: value.map(boxed).map_err(boxed),
                })
            }
            TypeDef::Tuple(types) => {
                let nodes = node.as_tuple().map_err(wrong)?;
                if nodes.len() != types.len() {
                    let (expected, found) = (types.len(), nodes.len());
                    return Err(
                        self.mistake(node, format!("expected {expected} items, found {found}"))
                    );
                }
                let items = types
                    .iter()
                    .zip(nodes)
                    .map(|(ty, item)| self.value(*ty, item));
                Ok(Value::Tuple(items.collect::<Result<_, _>>()?))
            }
            TypeDef::Record { shape, fields, .. } => {
                self.inside(ty, || self.record(ty, shape, fields, node))
            }
            TypeDef::Variant {
                cases, payloads, ..
            } => self.inside(ty, || self.variant(ty, cases, payloads, node)),
            TypeDef::Flags { labels, .. } => {
                let mut bits = 0u64;
                for flag in node.as_flags(self.text).map_err(wrong)? {
                    let Some(bit) = flags::bits(labels, flag) else {
                        let known = flags::known(labels);
                        return Err(Mistake::new(
                            self.place(flag),
                            format!("there is no flag `{flag}`; the flags are {known}"),
                        ));
                    };
                    bits |= bit;
                }
                Ok(Value::Flags(bits))
            }
            TypeDef::Alias { .. } | TypeDef::Any => self.unknown(node),
        }
    }

    fn primitive(&self, ty: Type, node: &Node) -> Result<Value, Mistake> {
        let wrong = |_| self.wrong(ty, node);
        Ok(match ty {
            Type::Bool => Value::Bool(node.as_bool().map_err(wrong)?),
            Type::U8 => Value::U8(self.integer(node, ty, u8::MIN, u8::MAX)?),
            Type::U16 => Value::U16(self.integer(node, ty, u16::MIN, u16::MAX)?),
            Type::U32 => Value::U32(self.integer(node, ty, u32::MIN, u32::MAX)?),
            Type::U64 => Value::U64(self.integer(node, ty, u64::MIN, u64::MAX)?),
            Type::S8 => Value::S8(self.integer(node, ty, i8::MIN, i8::MAX)?),
            Type::S16 => Value::S16(self.integer(node, ty, i16::MIN, i16::MAX)?),
            Type::S32 => Value::S32(self.integer(node, ty, i32::MIN, i32::MAX)?),
            Type::S64 => Value::S64(self.integer(node, ty, i64::MIN, i64::MAX)?),
            Type::F32 => Value::F32(self.float(node, ty, f32::is_infinite)?),
            Type::F64 => Value::F64(self.float(node, ty, f64::is_infinite)?),
            Type::Char => match node.ty() {
                NodeType::Char => Value::Char(
                    node.as_char(self.text)
                        .map_err(|error| syntax(&error, self.text))?,
                ),
                _ => return Err(self.wrong(ty, node)),
            },
            Type::String => Value::String(self.string(ty, node)?),
            Type::Def(_) => return Err(self.wrong(ty, node)),
        })
    }

    fn integer<T: FromStr + Display>(
        &self,
        node: &Node,
        ty: Type,
        min: T,
        max: T,
    ) -> Result<T, Mistake> {
        if node.ty() != NodeType::Number {
            return Err(self.wrong(ty, node));
        }
        let out_of_range = |_| {
            let name = self.world.display(ty);
            self.mistake(
                node,
                format!("expected {name}, a whole number from {min} to {max}"),
            )
        };
        node.as_number(self.text).map_err(out_of_range)
    }

    fn float<T: FromStr + Copy>(
        &self,
        node: &Node,
        ty: Type,
        is_infinite: fn(T) -> bool,
    ) -> Result<T, Mistake> {
        let number = node
            .as_number(self.text)
            .map_err(|_| self.wrong(ty, node))?;
        // Parsing makes infinity of a number beyond the type's range.
        if is_infinite(number) && !self.text[node.span()].ends_with("inf") {
            let name = self.world.display(ty);
            return Err(self.mistake(node, format!("this is beyond the range of {name}")));
        }
        Ok(number)
    }

    fn string(&self, ty: Type, node: &Node) -> Result<String, Mistake> {
        match node.ty() {
            NodeType::String | NodeType::MultilineString => {
                let text = node
                    .as_str(self.text)
                    .map_err(|error| syntax(&error, self.text))?;
                Ok(text.into_owned())
            }
            _ => Err(self.wrong(ty, node)),
        }
    }

    /// A value whose type is not told. Published packages leave out what a type is inside itself, so it is read as the
    /// innermost type around it that has such a case, or such fields.
    fn unknown(&self, node: &Node) -> Result<Value, Mistake> {
        let around = self.around.borrow().clone();
        let fits = |ty: &&Type| match shape(self.world, **ty) {
            Shape::Def(TypeDef::Variant { cases, .. }) => {
                let label = node.as_variant(self.text).ok();
                label
                    .is_some_and(|(label, _)| cases.iter().any(|case| same_name(&case.name, label)))
            }
            Shape::Def(TypeDef::Record { shape, .. }) => {
                let fields = node.as_record(self.text).ok();
                fields.is_some_and(|mut fields| {
                    fields.all(|(name, _)| shape.fields.iter().any(|field| same_name(field, name)))
                })
            }
            _ => false,
        };
        match (around.iter().rev().find(fits), around.last()) {
            (Some(ty), _) => self.value(*ty, node),
            (None, innermost) => match (node.ty(), innermost) {
                (NodeType::String | NodeType::MultilineString, _) => self.quoted(node),
                // It says best what does not fit.
                (_, Some(innermost)) => self.value(*innermost, node),
                (_, None) => Err(self.untold(node)),
            },
        }
    }

    /// A value in packr's own text, as a string.
    fn quoted(&self, node: &Node) -> Result<Value, Mistake> {
        let text = node
            .as_str(self.text)
            .map_err(|error| syntax(&error, self.text))?;
        untyped(&text).map_err(|mistake| {
            self.mistake(
                node,
                format!("in this value's own text: {}", mistake.message),
            )
        })
    }

    fn untold(&self, node: &Node) -> Mistake {
        let message = "the package does not tell what type this is: expected a string with a value in packr's own text; \
                       with `--wit PATH` there are types";
        self.mistake(node, message)
    }

    /// Reads something inside a record or a variant.
    fn inside<R>(&self, ty: Type, read: impl FnOnce() -> R) -> R {
        self.around.borrow_mut().push(ty);
        let result = read();
        self.around.borrow_mut().pop();
        result
    }

    /// A map in the place of a list of pairs.
    fn map_of_pairs(&self, elem: Type, node: &Node) -> Option<Result<Value, Mistake>> {
        match self.world.def(elem) {
            Some(TypeDef::Tuple(pair)) if pair.len() == 2 && node.as_list().is_err() => {
                self.map(pair[0], pair[1], node)
            }
            _ => None,
        }
    }

    fn map(&self, key: Type, value: Type, node: &Node) -> Option<Result<Value, Mistake>> {
        // A list of pairs is what a map is on the wire, and what metadata calls it.
        if let Ok(pairs) = node.as_list() {
            let entries: Result<Vec<_>, _> = pairs
                .map(|pair| {
                    let mut sides = pair.as_tuple().ok().filter(|sides| sides.len() == 2);
                    match sides
                        .as_mut()
                        .and_then(|sides| Some((sides.next()?, sides.next()?)))
                    {
                        Some((a, b)) => Ok((self.value(key, a)?, self.value(value, b)?)),
                        None => Err(self.mistake(pair, "expected a pair of key and value")),
                    }
                })
                .collect();
            return Some(entries.map(|entries| self.entries(key, value, entries)));
        }
        let nodes = node.as_map().ok()?;
        let entry = |(a, b): (&Node, &Node)| {
            let key = match (shape(self.world, key), &self.text[a.span()]) {
                (Shape::Primitive(Type::Bool), "true") => Value::Bool(true),
                (Shape::Primitive(Type::Bool), "false") => Value::Bool(false),
                _ => self.value(key, a)?,
            };
            Ok((key, self.value(value, b)?))
        };
        let entries: Result<Vec<_>, _> = nodes.map(entry).collect();
        Some(entries.map(|entries| self.entries(key, value, entries)))
    }

    fn entries(&self, key: Type, value: Type, entries: Vec<(Value, Value)>) -> Value {
        let pair =
            ValueType::Tuple(vec![self.world.value_type(key), self.world.value_type(value)].into());
        Value::list(
            pair,
            entries
                .into_iter()
                .map(|(key, value)| Value::Tuple(vec![key, value])),
        )
    }

    fn record(
        &self,
        ty: Type,
        shape: &RecordShape,
        types: &[Type],
        node: &Node,
    ) -> Result<Value, Mistake> {
        let fields = node
            .as_record(self.text)
            .map_err(|error| match error.kind() {
                ParserErrorKind::DuplicateField => {
                    Mistake::new(error.span(), "this field is there twice")
                }
                _ => self.wrong(ty, node),
            })?;
        let mut values: Vec<Option<Value>> = vec![None; shape.fields.len()];
        for (name, held) in fields {
            let Some(index) = shape.fields.iter().position(|field| same_name(field, name)) else {
                let known = listed(shape.fields.iter().map(|field| kebab(field)));
                let message = format!(
                    "`{}` has no field `{name}`; its fields are {known}",
                    self.world.display(ty)
                );
                return Err(Mistake::new(self.place(name), message));
            };
            if values[index]
                .replace(self.value(types[index], held)?)
                .is_some()
            {
                return Err(Mistake::new(self.place(name), "this field is there twice"));
            }
        }
        let mut fields = Vec::new();
        for ((name, ty), value) in shape.fields.iter().zip(types).zip(values) {
            let value = match (value, self::shape(self.world, *ty)) {
                (Some(value), _) => value,
                (None, Shape::Def(TypeDef::Option(inner))) => {
                    Value::none(self.world.value_type(*inner))
                }
                (None, _) => {
                    let (name, ty) = (kebab(name), self.world.display(*ty));
                    return Err(
                        self.mistake(node, format!("the field `{name}`, of {ty}, is missing"))
                    );
                }
            };
            fields.push((name.clone(), value));
        }
        Ok(Value::record(shape.name.clone(), fields))
    }

    fn variant(
        &self,
        ty: Type,
        cases: &[Case],
        payloads: &[Option<Type>],
        node: &Node,
    ) -> Result<Value, Mistake> {
        let wrong = |_| self.wrong(ty, node);
        // Words that mean something in WAVE may be cases too; `%` before them is not needed where a type decides.
        let (label, held) = match node.ty() {
            NodeType::BoolTrue | NodeType::BoolFalse | NodeType::OptionNone => {
                (&self.text[node.span()], None)
            }
            NodeType::Number if matches!(&self.text[node.span()], "inf" | "nan") => {
                (&self.text[node.span()], None)
            }
            NodeType::OptionSome => ("some", node.as_option().map_err(wrong)?),
            NodeType::ResultOk => ("ok", node.as_result().map_err(wrong)?.unwrap_or(None)),
            NodeType::ResultErr => ("err", node.as_result().map_err(wrong)?.err().flatten()),
            _ => node.as_variant(self.text).map_err(wrong)?,
        };
        let Some(tag) = cases.iter().position(|case| same_name(&case.name, label)) else {
            let known = listed(cases.iter().map(|case| kebab(&case.name)));
            let span = node.span().start..node.span().start + label.len();
            let name = self.world.display(ty);
            return Err(Mistake::new(
                span,
                format!("`{name}` has no case `{label}`; its cases are {known}"),
            ));
        };
        let case = &cases[tag];
        let value = self.payload(label, payloads.get(tag).copied().flatten(), held, node)?;
        Ok(Value::variant(
            case.type_name.clone(),
            case.name.clone(),
            case.tag,
            value,
        ))
    }

    fn payload(
        &self,
        label: &str,
        ty: Option<Type>,
        held: Option<&Node>,
        node: &Node,
    ) -> Result<Option<Value>, Mistake> {
        match (ty, held) {
            (Some(ty), Some(held)) => self.value(ty, held).map(Some),
            (None, None) => Ok(None),
            (Some(ty), None) => {
                let ty = self.world.display(ty);
                Err(self.mistake(node, format!("expected `{label}(..)` with a value of {ty}")))
            }
            (None, Some(held)) => Err(self.mistake(held, format!("`{label}` holds nothing"))),
        }
    }

    /// Whether `some` and `ok` may not be left out before a value of this type.
    fn is_wrapped(&self, ty: Type) -> bool {
        matches!(
            shape(self.world, ty),
            Shape::Def(TypeDef::Option(_) | TypeDef::Result(..)) | Shape::Any
        )
    }

    fn wrong(&self, ty: Type, node: &Node) -> Mistake {
        let expected = match shape(self.world, ty) {
            Shape::Def(TypeDef::Variant { cases, .. }) => {
                let cases = listed(cases.iter().map(|case| kebab(&case.name)));
                format!("{}, one of {cases}", self.world.display(ty))
            }
            Shape::Def(TypeDef::Record { shape, .. }) => {
                let fields: Vec<_> = shape
                    .fields
                    .iter()
                    .map(|field| format!("{}: ..", kebab(field)))
                    .collect();
                format!("{}, {{{}}}", self.world.display(ty), fields.join(", "))
            }
            Shape::Def(TypeDef::Flags { .. }) => {
                format!("{}, {{flag, ..}}", self.world.display(ty))
            }
            _ => self.world.display(ty).to_string(),
        };
        self.mistake(
            node,
            format!("expected {expected}, found {}", found(node.ty())),
        )
    }

    fn mistake(&self, node: &Node, message: impl Display) -> Mistake {
        Mistake::new(node.span(), message)
    }

    /// Where a part of the text stands in it.
    fn place(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }
}
