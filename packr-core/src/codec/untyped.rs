//! Reading and writing values whose type is not known.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind};
use super::nodes::{bool_of, char_of};
use super::reader::{Children, Reader};
use super::writer::Writer;
use super::{Step, kind, tags};
use crate::value::{Case, List, Name, Record, RecordShape, ResultType, Value, Variant};

impl<'a> Reader<'a> {
    /// Reads a node of any kind as it is: nothing that is written down is changed or left out.
    ///
    /// # Errors
    ///
    /// When the node, or one inside it, is not well-formed, or exceeds a limit.
    pub fn value(&mut self, node: u32) -> Result<Value, CodecError> {
        let (kind, mut payload) = self.open(node)?;
        let name = kind::name(kind).unwrap_or("a node");
        let value = match kind {
            kind::LIST => return self.any_list(payload),
            kind::ARRAY => return self.any_packed(payload).map(Value::List),
            kind::OPTION => return self.any_option(payload),
            kind::RESULT => return self.any_result(payload),
            kind::TUPLE => return self.any_tuple(payload),
            kind::RECORD => return self.any_record(payload),
            kind::VARIANT => return self.any_variant(payload),
            _ => scalar(kind, &mut payload, name)?,
        };
        payload.end(name)?;
        Ok(value)
    }

    fn inner(&mut self, node: u32, step: impl FnOnce() -> Step) -> Result<Value, CodecError> {
        self.nested(node, step, Self::value)
    }

    fn values(&mut self, children: Children<'a>) -> Result<Vec<Value>, CodecError> {
        // Each child takes four bytes of the input, and a value ten times that.
        let mut items = Vec::with_capacity(children.len());
        for (i, child) in children.enumerate() {
            items.push(self.inner(child, || Step::Index(i))?);
        }
        Ok(items)
    }

    fn any_list(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let at = payload.offset();
        let elem_type = tags::read(&mut payload, self.max_depth)?;
        if elem_type.fixed_width().is_some() {
            let what = "expected a packed list for elements of fixed width, found a list of nodes";
            return Err(CodecError::malformed(what, None).at_offset(at));
        }
        let children = self.indices(&mut payload, "the elements of a list")?;
        payload.end("list")?;
        Ok(Value::List(List::Values {
            elem_type: elem_type.into(),
            items: self.values(children)?,
        }))
    }

    fn any_option(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let inner_type = tags::read(&mut payload, self.max_depth)?.into();
        let value = match self.presence(&mut payload)? {
            Some(node) => Some(Box::new(self.inner(node, || Step::Some)?)),
            None => None,
        };
        Ok(Value::Option { inner_type, value })
    }

    fn any_result(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let ok = tags::read(&mut payload, self.max_depth)?;
        let err = tags::read(&mut payload, self.max_depth)?;
        let value = match self.outcome(&mut payload)? {
            Ok(node) => Ok(Box::new(self.inner(node, || Step::Ok)?)),
            Err(node) => Err(Box::new(self.inner(node, || Step::Err)?)),
        };
        Ok(Value::Result {
            types: ResultType { ok, err }.into(),
            value,
        })
    }

    fn any_tuple(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let children = self.indices(&mut payload, "the items of a tuple")?;
        payload.end("tuple")?;
        self.values(children).map(Value::Tuple)
    }

    fn any_record(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let name = owned(payload.text("a type's name")?);
        let count = payload.count("the fields", 8)?;
        let mut fields = Vec::with_capacity(count);
        for _ in 0..count {
            fields.push(owned(payload.text("a field's name")?));
        }
        let children = self.counted(&mut payload, count, "the fields")?;
        payload.end("record")?;
        let shape = RecordShape {
            name,
            fields: fields.into(),
        };
        let mut values = Vec::with_capacity(count);
        for (i, child) in children.enumerate() {
            let step = || Step::Field(shape.fields[i].clone());
            values.push(self.inner(child, step)?);
        }
        Ok(Value::Record(Record::new(shape.into(), values)))
    }

    fn any_variant(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let type_name = owned(payload.text("a type's name")?);
        let name = owned(payload.text("a case's name")?);
        let tag = payload.u32("a tag")?;
        let children = self.indices(&mut payload, "what a case holds")?;
        payload.end("variant")?;
        let case = Case {
            type_name,
            name,
            tag,
        };
        let mut held = Vec::with_capacity(children.len());
        for child in children {
            held.push(self.inner(child, || Step::Case(case.name.clone()))?);
        }
        Ok(Value::Variant(Variant::new(case.into(), held)))
    }
}

fn owned(name: &str) -> Name {
    Name::Owned(name.to_string())
}

fn scalar(kind: u8, payload: &mut Cursor<'_>, name: &'static str) -> Result<Value, CodecError> {
    let at = payload.offset();
    Ok(match kind {
        kind::BOOL => {
            let bool = bool_of(payload.u8(name)?).map_err(|error| error.at_offset(at))?;
            Value::Bool(bool)
        }
        kind::U8 => Value::U8(payload.u8(name)?),
        kind::U16 => Value::U16(payload.u16(name)?),
        kind::U32 => Value::U32(payload.u32(name)?),
        kind::U64 => Value::U64(payload.u64(name)?),
        kind::S8 => Value::S8(payload.u8(name)? as i8),
        kind::S16 => Value::S16(payload.u16(name)? as i16),
        kind::S32 => Value::S32(payload.u32(name)? as i32),
        kind::S64 => Value::S64(payload.u64(name)? as i64),
        kind::F32 => Value::F32(f32::from_bits(payload.u32(name)?)),
        kind::F64 => Value::F64(f64::from_bits(payload.u64(name)?)),
        kind::CHAR => {
            let char = char_of(payload.u32(name)?).map_err(|error| error.at_offset(at))?;
            Value::Char(char)
        }
        kind::STRING => Value::String(String::from(payload.text(name)?)),
        kind::FLAGS => Value::Flags(payload.u64(name)?),
        found => {
            return Err(CodecError::new(CodecErrorKind::UnknownNodeKind { found }).at_offset(at));
        }
    })
}

impl Writer<'_> {
    /// Writes a value of any type as it is.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded, or a list whose element type has a fixed width holds elements of
    /// another type.
    pub fn value(&mut self, value: &Value) -> Result<u32, CodecError> {
        match value {
            Value::Bool(v) => self.bool(*v),
            Value::U8(v) => self.u8(*v),
            Value::U16(v) => self.u16(*v),
            Value::U32(v) => self.u32(*v),
            Value::U64(v) => self.u64(*v),
            Value::S8(v) => self.s8(*v),
            Value::S16(v) => self.s16(*v),
            Value::S32(v) => self.s32(*v),
            Value::S64(v) => self.s64(*v),
            Value::F32(v) => self.f32(*v),
            Value::F64(v) => self.f64(*v),
            Value::Char(v) => self.char(*v),
            Value::String(v) => self.string(v),
            Value::Flags(v) => self.flags(*v),
            Value::List(list) => self.any_list(list),
            Value::Option { inner_type, value } => {
                let node = match value {
                    Some(value) => Some(self.child(&**value, Step::Some)?),
                    None => None,
                };
                self.option(inner_type, node)
            }
            Value::Result { types, value } => {
                let node = match value {
                    Ok(value) => Ok(self.child(&**value, Step::Ok)?),
                    Err(value) => Err(self.child(&**value, Step::Err)?),
                };
                self.result(types, node)
            }
            Value::Tuple(items) => {
                let mark = self.values(items)?;
                self.tuple_since(mark)
            }
            Value::Record(record) => self.any_record(record),
            Value::Variant(variant) => self.any_variant(variant),
        }
    }

    /// Writes values in order, and collects their nodes.
    fn values(&mut self, items: &[Value]) -> Result<usize, CodecError> {
        let mark = self.mark();
        for (i, item) in items.iter().enumerate() {
            let node = self.item(item, i)?;
            self.push(node);
        }
        Ok(mark)
    }

    fn any_list(&mut self, list: &List) -> Result<u32, CodecError> {
        let List::Values { elem_type, items } = list else {
            return self.packed_list(list);
        };
        if let Some(packed) = list.packed() {
            return self.packed_list(&packed);
        }
        if elem_type.fixed_width().is_some() {
            return Err(CodecError::new(CodecErrorKind::MixedList {
                elem_type: elem_type.to_string(),
            }));
        }
        let mark = self.values(items)?;
        self.list_since(mark, elem_type)
    }

    fn any_record(&mut self, record: &Record) -> Result<u32, CodecError> {
        let mark = self.mark();
        for (i, value) in record.values().iter().enumerate() {
            let node = self.field(value, record.shape(), i)?;
            self.push(node);
        }
        self.record_since(mark, record.shape())
    }

    fn any_variant(&mut self, variant: &Variant) -> Result<u32, CodecError> {
        let mark = self.mark();
        for value in variant.payloads() {
            let node = self.payload(value, variant.case())?;
            self.push(node);
        }
        self.variant_since(mark, variant.case())
    }
}
