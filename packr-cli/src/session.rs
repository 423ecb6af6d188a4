//! A package at work: its types, what answers its imports, its time.

use std::path::Path;

use packr_core::schema::{Function, TypeDef, World};
use packr_core::{CallInterceptor, Error, Instance, LinkProblem, Linker, Shared, Value};
use wasmtime::Store;

use crate::answers::{Answers, NoAnswer};
use crate::convert::FormatVersion;
use crate::error::{Exit, Failure};
use crate::output;
use crate::package::{self, Clock, Loaded, TimeLimit, TimedOut};
use crate::progress::Hider;
use crate::trace::Trace;
use crate::wave::{self, Shape};
use crate::world::WitOptions;

/// How a package is run.
#[derive(Debug, clap::Args)]
pub(crate) struct SessionOptions {
    #[command(flatten)]
    pub(crate) wit: WitOptions,

    /// Answer every call of an imported function with a value.
    #[arg(long, value_name = "FUNCTION=VALUE")]
    pub(crate) import: Vec<String>,

    /// Let every other imported function trap when it is called.
    #[arg(long)]
    pub(crate) import_trap: bool,

    /// Write every call in either direction to standard error, nested.
    #[arg(long)]
    pub(crate) show_calls: bool,

    /// Show where in the guest a call failed.
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// The version of the byte format that a package without metadata speaks.
    #[arg(long, value_enum, default_value = "2")]
    pub(crate) format_version: FormatVersion,

    #[command(flatten)]
    pub(crate) time: TimeLimit,
}

/// A package with its types, not yet running.
pub(crate) struct Session<'a> {
    options: &'a SessionOptions,
    pub(crate) loaded: Loaded,
    pub(crate) world: Shared<World>,
    clock: Clock,
}

/// Who answers what the package imports.
pub(crate) enum Host {
    /// The options, or whoever is at the terminal.
    Options,
    /// Nobody but interceptors.
    Absent,
}

impl<'a> Session<'a> {
    /// Loads a package. Its types are those of `--wit`, of `known`, or of its metadata, in this order.
    pub(crate) fn open(
        options: &'a SessionOptions,
        package: &Path,
        known: Option<World>,
    ) -> Result<Self, Failure> {
        let wit = options.wit.world()?.or(known);
        let loaded = package::load(package)?;
        let clock = options.time.clock();
        let world = match wit {
            Some(world) => world,
            None => of_metadata(&loaded, &clock)?,
        };
        Ok(Self {
            options,
            loaded,
            world: world.into(),
            clock,
        })
    }

    /// Gets ready to run with interceptors, which see the calls of each instance.
    pub(crate) fn start(
        &self,
        host: Host,
        mut interceptors: Vec<Box<dyn CallInterceptor>>,
        hider: &Hider,
    ) -> Result<Running<'_>, Failure> {
        let options = self.options;
        let failed = |error: Error| failure(&error, options.verbose);
        let mut linker = Linker::new(&self.loaded.engine);
        linker.default_version(options.format_version.into());
        match host {
            Host::Options => {
                let answers = Answers::new(&self.world, &options.import, options.import_trap)?;
                let defined = answers.define(&mut linker, &self.world, &self.clock, hider);
                defined.map_err(failed)?;
            }
            Host::Absent => linker.define_stubs(self.world.clone()).map_err(failed)?,
        }
        if options.show_calls {
            interceptors.push(Box::new(Trace::new(self.world.clone(), hider.clone())));
        }
        if !interceptors.is_empty() {
            linker.set_interceptor(interceptors);
        }
        let (store, instance) = self.instance(&linker)?;
        Ok(Running {
            session: self,
            linker,
            store,
            instance,
        })
    }

    fn instance(&self, linker: &Linker<()>) -> Result<(Store<()>, Instance), Failure> {
        self.clock.restart();
        let mut store = self.loaded.store(&self.clock, ());
        let made = linker.instantiate(&mut store, &self.loaded.package, self.world.clone());
        let instance = made.map_err(|error| self.failure(&error))?;
        Ok((store, instance))
    }

    /// What a call's error is to the person at the terminal.
    pub(crate) fn failure(&self, error: &Error) -> Failure {
        failure(error, self.options.verbose)
    }
}

/// A package that runs.
pub(crate) struct Running<'a> {
    session: &'a Session<'a>,
    linker: Linker<()>,
    store: Store<()>,
    instance: Instance,
}

impl Running<'_> {
    /// Calls an exported function by its full name. Each call has the whole time.
    pub(crate) fn call(&mut self, name: &str, input: Value) -> Result<Value, Error> {
        self.session.clock.restart();
        self.instance.call(&mut self.store, name, input)
    }

    /// The instance that the next call runs on.
    pub(crate) fn instance(&self) -> &Instance {
        &self.instance
    }

    /// Goes on with another instance.
    pub(crate) fn renew(&mut self) -> Result<(), Failure> {
        (self.store, self.instance) = self.session.instance(&self.linker)?;
        Ok(())
    }
}

fn of_metadata(loaded: &Loaded, clock: &Clock) -> Result<World, Failure> {
    match loaded.metadata(clock) {
        Ok(Some(metadata)) => Ok(World {
            name: "package".into(),
            ..metadata.world
        }),
        Ok(None) => Err(Failure::new(
            Exit::Package,
            format!(
                "`{}` does not say what its functions take and return (it has no metadata); give its WIT with \
                 `--wit PATH` and, where that has several worlds, `--world NAME`",
                loaded.package.name()
            ),
        )),
        Err(error) => Err(package::refused(&error)),
    }
}

fn failure(error: &Error, verbose: bool) -> Failure {
    let mut message = if let Some(error) = error.downcast_ref::<TimedOut>() {
        error.to_string()
    } else if let Some(error) = error.downcast_ref::<NoAnswer>() {
        error.to_string()
    } else {
        error.brief()
    };
    let exit = match (error.call(), error.downcast_ref::<TimedOut>()) {
        (None, None) => Exit::Package,
        _ => Exit::Call,
    };
    if let Error::Link(link) = error {
        let needs_wasi = |problem: &LinkProblem| match problem {
            LinkProblem::MissingImport { module, .. } => package::is_wasi(module),
            _ => false,
        };
        if link.problems.iter().any(needs_wasi) {
            message.push_str("\nThe package needs WASI, which this command does not provide; a host of its own can.");
        }
    }
    if verbose {
        message = error.report();
    }
    Failure::new(exit, message)
}

/// Prints a result, of a function that has one, and tells whether it is `err(..)`: a result as any other, but for the exit code.
pub(crate) fn print_result(
    world: &World,
    function: &Function,
    output: &Value,
    as_json: bool,
) -> Result<bool, Failure> {
    let Some(ty) = function.result else {
        if as_json {
            output::print_json(&serde_json::Value::Null)?;
        }
        return Ok(false);
    };
    match as_json {
        true => output::print_json(&crate::json::value(world, ty, output))?,
        false => output::print(&wave::write(world, ty, output))?,
    }
    Ok(matches!(
        (wave::shape(world, ty), output),
        (
            Shape::Def(TypeDef::Result(..)),
            Value::Result { value: Err(_), .. }
        )
    ))
}

/// Tells how a call ended while something is under way, and gives the exit code if it did not end well.
pub(crate) fn tell(
    session: &Session<'_>,
    function: &Function,
    called: Result<Value, Error>,
    as_json: bool,
    hider: &Hider,
) -> Result<Option<Exit>, Failure> {
    match called {
        Ok(output) => {
            let print = || print_result(&session.world, function, &output, as_json);
            let is_err = hider.hide(print)?;
            Ok(is_err.then_some(Exit::Returned))
        }
        Err(error) => {
            if let Failure::Told { message, .. } = session.failure(&error) {
                hider.hide(|| output::error(&message));
            }
            Ok(Some(Exit::Call))
        }
    }
}
