//! Reading and writing values whose type is not known.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Malformed};
use super::nodes::{bool_of, char_of};
use super::reader::{Children, Reader};
use super::writer::Writer;
use super::{Step, kind, tags};
use crate::value::{
    Case, List, Name, Record, RecordShape, ResultType, Shared, Value, ValueType, Variant,
};

impl<'a> Reader<'a> {
    /// Reads a node of any kind as it is: nothing that is written down is changed or left out.
    ///
    /// # Errors
    ///
    /// When the node, or one inside it, is not well-formed, or exceeds a limit.
    // What recurses holds little, and parsing is done apart from it: each level takes less stack.
    pub fn value(&mut self, node: u32) -> Result<Value, CodecError> {
        let (kind, payload) = self.open(node)?;
        match kind {
            kind::LIST => self.any_list(payload),
            kind::OPTION => self.any_option(payload),
            kind::RESULT => self.any_result(payload),
            kind::TUPLE => self.any_tuple(payload),
            kind::RECORD => self.any_record(payload),
            kind::VARIANT => self.any_variant(payload),
            kind::ARRAY => self.any_packed(payload).map(Value::List),
            kind::MAP => self.any_map(payload),
            kind::SET => self.any_set(payload),
            _ => scalar(kind, payload),
        }
    }

    fn inside(
        &mut self,
        node: u32,
        into: &mut Vec<Value>,
        step: impl FnOnce() -> Step,
    ) -> Result<(), CodecError> {
        let value = self.nested(node, step)?;
        into.push(value);
        Ok(())
    }

    fn boxed(&mut self, node: u32, step: Step) -> Result<Box<Value>, CodecError> {
        self.nested(node, || step).map(Box::new)
    }

    fn any_list(&mut self, payload: Cursor<'a>) -> Result<Value, CodecError> {
        let (elem_type, children) = self.list_head(payload)?;
        let mut items = self.room(children.len())?;
        for (i, child) in children.enumerate() {
            self.inside(child, &mut items, || Step::Index(i))?;
        }
        Ok(Value::List(List::Values { elem_type, items }))
    }

    fn list_head(
        &mut self,
        mut payload: Cursor<'a>,
    ) -> Result<(Shared<ValueType>, Children<'a>), CodecError> {
        let at = payload.offset();
        let elem_type = self.type_tag(&mut payload)?;
        if elem_type.fixed_width().is_some() {
            return Err(CodecError::malformed(Malformed::UnpackedList).at_offset(at));
        }
        let children = self.indices(&mut payload, "the elements of a list")?;
        payload.end("list")?;
        Ok((elem_type, children))
    }

    fn any_option(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let inner_type = self.type_tag(&mut payload)?;
        let value = match self.presence(&mut payload)? {
            Some(node) => Some(self.boxed(node, Step::Some)?),
            None => None,
        };
        Ok(Value::Option { inner_type, value })
    }

    fn any_result(&mut self, payload: Cursor<'a>) -> Result<Value, CodecError> {
        let (types, outcome) = self.result_head(payload)?;
        let value = match outcome {
            Ok(node) => Ok(self.boxed(node, Step::Ok)?),
            Err(node) => Err(self.boxed(node, Step::Err)?),
        };
        Ok(Value::Result { types, value })
    }

    fn result_head(
        &mut self,
        mut payload: Cursor<'a>,
    ) -> Result<(Shared<ResultType>, Result<u32, u32>), CodecError> {
        let (mut start, rules) = (payload, self.rules);
        let count = tags::skip(&mut payload, rules)? + tags::skip(&mut payload, rules)?;
        let description = start.until(&payload);
        if let Some(types) = self.memos().results.known(description) {
            return Ok((types, self.outcome(&mut payload)?));
        }
        self.keep_types(count)?;
        let ok = tags::read(&mut start, rules)?;
        let err = tags::read(&mut start, rules)?;
        let types = ResultType { ok, err };
        let types = self.memos().results.keep(description, types);
        Ok((types, self.outcome(&mut payload)?))
    }

    fn any_tuple(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let children = self.indices(&mut payload, "the items of a tuple")?;
        payload.end("tuple")?;
        let mut items = self.room(children.len())?;
        for (i, child) in children.enumerate() {
            self.inside(child, &mut items, || Step::Index(i))?;
        }
        Ok(Value::Tuple(items))
    }

    fn any_record(&mut self, payload: Cursor<'a>) -> Result<Value, CodecError> {
        let (shape, children) = self.record_head(payload)?;
        let mut values = self.room(children.len())?;
        for (i, child) in children.enumerate() {
            self.inside(child, &mut values, || Step::Field(shape.fields[i].clone()))?;
        }
        Ok(Value::Record(Record::new(shape, values)))
    }

    fn record_head(
        &mut self,
        mut payload: Cursor<'a>,
    ) -> Result<(Shared<RecordShape>, Children<'a>), CodecError> {
        let start = payload;
        payload.text("a type's name")?;
        let count = payload.count("the fields", 8)?;
        for _ in 0..count {
            payload.text("a field's name")?;
        }
        let names = start.until(&payload);
        let children = self.counted(&mut payload, count, "the fields")?;
        payload.end("record")?;
        let shape = self.memos().shapes.get(names, || record_shape(start))?;
        Ok((shape, children))
    }

    fn any_variant(&mut self, payload: Cursor<'a>) -> Result<Value, CodecError> {
        let (case, children) = self.variant_head(payload)?;
        let mut held = self.room(children.len())?;
        for child in children {
            self.inside(child, &mut held, || Step::Case(case.name.clone()))?;
        }
        Ok(Value::Variant(Variant::new(case, held)))
    }

    fn variant_head(
        &mut self,
        mut payload: Cursor<'a>,
    ) -> Result<(Shared<Case>, Children<'a>), CodecError> {
        let start = payload;
        let type_name = payload.text("a type's name")?;
        let name = payload.text("a case's name")?;
        let tag = payload.u32("a tag")?;
        let description = start.until(&payload);
        let children = self.indices(&mut payload, "what a case holds")?;
        payload.end("variant")?;
        let case = self.memos().cases.get(description, || {
            Ok(Case {
                type_name: owned(type_name),
                name: owned(name),
                tag,
            })
        })?;
        Ok((case, children))
    }

    pub(super) fn type_tag(
        &mut self,
        payload: &mut Cursor<'a>,
    ) -> Result<Shared<ValueType>, CodecError> {
        let (mut start, rules) = (*payload, self.rules);
        let count = tags::skip(payload, rules)?;
        let description = start.until(payload);
        if let Some(ty) = self.memos().types.known(description) {
            return Ok(ty);
        }
        self.keep_types(count)?;
        let ty = tags::read(&mut start, rules)?;
        Ok(self.memos().types.keep(description, ty))
    }
}

/// A record's names, which were checked to be well-formed.
fn record_shape(mut payload: Cursor<'_>) -> Result<RecordShape, CodecError> {
    let name = owned(payload.text("a type's name")?);
    let count = payload.count("the fields", 8)?;
    let mut fields = Vec::with_capacity(count);
    for _ in 0..count {
        fields.push(owned(payload.text("a field's name")?));
    }
    let fields = fields.into();
    Ok(RecordShape { name, fields })
}

fn owned(name: &str) -> Name {
    Name::Owned(name.to_string())
}

fn scalar(kind: u8, mut payload: Cursor<'_>) -> Result<Value, CodecError> {
    let at = payload.offset();
    let name = kind::name(kind).unwrap_or("a node");
    let value = match kind {
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
    };
    payload.end(name)?;
    Ok(value)
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
            Value::Map(map) => {
                let entries = map.entries().iter();
                self.map(map.types(), entries.map(|(key, value)| (key, value)))
            }
            Value::Set(set) => self.set(set.elem_type(), set.items().iter()),
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

    pub(super) fn list_of_values(
        &mut self,
        elem_type: &ValueType,
        items: &[Value],
    ) -> Result<u32, CodecError> {
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
