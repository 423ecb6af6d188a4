//! Metadata out of a value. Fields are found by name, and types by their tag, whatever the case is called.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{InterfaceHash, Metadata, TypeHash};
use crate::codec::{CodecError, CodecErrorKind, Step, Version};
use crate::schema::{Function, Interface, PRIMITIVES, Type, TypeDef, World, upper_camel};
use crate::value::{Case, List, Name, Record, RecordShape, Value};

/// The type tags from 13 on.
pub(super) mod tag {
    pub(in super::super) const FLAGS: u32 = 13;
    pub(in super::super) const LIST: u32 = 14;
    pub(in super::super) const OPTION: u32 = 15;
    pub(in super::super) const RESULT: u32 = 16;
    pub(in super::super) const RECORD: u32 = 17;
    pub(in super::super) const VARIANT: u32 = 18;
    pub(in super::super) const TUPLE: u32 = 19;
    pub(in super::super) const VALUE: u32 = 20;
    pub(in super::super) const UNIT: u32 = 21;
    /// From version 3 of the format on.
    pub(in super::super) const MAP: u32 = 22;
    pub(in super::super) const SET: u32 = 23;
}

pub(super) fn read(version: Version, value: &Value) -> Result<Metadata, CodecError> {
    let package = record(value)?;
    let mut types = Types::new(version);
    let imports = field(package, "imports", |value| types.interfaces(value))?;
    let exports = field(package, "exports", |value| types.interfaces(value))?;
    // The first packages had no hashes.
    let hashes = |name| match package.get(name) {
        Some(_) => field(package, name, |value| each(value, hash)),
        None => Ok(Vec::new()),
    };
    Ok(Metadata {
        version,
        import_hashes: hashes("import-hashes")?,
        export_hashes: hashes("export-hashes")?,
        world: World {
            name: "package".into(),
            types: types.defs.into(),
            imports: imports.into(),
            exports: exports.into(),
        },
    })
}

fn record(value: &Value) -> Result<&Record, CodecError> {
    value
        .as_record()
        .ok_or_else(|| CodecError::expected("a record", value))
}

fn text(value: &Value) -> Result<String, CodecError> {
    match value.as_str() {
        Some(text) => Ok(text.to_string()),
        None => Err(CodecError::expected("string", value)),
    }
}

/// Reads a field that has to be there.
fn field<R>(
    record: &Record,
    name: &'static str,
    read: impl FnOnce(&Value) -> Result<R, CodecError>,
) -> Result<R, CodecError> {
    match record.get(name) {
        Some(value) => read(value).map_err(|error| error.at(Step::Field(name.into()))),
        None => Err(CodecError::new(CodecErrorKind::MissingField {
            record: "metadata".into(),
            field: name.into(),
        })),
    }
}

fn each<R>(
    value: &Value,
    mut read: impl FnMut(&Value) -> Result<R, CodecError>,
) -> Result<Vec<R>, CodecError> {
    let items: &[Value] = match value {
        Value::List(List::Values { items, .. }) => items,
        Value::List(packed) if packed.is_empty() => &[],
        other => return Err(CodecError::expected("a list of nodes", other)),
    };
    let mut out = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        out.push(read(item).map_err(|error| error.at(Step::Index(i)))?);
    }
    Ok(out)
}

fn flags(value: &Value) -> Result<TypeDef, CodecError> {
    let both = record(value)?;
    let labels = field(both, "flags", |value| each(value, text))?;
    if labels.len() > 64 {
        return Err(CodecError::count("flags at most", 64, labels.len()));
    }
    Ok(TypeDef::Flags {
        wit_name: field(both, "name", text)?.into(),
        labels: labels.into_iter().map(Name::from).collect(),
    })
}

fn hash(value: &Value) -> Result<InterfaceHash, CodecError> {
    let both = record(value)?;
    Ok(InterfaceHash {
        name: field(both, "name", text)?,
        hash: field(both, "hash", hash_bytes)?,
    })
}

/// Four `u64`s, or a list of 32 bytes.
fn hash_bytes(value: &Value) -> Result<TypeHash, CodecError> {
    let mut bytes = [0; 32];
    match value {
        Value::Tuple(words) if words.len() == 4 => {
            for (word, into) in words.iter().zip(bytes.chunks_exact_mut(8)) {
                match word {
                    Value::U64(word) => into.copy_from_slice(&word.to_le_bytes()),
                    other => return Err(CodecError::expected("u64", other)),
                }
            }
        }
        Value::List(List::U8(list)) if list.len() == 32 => bytes.copy_from_slice(list),
        other => {
            return Err(CodecError::expected("a hash: four u64, or 32 bytes", other));
        }
    }
    Ok(TypeHash::from_bytes(bytes))
}

/// The types found so far. Packages spell a type out wherever it is used.
struct Types {
    version: Version,
    defs: Vec<TypeDef>,
    /// The named types that are being read, from the outermost on.
    open: Vec<(String, u32)>,
    /// The first type of each name.
    known: BTreeMap<String, u32>,
}

impl Types {
    fn new(version: Version) -> Self {
        Self {
            version,
            defs: Vec::new(),
            open: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    fn interfaces(&mut self, value: &Value) -> Result<Vec<Interface>, CodecError> {
        let mut places = BTreeMap::<String, usize>::new();
        let mut found: Vec<(String, Vec<Function>)> = Vec::new();
        for (interface, function) in each(value, |value| self.function(value))? {
            let place = *places.entry(interface).or_insert_with_key(|interface| {
                found.push((interface.clone(), Vec::new()));
                found.len() - 1
            });
            found[place].1.push(function);
        }
        let id = |name: String| match name.is_empty() {
            true => Name::Borrowed("$root"),
            false => name.into(),
        };
        let all = found.into_iter().map(|(name, functions)| Interface {
            id: id(name),
            functions: functions.into(),
        });
        Ok(all.collect())
    }

    fn function(&mut self, value: &Value) -> Result<(String, Function), CodecError> {
        let function = record(value)?;
        let interface = field(function, "interface", text)?;
        let name = field(function, "name", text)?;
        let params = field(function, "params", |value| {
            each(value, |param| {
                let param = record(param)?;
                let name = field(param, "name", text)?;
                Ok((name.into(), field(param, "type", |ty| self.ty(ty))?))
            })
        })?;
        let results = field(function, "results", |value| each(value, |ty| self.side(ty)))?;
        let result = match results[..] {
            [] => None,
            [result] => result,
            _ => {
                let items = results.into_iter().map(|ty| ty.unwrap_or(Type::Bool));
                Some(self.def(TypeDef::Tuple(items.collect())))
            }
        };
        let function = Function {
            name: name.into(),
            params: params.into(),
            result,
        };
        Ok((interface, function))
    }

    fn def(&mut self, def: TypeDef) -> Type {
        self.defs.push(def);
        // There are fewer types than nodes.
        Type::Def(self.defs.len() as u32 - 1)
    }

    /// A type that may be missing, which some write as `unit`.
    fn side(&mut self, value: &Value) -> Result<Option<Type>, CodecError> {
        match value.as_variant() {
            Some(unit) if unit.tag() == tag::UNIT => Ok(None),
            _ => self.ty(value).map(Some),
        }
    }

    fn ty(&mut self, value: &Value) -> Result<Type, CodecError> {
        let Some(variant) = value.as_variant() else {
            return Err(CodecError::expected("the description of a type", value));
        };
        let tag = variant.tag();
        if let Some(primitive) = PRIMITIVES.get(tag as usize) {
            return Ok(*primitive);
        }
        match tag {
            tag::FLAGS => {
                let def = match variant.payloads() {
                    [held] => flags(held).map_err(|error| {
                        error.at(Step::Case(variant.case_name().to_string().into()))
                    })?,
                    // Published packages do not write their names.
                    _ => TypeDef::Flags {
                        wit_name: "flags".into(),
                        labels: (&[]).into(),
                    },
                };
                return Ok(self.def(def));
            }
            tag::VALUE => return Ok(self.def(TypeDef::Any)),
            tag::UNIT => return Ok(self.def(TypeDef::Tuple((&[]).into()))),
            tag::LIST..=tag::TUPLE => {}
            tag::MAP | tag::SET if self.version >= Version::V3 => {}
            _ => {
                return Err(CodecError::new(CodecErrorKind::UnknownCase {
                    variant: "type-desc".into(),
                    tag,
                    count: match self.version {
                        Version::V2 => tag::UNIT as usize + 1,
                        Version::V3 => tag::SET as usize + 1,
                    },
                }));
            }
        }
        let [held] = variant.payloads() else {
            return Err(CodecError::payload(
                variant.case(),
                1,
                variant.payloads().len(),
            ));
        };
        self.compound(tag, held)
            .map_err(|error| error.at(Step::Case(variant.case_name().to_string().into())))
    }

    fn compound(&mut self, tag: u32, held: &Value) -> Result<Type, CodecError> {
        let def = match tag {
            tag::LIST => TypeDef::List(self.ty(held)?),
            tag::OPTION => TypeDef::Option(self.ty(held)?),
            tag::TUPLE => TypeDef::Tuple(each(held, |ty| self.ty(ty))?.into()),
            tag::RESULT => {
                let sides = record(held)?;
                let ok = field(sides, "ok", |ty| self.side(ty))?;
                let err = field(sides, "err", |ty| self.side(ty))?;
                TypeDef::Result(ok, err)
            }
            tag::MAP => {
                let both = record(held)?;
                let key = field(both, "key", |ty| self.ty(ty))?;
                TypeDef::Map(key, field(both, "value", |ty| self.ty(ty))?)
            }
            tag::SET => TypeDef::Set(self.ty(held)?),
            _ => return self.named(tag, record(held)?),
        };
        Ok(self.def(def))
    }

    /// A record, a variant, or nothing but the name of one: a reference.
    fn named(&mut self, tag: u32, held: &Record) -> Result<Type, CodecError> {
        let name = field(held, "name", text)?;
        let parts = if tag == tag::VARIANT {
            "cases"
        } else {
            "fields"
        };
        let listed = held.get(parts);
        if listed
            .and_then(Value::as_list)
            .is_none_or(|list| list.is_empty())
        {
            let open = self.open.iter().rev().find(|(open, _)| *open == name);
            let known = open.map(|(_, index)| index).or(self.known.get(&name));
            match (known, listed) {
                (Some(index), _) => return Ok(Type::Def(*index)),
                (None, None) => return Ok(self.def(TypeDef::Any)),
                (None, Some(_)) => {}
            }
        }
        let ty = self.def(TypeDef::Any);
        let index = self.defs.len() - 1;
        self.known.entry(name.clone()).or_insert(index as u32);
        self.open.push((name.clone(), index as u32));
        let def = match tag {
            tag::VARIANT => field(held, parts, |value| self.variant(name, value))?,
            _ => field(held, parts, |value| self.record(name, value))?,
        };
        self.open.pop();
        self.defs[index] = def;
        Ok(ty)
    }

    fn record(&mut self, name: String, value: &Value) -> Result<TypeDef, CodecError> {
        let read = |value: &Value| {
            let part = record(value)?;
            let name = field(part, "name", text)?;
            Ok((
                Name::from(name.replace('-', "_")),
                field(part, "type", |ty| self.ty(ty))?,
            ))
        };
        let (names, types): (Vec<Name>, Vec<Type>) = each(value, read)?.into_iter().unzip();
        let shape = RecordShape {
            name: upper_camel(&name).into(),
            fields: names.into(),
        };
        Ok(TypeDef::Record {
            wit_name: name.into(),
            shape: shape.into(),
            fields: types.into(),
        })
    }

    fn variant(&mut self, name: String, value: &Value) -> Result<TypeDef, CodecError> {
        let read = |value: &Value| {
            let part = record(value)?;
            let name = field(part, "name", text)?;
            let held = field(part, "payload", |held| match held {
                Value::Option { value: None, .. } => Ok(None),
                Value::Option {
                    value: Some(ty), ..
                } => self.side(ty),
                other => Err(CodecError::expected("option", other)),
            })?;
            Ok((name, held))
        };
        let (names, payloads): (Vec<String>, Vec<_>) = each(value, read)?.into_iter().unzip();
        let type_name = Name::from(upper_camel(&name));
        let cases = names.iter().zip(0..).map(|(case, tag)| Case {
            type_name: type_name.clone(),
            name: upper_camel(case).into(),
            tag,
        });
        Ok(TypeDef::Variant {
            wit_name: name.into(),
            cases: cases.collect::<Vec<_>>().into(),
            payloads: payloads.into(),
        })
    }
}
