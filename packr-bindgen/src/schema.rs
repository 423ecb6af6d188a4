//! The model as packr's own description of a world: what metadata is written from, and what generated code and the
//! command line check and print values by.

use std::collections::HashMap;

use packr_core::schema::{Function, Interface, Type, TypeDef, World};
use packr_core::{Case, Name, RecordShape};

use crate::analysis::Analysis;
use crate::model::{self, InterfaceId, Model, TypeId, TypeKind};
use crate::names;

/// The interface id of what a world imports or exports itself.
pub(crate) const WORLD: &str = "$root";

/// Describes a world. Aliases and names taken in with `use` are looked through, but for aliases that contain themselves.
///
/// Named types come first, in the model's order. The model has passed the checks.
pub fn world(model: &Model) -> World {
    of(model, &Analysis::new(model))
}

pub(crate) fn of(model: &Model, analysis: &Analysis) -> World {
    let mut table = Table {
        model,
        analysis,
        types: vec![],
        named: HashMap::new(),
        composed: HashMap::new(),
    };
    table.name_all();
    let world = &model.world;
    let imports = table.interfaces(
        &world.imported_functions,
        &world.imported_interfaces,
        model::Interface::imports,
    );
    let exports = table.interfaces(
        &world.exported_functions,
        &world.exported_interfaces,
        model::Interface::exports,
    );
    World {
        name: world.name.clone().into(),
        types: table.types.into(),
        imports: imports.into(),
        exports: exports.into(),
    }
}

/// The table of types as it grows.
struct Table<'a> {
    model: &'a Model,
    analysis: &'a Analysis,
    types: Vec<TypeDef>,
    named: HashMap<TypeId, u32>,
    composed: HashMap<model::Type, u32>,
}

impl Table<'_> {
    /// Every name has its place before any definition is made, so that they can refer to each other.
    fn name_all(&mut self) {
        let own = |id: &TypeId| match self.model.types[id.0].kind {
            TypeKind::Use(_) => false,
            TypeKind::Alias(_) => self.analysis.is_newtype(*id),
            _ => true,
        };
        let ids: Vec<TypeId> = (0..self.model.types.len())
            .map(TypeId)
            .filter(own)
            .collect();
        self.named = ids.iter().copied().zip(0..).collect();
        self.types = vec![TypeDef::Any; ids.len()];
        for (id, index) in ids.into_iter().zip(0..) {
            self.types[index] = self.definition(id);
        }
    }

    fn definition(&mut self, id: TypeId) -> TypeDef {
        let def = &self.model.types[id.0];
        let wit_name = Name::from(def.name.clone());
        match &def.kind {
            TypeKind::Record(fields) => {
                let shape = RecordShape {
                    name: names::camel(&def.name).into(),
                    fields: wire(fields.iter().map(|field| names::snake(&field.name))),
                };
                TypeDef::Record {
                    wit_name,
                    shape: shape.into(),
                    fields: fields.iter().map(|field| self.ty(&field.ty)).collect(),
                }
            }
            TypeKind::Variant(cases) => TypeDef::Variant {
                wit_name,
                cases: wire_cases(&def.name, cases.iter().map(|case| case.name.as_str())),
                payloads: cases
                    .iter()
                    .map(|case| case.ty.as_ref().map(|ty| self.ty(ty)))
                    .collect(),
            },
            TypeKind::Enum(labels) => TypeDef::Variant {
                wit_name,
                cases: wire_cases(&def.name, labels.iter().map(|label| label.name.as_str())),
                payloads: vec![None; labels.len()].into(),
            },
            TypeKind::Flags(labels) => TypeDef::Flags {
                wit_name,
                labels: wire(labels.iter().map(|label| label.name.clone())),
            },
            TypeKind::Alias(body) => TypeDef::Alias {
                wit_name,
                ty: self.ty(body),
            },
            TypeKind::Use(_) => unreachable!("`use` gives no type of its own"),
        }
    }

    fn ty(&mut self, ty: &model::Type) -> Type {
        let (analysis, model) = (self.analysis, self.model);
        match analysis.structure(model, ty).1 {
            model::Type::Bool => Type::Bool,
            model::Type::U8 => Type::U8,
            model::Type::U16 => Type::U16,
            model::Type::U32 => Type::U32,
            model::Type::U64 => Type::U64,
            model::Type::S8 => Type::S8,
            model::Type::S16 => Type::S16,
            model::Type::S32 => Type::S32,
            model::Type::S64 => Type::S64,
            model::Type::F32 => Type::F32,
            model::Type::F64 => Type::F64,
            model::Type::Char => Type::Char,
            model::Type::String => Type::String,
            model::Type::Named(id) => Type::Def(self.named[&analysis.renamed(*id)]),
            composed => Type::Def(self.composed(composed)),
        }
    }

    fn composed(&mut self, ty: &model::Type) -> u32 {
        if let Some(index) = self.composed.get(ty) {
            return *index;
        }
        let definition = match ty {
            model::Type::List(elem) => TypeDef::List(self.ty(elem)),
            model::Type::FixedList(elem, length) => TypeDef::FixedList(self.ty(elem), *length),
            model::Type::Map(key, value) => TypeDef::Map(self.ty(key), self.ty(value)),
            model::Type::Option(inner) => TypeDef::Option(self.ty(inner)),
            model::Type::Result(ok, err) => {
                TypeDef::Result(self.side(ok.as_deref()), self.side(err.as_deref()))
            }
            model::Type::Tuple(items) => {
                TypeDef::Tuple(items.iter().map(|item| self.ty(item)).collect())
            }
            other => unreachable!("{other:?} has no parts"),
        };
        let index = self.types.len() as u32;
        self.types.push(definition);
        self.composed.insert(ty.clone(), index);
        index
    }

    fn side(&mut self, ty: Option<&model::Type>) -> Option<Type> {
        ty.map(|ty| self.ty(ty))
    }

    /// The world's own functions, if there are any, and then the interfaces.
    fn interfaces(
        &mut self,
        own: &[model::Function],
        interfaces: &[InterfaceId],
        functions: fn(&model::Interface) -> Vec<&model::Function>,
    ) -> Vec<Interface> {
        let mut all = vec![];
        if !own.is_empty() {
            all.push(self.interface(WORLD.to_owned(), own.iter()));
        }
        for id in interfaces {
            let interface = &self.model.interfaces[id.0];
            all.push(self.interface(interface.name.to_string(), functions(interface)));
        }
        all
    }

    fn interface<'a>(
        &mut self,
        id: String,
        functions: impl IntoIterator<Item = &'a model::Function>,
    ) -> Interface {
        let function = |function: &model::Function| Function {
            name: function.name.clone().into(),
            params: function
                .params
                .iter()
                .map(|(name, ty)| (name.clone().into(), self.ty(ty)))
                .collect(),
            result: self.side(function.result.as_ref()),
        };
        Interface {
            id: id.into(),
            functions: functions.into_iter().map(function).collect(),
        }
    }
}

fn wire(names: impl Iterator<Item = String>) -> std::borrow::Cow<'static, [Name]> {
    names.map(Name::from).collect()
}

fn wire_cases<'a>(
    type_name: &str,
    cases: impl Iterator<Item = &'a str>,
) -> packr_core::Shared<[Case]> {
    let type_name = Name::from(names::camel(type_name));
    let case = |(case, tag): (&str, u32)| Case {
        type_name: type_name.clone(),
        name: names::camel(case).into(),
        tag,
    };
    cases.zip(0..).map(case).collect::<Vec<_>>().into()
}
