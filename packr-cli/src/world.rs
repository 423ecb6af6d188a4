//! Where types come from: WIT, or a package's metadata.

use std::path::PathBuf;

use packr_bindgen::model::Model;
use packr_bindgen::{Request, load};
use packr_core::intercept::Direction;
use packr_core::schema::{Function, World};

use crate::error::{Exit, Failure};

/// Which world of which WIT.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Which {
    /// The world, where there are several: `name`, `ns:pkg/name` or `ns:pkg/name@version`.
    #[arg(long)]
    world: Option<String>,

    /// Take in what is `@unstable` for these features.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    features: Vec<String>,
}

/// WIT in the place of a package's metadata.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct WitOptions {
    /// Take the types from this WIT: a file, or a folder with its `deps/`. May be given several times.
    #[arg(long, value_name = "PATH")]
    pub(crate) wit: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) which: Which,
}

/// Reads and checks WIT.
pub(crate) fn model(paths: &[PathBuf], which: &Which) -> Result<Model, Failure> {
    let text = |path: &PathBuf| match path.to_str() {
        Some(path) => Ok(path.to_owned()),
        None => Err(Failure::new(
            Exit::Wit,
            format!(
                "the path `{}` is not UTF-8, and WIT is only read from paths that are",
                path.display()
            ),
        )),
    };
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let message = format!("there is no file or folder `{}`", missing.display());
        return Err(Failure::new(Exit::Wit, message));
    }
    let request = Request {
        paths: paths.iter().map(text).collect::<Result<_, _>>()?,
        world: which.world.clone(),
        features: which.features.clone(),
        ..Request::default()
    };
    Ok(load(&request).model?)
}

impl WitOptions {
    /// The world of the WIT that was given; `None` where none was.
    pub(crate) fn world(&self) -> Result<Option<World>, Failure> {
        if self.wit.is_empty() {
            if self.which.world.is_some() || !self.which.features.is_empty() {
                return Err(Failure::usage(
                    "`--world` and `--features` say which part of a WIT is meant; give it with `--wit PATH`",
                ));
            }
            return Ok(None);
        }
        let model = model(&self.wit, &self.which)?;
        Ok(Some(packr_bindgen::world(&model)))
    }
}

/// The interface of what a world imports or exports itself.
pub(crate) const ROOT: &str = "$root";

/// `ns:pkg/iface#function`, or the function alone for one of the world itself.
pub(crate) fn full_name(interface: &str, function: &str) -> String {
    match interface {
        ROOT => function.to_owned(),
        _ => format!("{interface}#{function}"),
    }
}

/// The function of that name, one that the host calls or that the package calls.
pub(crate) fn function<'a>(
    world: &'a World,
    direction: Direction,
    interface: &str,
    name: &str,
) -> Option<&'a Function> {
    let interfaces = match direction {
        Direction::Import => &world.imports,
        Direction::Export => &world.exports,
    };
    let interface = interfaces.iter().find(|it| it.id == interface)?;
    interface.functions.iter().find(|it| it.name == name)
}

/// A function by the name that a person gives it.
pub(crate) struct Found<'a> {
    pub(crate) interface: &'a str,
    pub(crate) function: &'a Function,
}

impl Found<'_> {
    pub(crate) fn name(&self) -> String {
        full_name(self.interface, &self.function.name)
    }
}

/// Finds a function among a world's imports or exports by its full name, or by any end of it that only one has.
pub(crate) fn find<'a>(
    interfaces: &'a [packr_core::schema::Interface],
    name: &str,
    kind: &str,
) -> Result<Found<'a>, Failure> {
    let all = || {
        interfaces.iter().flat_map(|interface| {
            let functions = interface.functions.iter();
            functions.map(|function| Found {
                interface: &interface.id,
                function,
            })
        })
    };
    let wanted = spelled(name);
    let whole = |full: &str| spelled(full) == wanted || without_version(full) == wanted;
    let end = |full: &str| {
        let full = [spelled(full), without_version(full)];
        full.iter().any(|full| {
            let rest = full.strip_suffix(wanted.as_str());
            rest.is_some_and(|rest| rest.ends_with(['#', '/', ':']))
        })
    };
    let mut found: Vec<_> = all().filter(|it| whole(&it.name())).collect();
    if found.is_empty() {
        found = all().filter(|it| end(&it.name())).collect();
    }
    let names = |found: Vec<Found<'_>>| -> String {
        let names: Vec<_> = found
            .iter()
            .map(|it| format!("\n  {}", it.name()))
            .collect();
        names.concat()
    };
    match found.len() {
        1 => Ok(found.remove(0)),
        0 if all().next().is_none() => Err(Failure::usage(format!(
            "there is no {kind} `{name}`; there is none at all"
        ))),
        0 => Err(Failure::usage(format!(
            "there is no {kind} `{name}`; there are:{}",
            names(all().collect())
        ))),
        _ => Err(Failure::usage(format!(
            "several {kind}s are `{name}`:{}",
            names(found)
        ))),
    }
}

/// In one spelling: kebab-case, and `#` before the function of an interface.
fn spelled(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    match name.rsplit_once('.') {
        // In `ns:pkg/iface.func` the dot stands for `#`; in `ns:pkg/iface@1.0.0#func` it does not.
        Some((interface, function)) if !name.contains('#') => format!("{interface}#{function}"),
        _ => name,
    }
}

fn without_version(name: &str) -> String {
    let name = spelled(name);
    match (name.split_once('@'), name.split_once('#')) {
        (Some((before, _)), Some((_, function))) => format!("{before}#{function}"),
        _ => name,
    }
}
