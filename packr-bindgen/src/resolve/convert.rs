//! Types and functions. Whatever carries no value is reported at the word that says so.

use wit_parser::{self as wit, FunctionKind, Handle, TypeDefKind};

use super::Builder;
use super::find::Item;
use crate::error::{Construct, Error, ErrorKind};
use crate::model::{Case, Field, Function, Label, Type, TypeKind};
use crate::source::Location;

impl Builder<'_> {
    /// A function of an interface or a world; `None` for those of a resource, which is reported by itself.
    pub(super) fn function(&mut self, function: &wit::Function) -> Option<Function> {
        let location = self.locate(function.span, None);
        let name = function.name.clone();
        let is_async = match function.kind {
            FunctionKind::Freestanding | FunctionKind::Getter | FunctionKind::Setter => false,
            FunctionKind::AsyncFreestanding => true,
            _ => return None,
        };
        if function.external_id.is_some() {
            self.external_id(name.clone(), &location);
        }
        let mut params = Vec::new();
        for param in &function.params {
            let inside = format!("in parameter `{}` of function `{name}`", param.name);
            let mut item = Item::after_name(self.locate(param.span, None), inside);
            params.push((param.name.clone(), self.ty(param.ty, &mut item)));
        }
        let result = function.result.map(|ty| {
            let inside = format!("in the result of function `{name}`");
            self.ty(ty, &mut Item::after_arrow(location.clone(), inside))
        });
        Some(Function {
            name,
            docs: function.docs.contents.clone(),
            location,
            params,
            result,
            is_async,
            import_ignored: false,
            export_ignored: false,
        })
    }

    /// What a named type is, other than one that was taken in with `use`.
    pub(super) fn type_kind(&mut self, def: &wit::TypeDef, location: &Location) -> TypeKind {
        let name = def.name.as_deref().unwrap_or_default();
        match &def.kind {
            TypeDefKind::Record(record) => {
                let mut fields = Vec::new();
                for field in &record.fields {
                    let inside = format!("in field `{}` of record `{name}`", field.name);
                    let mut item = Item::after_name(self.locate(field.span, None), inside);
                    item.owner = def.owner;
                    fields.push(Field {
                        name: field.name.clone(),
                        docs: field.docs.contents.clone(),
                        location: item.location.clone(),
                        ty: self.ty(field.ty, &mut item),
                    });
                }
                TypeKind::Record(fields)
            }
            TypeDefKind::Variant(variant) => {
                let mut cases = Vec::new();
                for case in &variant.cases {
                    let inside = format!("in case `{}` of variant `{name}`", case.name);
                    let mut item = Item::after_name(self.locate(case.span, None), inside);
                    item.owner = def.owner;
                    cases.push(Case {
                        name: case.name.clone(),
                        docs: case.docs.contents.clone(),
                        location: item.location.clone(),
                        ty: case.ty.map(|ty| self.ty(ty, &mut item)),
                    });
                }
                TypeKind::Variant(cases)
            }
            TypeDefKind::Enum(cases) => {
                let cases = cases.cases.iter();
                TypeKind::Enum(cases.map(|case| label(&case.name, &case.docs)).collect())
            }
            TypeDefKind::Flags(flags) => {
                let flags = flags.flags.iter();
                TypeKind::Flags(flags.map(|flag| label(&flag.name, &flag.docs)).collect())
            }
            TypeDefKind::Resource => {
                let kind = ErrorKind::UnsupportedType {
                    construct: Construct::Resource,
                    name: name.to_owned(),
                };
                self.refuse(kind, location);
                TypeKind::Enum(Vec::new())
            }
            kind => {
                let mut item = Item::after_name(location.clone(), format!("in type `{name}`"));
                item.owner = def.owner;
                TypeKind::Alias(self.ty_of_kind(kind, &mut item))
            }
        }
    }

    fn ty(&mut self, ty: wit::Type, item: &mut Item) -> Type {
        match ty {
            wit::Type::Id(id) => {
                let def = &self.resolve.types[id];
                match (&def.name, self.type_ids.get(&id)) {
                    (_, Some(&id)) => Type::Named(id),
                    (Some(name), None) => {
                        let name = name.clone();
                        self.refuse(ErrorKind::GatedType { name }, &item.location);
                        Type::Bool
                    }
                    (None, None) => self.ty_of_kind(&def.kind, item),
                }
            }
            wit::Type::Bool => Type::Bool,
            wit::Type::U8 => Type::U8,
            wit::Type::U16 => Type::U16,
            wit::Type::U32 => Type::U32,
            wit::Type::U64 => Type::U64,
            wit::Type::S8 => Type::S8,
            wit::Type::S16 => Type::S16,
            wit::Type::S32 => Type::S32,
            wit::Type::S64 => Type::S64,
            wit::Type::F32 => Type::F32,
            wit::Type::F64 => Type::F64,
            wit::Type::Char => Type::Char,
            wit::Type::String => Type::String,
            wit::Type::ErrorContext => self.unsupported(Construct::ErrorContext, item),
        }
    }

    fn ty_of_kind(&mut self, kind: &TypeDefKind, item: &mut Item) -> Type {
        match kind {
            TypeDefKind::Type(ty) => self.ty(*ty, item),
            TypeDefKind::List(ty) => Type::List(self.boxed(*ty, item)),
            TypeDefKind::FixedLengthList(ty, length) => {
                Type::FixedList(self.boxed(*ty, item), *length)
            }
            TypeDefKind::Map(key, value) => {
                let key = self.boxed(*key, item);
                Type::Map(key, self.boxed(*value, item))
            }
            TypeDefKind::Option(ty) => Type::Option(self.boxed(*ty, item)),
            TypeDefKind::Result(result) => {
                let ok = result.ok.map(|ty| self.boxed(ty, item));
                Type::Result(ok, result.err.map(|ty| self.boxed(ty, item)))
            }
            TypeDefKind::Tuple(tuple) => {
                Type::Tuple(tuple.types.iter().map(|ty| self.ty(*ty, item)).collect())
            }
            TypeDefKind::Future(payload) => match self.opening(*payload) {
                Some(opening) => self.closed(opening, item),
                None => self.unsupported(Construct::Future, item),
            },
            TypeDefKind::Stream(_) => self.unsupported(Construct::Stream, item),
            // A resource's plain name is a handle too, but the resource itself is reported, once for all its uses.
            TypeDefKind::Handle(Handle::Own(_)) if !item.has(Construct::Own) => Type::Bool,
            TypeDefKind::Handle(Handle::Own(_)) => self.unsupported(Construct::Own, item),
            TypeDefKind::Handle(Handle::Borrow(_)) => self.unsupported(Construct::Borrow, item),
            TypeDefKind::Record(_)
            | TypeDefKind::Variant(_)
            | TypeDefKind::Enum(_)
            | TypeDefKind::Flags(_)
            | TypeDefKind::Resource
            | TypeDefKind::Unknown => Type::Bool,
        }
    }

    fn boxed(&mut self, ty: wit::Type, item: &mut Item) -> Box<Type> {
        Box::new(self.ty(ty, item))
    }

    fn unsupported(&mut self, construct: Construct, item: &mut Item) -> Type {
        let (place, name) = item
            .take(construct)
            .unwrap_or_else(|| (item.location.clone(), construct.keyword().to_owned()));
        let kind = ErrorKind::UnsupportedType { construct, name };
        let error = Error::new(kind).at(&place).note(item.inside.clone(), None);
        self.report.push(error);
        Type::Bool
    }

    pub(super) fn refuse(&mut self, kind: ErrorKind, location: &Location) {
        self.report.push(Error::new(kind).at(location));
    }
}

fn label(name: &str, docs: &wit::Docs) -> Label {
    Label {
        name: name.to_owned(),
        docs: docs.contents.clone(),
    }
}
