//! What the tests of reading WIT share: loading texts and trees of files, and models as text.

#![allow(dead_code, reason = "each test uses its part")]

use std::fs;
use std::path::PathBuf;

use packr_bindgen::model::{Function, Model, Owner, Type, TypeId, TypeKind};
use packr_bindgen::{Inline, Loaded, Request, load};

/// The model of one text, or its errors as a user sees them.
pub(crate) fn read(wit: &str) -> Result<Model, String> {
    load_text(wit, None)
}

/// The model of one world of a text.
pub(crate) fn read_world(wit: &str, world: &str) -> Result<Model, String> {
    load_text(wit, Some(world.to_owned()))
}

fn load_text(wit: &str, world: Option<String>) -> Result<Model, String> {
    let request = Request {
        world,
        inline: Some(Inline {
            text: wit.to_owned(),
            place: None,
        }),
        directory: empty_directory(),
        ..Request::default()
    };
    load(&request).model.map_err(|errors| errors.to_string())
}

/// The errors of one text.
pub(crate) fn errors(wit: &str) -> String {
    match read(wit) {
        Ok(model) => panic!("no error, but {}", describe(&model).join("\n")),
        Err(errors) => errors,
    }
}

/// The types of one text.
pub(crate) fn types(wit: &str) -> Vec<String> {
    match read(wit) {
        Ok(model) => describe(&model),
        Err(errors) => panic!("{errors}"),
    }
}

fn empty_directory() -> PathBuf {
    tree("empty", &[])
}

/// A directory with these files, made anew.
pub(crate) fn tree(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a directory")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    fs::create_dir_all(&root).expect("it can be made");
    root
}

/// Reads `path` of such a directory.
pub(crate) fn read_tree(directory: PathBuf, path: &str) -> Loaded {
    load(&Request {
        directory,
        paths: vec![path.to_owned()],
        ..Request::default()
    })
}

/// `owner.name = definition`, in the order of the model.
pub(crate) fn describe(model: &Model) -> Vec<String> {
    let types = (0..model.types.len()).map(TypeId);
    types
        .map(|id| format!("{} = {}", full_name(model, id), kind(model, id)))
        .collect()
}

fn full_name(model: &Model, id: TypeId) -> String {
    let def = &model.types[id.0];
    let owner = match def.owner {
        Owner::World => model.world.name.clone(),
        Owner::Interface(id) => model.interfaces[id.0].name.to_string(),
    };
    format!("{owner}.{}", def.name)
}

fn kind(model: &Model, id: TypeId) -> String {
    match &model.types[id.0].kind {
        TypeKind::Record(fields) => {
            let fields = fields
                .iter()
                .map(|field| format!("{}: {}", field.name, ty(model, &field.ty)));
            format!("record {{ {} }}", join(fields))
        }
        TypeKind::Variant(cases) => {
            let cases = cases.iter().map(|case| match &case.ty {
                Some(payload) => format!("{}({})", case.name, ty(model, payload)),
                None => case.name.clone(),
            });
            format!("variant {{ {} }}", join(cases))
        }
        TypeKind::Enum(cases) => format!(
            "enum {{ {} }}",
            join(cases.iter().map(|case| case.name.clone()))
        ),
        TypeKind::Flags(flags) => format!(
            "flags {{ {} }}",
            join(flags.iter().map(|flag| flag.name.clone()))
        ),
        TypeKind::Alias(target) => ty(model, target),
        TypeKind::Use(target) => format!("use {}", full_name(model, *target)),
    }
}

/// `name: func(..) -> ..`
pub(crate) fn function(model: &Model, function: &Function) -> String {
    let params = function
        .params
        .iter()
        .map(|(name, param)| format!("{name}: {}", ty(model, param)));
    let result = match &function.result {
        Some(result) => format!(" -> {}", ty(model, result)),
        None => String::new(),
    };
    format!("{}: func({}){result}", function.name, join(params))
}

fn ty(model: &Model, t: &Type) -> String {
    let optional = |t: &Option<Box<Type>>| match t {
        Some(t) => ty(model, t),
        None => "_".to_owned(),
    };
    match t {
        Type::Named(id) => full_name(model, *id),
        Type::List(t) => format!("list<{}>", ty(model, t)),
        Type::FixedList(t, n) => format!("list<{}, {n}>", ty(model, t)),
        Type::Map(k, v) => format!("map<{}, {}>", ty(model, k), ty(model, v)),
        Type::Option(t) => format!("option<{}>", ty(model, t)),
        Type::Result(ok, err) => format!("result<{}, {}>", optional(ok), optional(err)),
        Type::Tuple(types) => format!("tuple<{}>", join(types.iter().map(|t| ty(model, t)))),
        primitive => format!("{primitive:?}").to_lowercase(),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
