//! Worlds and values as JSON. `docs/cli.md` has the shapes.

mod parse;
mod read;
mod value;

use packr_core::schema::{Interface, Type, TypeDef, World};
use serde_json::{Value as Json, json};

use crate::wave::kebab;

pub(crate) use parse::parse;
pub(crate) use read::read;
pub(crate) use value::value;

/// A world: `types` is a table to which numbers in the place of a type refer.
pub(crate) fn world(world: &World) -> Json {
    let interfaces = |list: &[Interface]| {
        list.iter()
            .map(|it| interface(world, it))
            .collect::<Vec<_>>()
    };
    json!({
        "name": world.name,
        "types": world.types.iter().map(|def| definition(world, def)).collect::<Vec<_>>(),
        "imports": interfaces(&world.imports),
        "exports": interfaces(&world.exports),
    })
}

fn interface(world: &World, interface: &Interface) -> Json {
    let functions = interface.functions.iter().map(|function| {
        let params = function
            .params
            .iter()
            .map(|(name, it)| json!({ "name": name, "type": ty(world, *it) }));
        json!({
            "name": function.name,
            "params": params.collect::<Vec<_>>(),
            "result": function.result.map(|it| ty(world, it)),
        })
    });
    json!({ "id": interface.id, "functions": functions.collect::<Vec<_>>() })
}

fn ty(world: &World, ty: Type) -> Json {
    match ty {
        Type::Def(index) => json!(index),
        primitive => json!(world.display(primitive).to_string()),
    }
}

fn definition(world: &World, def: &TypeDef) -> Json {
    let of = |it: Type| ty(world, it);
    let side = |it: &Option<Type>| it.map(of);
    match def {
        TypeDef::List(elem) => json!({ "kind": "list", "of": of(*elem) }),
        TypeDef::FixedList(elem, length) => {
            json!({ "kind": "list", "of": of(*elem), "length": length })
        }
        TypeDef::Map(key, value) => json!({ "kind": "map", "key": of(*key), "value": of(*value) }),
        TypeDef::Set(elem) => json!({ "kind": "set", "of": of(*elem) }),
        TypeDef::Option(inner) => json!({ "kind": "option", "of": of(*inner) }),
        TypeDef::Result(ok, err) => json!({ "kind": "result", "ok": side(ok), "err": side(err) }),
        TypeDef::Tuple(items) => {
            json!({ "kind": "tuple", "of": items.iter().map(|item| of(*item)).collect::<Vec<_>>() })
        }
        TypeDef::Record {
            wit_name,
            shape,
            fields,
        } => {
            let fields = shape.fields.iter().zip(fields.iter());
            let fields = fields.map(|(name, it)| json!({ "name": kebab(name), "type": of(*it) }));
            json!({ "kind": "record", "name": wit_name, "fields": fields.collect::<Vec<_>>() })
        }
        TypeDef::Variant {
            wit_name,
            cases,
            payloads,
        } => {
            let cases = cases.iter().zip(payloads.iter());
            let cases =
                cases.map(|(case, held)| json!({ "name": kebab(&case.name), "type": side(held) }));
            json!({ "kind": "variant", "name": wit_name, "cases": cases.collect::<Vec<_>>() })
        }
        TypeDef::Flags { wit_name, labels } => {
            json!({ "kind": "flags", "name": wit_name, "flags": labels })
        }
        TypeDef::Alias { wit_name, ty } => {
            json!({ "kind": "alias", "name": wit_name, "of": of(*ty) })
        }
        TypeDef::Any => json!({ "kind": "any" }),
    }
}
