//! The sides of the comparison, by name.

mod component;
mod ours;
mod postcard;
#[cfg(feature = "published")]
mod published;
mod raw;
#[cfg(feature = "watoots")]
mod watoots;

use packr::journal::Durability;
use wasmtime::Config;

use crate::work::{Contender, Failure};

/// A contender, with its guest compiled.
pub fn contender(name: &str) -> Result<Box<dyn Contender>, Failure> {
    Ok(match name {
        "raw" => Box::new(raw::Raw::new()?),
        "postcard" => Box::new(postcard::Postcard::new()?),
        "component" => Box::new(component::Component::new(config())?),
        "component-default" => Box::new(component::Component::new(default_config())?),
        "ours" => Box::new(ours::Ours::new(ours::Watcher::None)?),
        "ours-noop" => Box::new(ours::Ours::new(ours::Watcher::Noop)?),
        "ours-recorder" => Box::new(ours::Ours::new(ours::Watcher::Recorder)?),
        "ours-journal" => Box::new(ours::Ours::new(ours::Watcher::Journal(Durability::None))?),
        "ours-flush" => Box::new(ours::Ours::new(ours::Watcher::Journal(Durability::Flush))?),
        #[cfg(feature = "watoots")]
        "watoots" => Box::new(watoots::Watoots::new(false)?),
        #[cfg(feature = "watoots")]
        "watoots-recorder" => Box::new(watoots::Watoots::new(true)?),
        #[cfg(not(feature = "watoots"))]
        "watoots" | "watoots-recorder" => {
            return Err("built without the feature `watoots`".into());
        }
        #[cfg(feature = "published")]
        "published-6" => Box::new(published::v6::Published::new()?),
        #[cfg(feature = "published")]
        "published-24" => Box::new(published::v24::Published::new()?),
        #[cfg(not(feature = "published"))]
        "published-6" | "published-24" => {
            return Err("built without the feature `published`".into());
        }
        _ => return Err(format!("no contender is named `{name}`").into()),
    })
}

/// What every engine of wasmtime 48 here is configured with: what a component is fastest with, and no threads for compiling.
fn config() -> Config {
    let mut config = default_config();
    config.concurrency_support(false);
    config
}

/// What wasmtime has by default.
fn default_config() -> Config {
    let mut config = Config::new();
    config.parallel_compilation(false);
    config
}

/// The bytes of a guest, which run.sh builds into the same target directory.
fn guest(name: &str) -> Result<Vec<u8>, Failure> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).unwrap_or(&program);
    let guests = target.join("guests/wasm32-unknown-unknown/release");
    let path = guests.join(name).with_extension("wasm");
    std::fs::read(&path)
        .map_err(|error| format!("{}: {error}: run.sh builds it", path.display()).into())
}
