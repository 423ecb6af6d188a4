//! The sides of the comparison, by name.

mod component;
mod ours;
mod postcard;
#[cfg(feature = "published")]
mod published;
mod raw;

use std::path::PathBuf;
use std::rc::Rc;

use wasmtime::Config;

use crate::work::{Contender, Failure};

/// Those in use, with their guests compiled.
pub struct Contenders(Vec<(String, Rc<dyn Contender>)>);

impl Contenders {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    pub fn get(&mut self, name: &str) -> Result<Rc<dyn Contender>, Failure> {
        if let Some((_, contender)) = self.0.iter().find(|(known, _)| known == name) {
            return Ok(contender.clone());
        }
        let contender = make(name)?;
        self.0.push((name.to_owned(), contender.clone()));
        Ok(contender)
    }
}

fn make(name: &str) -> Result<Rc<dyn Contender>, Failure> {
    Ok(match name {
        "raw" => Rc::new(raw::Raw::new()?),
        "postcard" => Rc::new(postcard::Postcard::new()?),
        "component" => Rc::new(component::Component::new(config())?),
        "component-default" => Rc::new(component::Component::new(default_config())?),
        "ours" => Rc::new(ours::Ours::new(ours::Watcher::None)?),
        "ours-noop" => Rc::new(ours::Ours::new(ours::Watcher::Noop)?),
        "ours-recorder" => Rc::new(ours::Ours::new(ours::Watcher::Recorder)?),
        #[cfg(feature = "published")]
        "published-6" => Rc::new(published::v6::Published::new()?),
        #[cfg(feature = "published")]
        "published-24" => Rc::new(published::v24::Published::new()?),
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

/// The bytes of a guest that run.sh built.
fn guest(name: &str) -> Result<Vec<u8>, Failure> {
    let directory = std::env::var_os("PACKR_COMPARE_GUESTS")
        .ok_or("PACKR_COMPARE_GUESTS names no directory with guests: use run.sh")?;
    let path = PathBuf::from(directory).join(name).with_extension("wasm");
    std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}
