//! `packr call`: calls a function of a package.

mod answers;

use packr_core::schema::{Function, TypeDef, World};
use packr_core::{Error, LinkProblem, Linker, Shared, Value};

use answers::{Answers, NoAnswer};

use crate::convert::FormatVersion;
use crate::error::{Exit, Failure};
use crate::output;
use crate::package::{self, Clock, Loaded, PackageArg, TimeLimit, TimedOut};
use crate::progress::Progress;
use crate::trace::Trace;
use crate::wave::{self, Shape};
use crate::world::{self, WitOptions};

/// Call a function of a package.
///
/// Arguments and result are WAVE text, typed by the package's metadata or by --wit: 42, "text", [1, 2], {name: "x"},
/// some(1), ok("text"), a case's name with its value in parentheses.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the package imports is answered by --import, by --import-trap, or asked for at the terminal.
An argument that begins with a hyphen and is no number stands after `--`.

Examples:
  packr call guests/calc.wasm eval 'sum([num(1), num(2)])'
  packr call guests/calc.wasm eval 'name(\"x\")' --import 'demo:calc/host#lookup=some(40)' --show-calls")]
pub(crate) struct Args {
    #[command(flatten)]
    package: PackageArg,

    /// The function: `name`, `ns:pkg/iface#name`, or any end of that which only one function has.
    function: String,

    /// The arguments, each as WAVE text.
    #[arg(allow_negative_numbers = true)]
    arguments: Vec<String>,

    #[command(flatten)]
    wit: WitOptions,

    /// Answer every call of an imported function with a value.
    #[arg(long, value_name = "FUNCTION=VALUE")]
    import: Vec<String>,

    /// Let every other imported function trap when it is called.
    #[arg(long)]
    import_trap: bool,

    /// Write every call in either direction to standard error, nested.
    #[arg(long)]
    show_calls: bool,

    /// Print the result as JSON.
    #[arg(long)]
    json: bool,

    /// Show where in the guest a call failed.
    #[arg(long, short)]
    verbose: bool,

    /// The version of the byte format that a package without metadata speaks.
    #[arg(long, value_enum, default_value = "2")]
    format_version: FormatVersion,

    #[command(flatten)]
    time: TimeLimit,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let wit = args.wit.world()?;
    let loaded = package::load(&args.package.package)?;
    let clock = args.time.clock();
    let world: Shared<World> = match wit {
        Some(world) => world.into(),
        None => of_metadata(&loaded, &clock)?.into(),
    };
    let found = world::find(&world.exports, &args.function, "exported function")?;
    let input = arguments(&world, &found.name(), found.function, &args.arguments)?;
    let progress = Progress::begin(format!("calling {}", found.name()));
    let answers = Answers::new(&world, &args.import, args.import_trap)?;
    let hider = progress.hider();
    let mut linker = Linker::new(&loaded.engine);
    linker.default_version(args.format_version.into());
    let defined = answers.define(&mut linker, &world, &clock, &hider);
    defined.map_err(|error| failure(&error, args.verbose))?;
    if args.show_calls {
        linker.set_interceptor(Trace::new(world.clone(), hider));
    }
    let called = call(&loaded, &linker, &clock, &world, &found.name(), input);
    drop(progress);
    let output = called.map_err(|error| failure(&error, args.verbose))?;
    print(args, &world, found.function, &output)
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

fn arguments(
    world: &World,
    name: &str,
    function: &Function,
    texts: &[String],
) -> Result<Value, Failure> {
    if texts.len() != function.params.len() {
        let params = function
            .params
            .iter()
            .map(|(name, ty)| format!("{name}: {}", world.display(*ty)));
        let params: Vec<_> = params.collect();
        let (expected, found) = (params.len(), texts.len());
        let things = if expected == 1 {
            "argument"
        } else {
            "arguments"
        };
        return Err(Failure::usage(format!(
            "`{name}` takes {expected} {things}, and {found} {} given: {name}({})",
            if found == 1 { "was" } else { "were" },
            params.join(", ")
        )));
    }
    let values = function
        .params
        .iter()
        .zip(texts)
        .map(|((param, ty), text)| {
            wave::read(world, *ty, text).map_err(|mistake| {
                let subject = format!(
                    "the argument `{param}` of `{name}` is no {}",
                    world.display(*ty)
                );
                Failure::usage(mistake.show(text, &subject))
            })
        });
    Ok(Value::Tuple(values.collect::<Result<_, _>>()?))
}

fn call(
    loaded: &Loaded,
    linker: &Linker<()>,
    clock: &Clock,
    world: &Shared<World>,
    name: &str,
    input: Value,
) -> Result<Value, Error> {
    clock.restart();
    let mut store = loaded.store(clock, ());
    let instance = linker.instantiate(&mut store, &loaded.package, world.clone())?;
    instance.call(&mut store, name, input)
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
            message.push_str("\nThe package needs WASI, which `packr call` does not provide; a host of its own can.");
        }
    }
    if verbose {
        message = error.report();
    }
    Failure::new(exit, message)
}

/// Prints the result. `err(..)` is a result as any other, but for the exit code.
fn print(args: &Args, world: &World, function: &Function, output: &Value) -> Result<(), Failure> {
    let Some(ty) = function.result else {
        return match args.json {
            true => output::print_json(&serde_json::Value::Null),
            false => Ok(()),
        };
    };
    match args.json {
        true => output::print_json(&crate::json::value(world, ty, output))?,
        false => output::print(&wave::write(world, ty, output))?,
    }
    match (wave::shape(world, ty), output) {
        (Shape::Def(TypeDef::Result(..)), Value::Result { value: Err(_), .. }) => {
            Err(Failure::Silent(Exit::Returned))
        }
        _ => Ok(()),
    }
}
