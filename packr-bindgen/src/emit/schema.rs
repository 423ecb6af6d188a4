//! The world's types and functions as data, in statics.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};

use super::imports::WORLD;
use super::rt::schema as data;
use super::rust_type::Place;
use crate::model::{Function, InterfaceId, Model, Type, TypeId, TypeKind};
use crate::names;

/// The body of a function that returns the schema.
pub(super) fn world(place: &Place<'_>) -> TokenStream {
    let model = place.context.model;
    let mut table = Table {
        place,
        definitions: vec![],
        named: HashMap::new(),
        composed: HashMap::new(),
    };
    table.name_all(model);
    let world = &model.world;
    let imports = table.interfaces(&world.imported_functions, &world.imported_interfaces);
    let exports = table.interfaces(&world.exported_functions, &world.exported_interfaces);
    place
        .rt
        .schema(&world.name, &table.definitions, &imports, &exports)
}

/// The table of types as it grows.
struct Table<'a> {
    place: &'a Place<'a>,
    definitions: Vec<TokenStream>,
    named: HashMap<TypeId, u32>,
    composed: HashMap<Type, u32>,
}

impl Table<'_> {
    /// Named types come first, in the model's order, so that they can refer to each other.
    fn name_all(&mut self, model: &Model) {
        let own = |id: &TypeId| match model.types[id.0].kind {
            TypeKind::Use(_) => false,
            _ => !self.place.is_plain_alias(*id),
        };
        let ids: Vec<TypeId> = (0..model.types.len()).map(TypeId).filter(own).collect();
        for id in &ids {
            self.named.insert(*id, self.named.len() as u32);
            self.definitions.push(TokenStream::new());
        }
        for id in ids {
            self.definitions[self.named[&id] as usize] = self.definition(model, id);
        }
    }

    fn definition(&mut self, model: &Model, id: TypeId) -> TokenStream {
        let def = &model.types[id.0];
        let (wit, wire) = (def.name.as_str(), names::camel(&def.name));
        match &def.kind {
            TypeKind::Record(fields) => {
                let wire_fields: Vec<_> = fields
                    .iter()
                    .map(|field| names::snake(&field.name))
                    .collect();
                let types: Vec<_> = fields.iter().map(|field| self.ty(&field.ty)).collect();
                data::record(wit, &wire, &wire_fields, &types)
            }
            TypeKind::Variant(cases) => {
                let wire_cases: Vec<_> =
                    cases.iter().map(|case| names::camel(&case.name)).collect();
                let payloads: Vec<_> = cases
                    .iter()
                    .map(|case| self.optional(case.ty.as_ref()))
                    .collect();
                data::variant(wit, &wire, &wire_cases, &payloads)
            }
            TypeKind::Enum(labels) => {
                let wire_cases: Vec<_> = labels
                    .iter()
                    .map(|label| names::camel(&label.name))
                    .collect();
                let payloads = vec![self.optional(None); labels.len()];
                data::variant(wit, &wire, &wire_cases, &payloads)
            }
            TypeKind::Flags(labels) => {
                let labels: Vec<_> = labels.iter().map(|label| label.name.clone()).collect();
                data::flags(wit, &labels)
            }
            TypeKind::Alias(body) => {
                let body = self.ty(body);
                data::alias(wit, body)
            }
            TypeKind::Use(_) => TokenStream::new(),
        }
    }

    fn ty(&mut self, ty: &Type) -> TokenStream {
        let context = self.place.context;
        let ty = context.analysis.structure(context.model, ty).1;
        if let Some(primitive) = data::primitive(ty) {
            return primitive;
        }
        let index = match ty {
            Type::Named(id) => self.named[&context.analysis.renamed(*id)],
            composed => self.composed(composed),
        };
        data::reference(Literal::u32_unsuffixed(index))
    }

    fn composed(&mut self, ty: &Type) -> u32 {
        if let Some(index) = self.composed.get(ty) {
            return *index;
        }
        let definition = match ty {
            Type::List(elem) => data::list(self.ty(elem)),
            Type::FixedList(elem, length) => data::fixed_list(self.ty(elem), *length),
            Type::Map(key, value) => data::map(self.ty(key), self.ty(value)),
            Type::Option(inner) => data::option(self.ty(inner)),
            Type::Result(ok, err) => {
                data::result(self.optional(ok.as_deref()), self.optional(err.as_deref()))
            }
            Type::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.ty(item)).collect();
                data::tuple(&items)
            }
            other => unreachable!("{other:?} has no parts"),
        };
        let index = self.definitions.len() as u32;
        self.definitions.push(definition);
        self.composed.insert(ty.clone(), index);
        index
    }

    fn optional(&mut self, ty: Option<&Type>) -> TokenStream {
        data::optional(ty.map(|ty| self.ty(ty)))
    }

    /// The world's own functions, if there are any, and then the interfaces.
    fn interfaces(&mut self, own: &[Function], interfaces: &[InterfaceId]) -> Vec<TokenStream> {
        let model = self.place.context.model;
        let mut all = vec![];
        if !own.is_empty() {
            let functions = self.functions(own);
            all.push(data::interface(WORLD, &functions));
        }
        for id in interfaces {
            let interface = &model.interfaces[id.0];
            let functions = self.functions(&interface.functions);
            all.push(data::interface(&interface.name.to_string(), &functions));
        }
        all
    }

    fn functions(&mut self, functions: &[Function]) -> Vec<TokenStream> {
        let mut one = |function: &Function| {
            let params: Vec<_> = function
                .params
                .iter()
                .map(|(name, ty)| (name.as_str(), self.ty(ty)))
                .collect();
            let result = self.optional(function.result.as_ref());
            data::function(&function.name, &params, &result)
        };
        functions.iter().map(&mut one).collect()
    }
}
