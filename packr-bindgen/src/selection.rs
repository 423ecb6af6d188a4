//! What the options say of functions, held against the world: rules that say nothing are mistakes, and what is ignored is left out.

use syn::LitStr;

use crate::emit::errors::{error_of, resolved};
use crate::model::{Function, Model};
use crate::options::{
    Attributes, FunctionRules, HostOptions, Problems, TrappableError, Unused, function_keys,
};

/// Checks every rule.
pub(crate) fn check(options: &HostOptions, model: &Model) -> syn::Result<()> {
    let mut problems = Problems::default();
    let imported = functions(model, &model.world.imported_functions, |it| it.imported);
    let exported = functions(model, &model.world.exported_functions, |it| it.exported);
    check_rules(&options.imports, &imported, "import", &mut problems);
    check_rules(&options.exports, &exported, "export", &mut problems);
    for span in options.exports.trappable() {
        problems.push(syn::Error::new(
            span,
            "`trappable` is for imports: every call of an export returns a `Result`",
        ));
    }
    for key in &options.skip {
        let is_it = |(interface, function): &Named| skips(key, interface.as_deref(), function);
        if !imported.iter().chain(&exported).any(is_it) {
            problems.push(unmatched(
                key,
                "name",
                "function",
                &[imported.as_slice(), &exported].concat(),
            ));
        }
    }
    for error in &options.trappable_errors {
        check_error(error, model, &mut problems);
    }
    problems.finish()
}

/// A function's interface and name.
type Named = (Option<String>, String);

fn functions(
    model: &Model,
    own: &[Function],
    is_it: impl Fn(&crate::model::Interface) -> bool,
) -> Vec<Named> {
    let own = own.iter().map(|function| (None, function.name.clone()));
    let interfaces = model.interfaces.iter().filter(|it| is_it(it));
    let others = interfaces.flat_map(|interface| {
        let name = interface.name.to_string();
        let functions = interface.functions.iter();
        functions.map(move |function| (Some(name.clone()), function.name.clone()))
    });
    others.chain(own).collect()
}

/// A rule that has no effect is misspelt, or in the wrong place.
fn check_rules(rules: &FunctionRules, known: &[Named], what: &str, problems: &mut Problems) {
    let functions = known
        .iter()
        .map(|(interface, function)| (interface.as_deref(), function.as_str()));
    for (key, unused) in rules.unused(functions) {
        problems.push(match unused {
            Unused::Unmatched => unmatched(key, "rule", what, known),
            Unused::Shadowed => syn::Error::new(
                key.span(),
                format!(
                    "the rule `{}` has no effect: an earlier one matches everything that it matches; put it first",
                    key.value()
                ),
            ),
        });
    }
}

fn unmatched(key: &LitStr, kind: &str, what: &str, known: &[Named]) -> syn::Error {
    let names: Vec<String> = known.iter().map(|it| format!("\"{}\"", full(it))).collect();
    let verb = match what {
        "function" => "has",
        "import" => "imports",
        _ => "exports",
    };
    let known = match names.as_slice() {
        [] => format!("the world {verb} no function"),
        names => format!("the world {verb} {}", names.join(", ")),
    };
    let name = key.value();
    syn::Error::new(
        key.span(),
        format!("the {kind} `{name}` matches no {what}; {known}"),
    )
}

fn full((interface, function): &Named) -> String {
    match interface {
        Some(interface) => format!("{interface}.{function}"),
        None => function.clone(),
    }
}

/// A name to skip may stand without its interface.
fn skips(key: &LitStr, interface: Option<&str>, function: &str) -> bool {
    let key = key.value();
    key == function || function_keys(interface, function).contains(&key)
}

fn check_error(error: &TrappableError, model: &Model, problems: &mut Problems) {
    let name = error.key.value();
    let interfaces = model.interfaces.iter().filter(|it| it.imported);
    let imported = interfaces.flat_map(|interface| &interface.functions);
    let imported = imported.chain(&model.world.imported_functions);
    let errors: Vec<_> = imported
        .filter_map(|function| error_of(model, function))
        .collect();
    let id = Attributes::find(model, &name).map(|id| resolved(model, id));
    if id.is_none_or(|id| !errors.contains(&id)) {
        let mut known: Vec<&str> = errors
            .iter()
            .map(|id| model.types[id.0].name.as_str())
            .collect();
        known.sort_unstable();
        known.dedup();
        let known = match known.as_slice() {
            [] => "none returns a named error".to_owned(),
            known => format!("their errors are `{}`", known.join("`, `")),
        };
        problems.push(syn::Error::new(
            error.key.span(),
            format!(
                "`{name}` is the error of no imported function; {known}; a name is written as `ns:pkg/iface.error`, as in the WIT"
            ),
        ));
    }
}

/// Takes what is ignored out of the model.
pub(crate) fn ignore(options: &HostOptions, model: &mut Model) {
    let ignored = |rules: &FunctionRules, interface: Option<&str>, function: &Function| {
        rules.flags(interface, &function.name).ignore
            || options
                .skip
                .iter()
                .any(|key| skips(key, interface, &function.name))
    };
    for interface in &mut model.interfaces {
        let name = interface.name.to_string();
        for function in &mut interface.functions {
            function.import_ignored = ignored(&options.imports, Some(&name), function);
            function.export_ignored = ignored(&options.exports, Some(&name), function);
        }
    }
    let world = &mut model.world;
    let imports = &mut world.imported_functions;
    imports.retain(|function| !ignored(&options.imports, None, function));
    let exports = &mut world.exported_functions;
    exports.retain(|function| !ignored(&options.exports, None, function));
}
