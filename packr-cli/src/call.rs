//! `packr call`: calls a function of a package.

use packr_core::Value;
use packr_core::schema::{Function, World};

use crate::error::{Exit, Failure};
use crate::package::PackageArg;
use crate::progress::Progress;
use crate::session::{Host, Session, SessionOptions, print_result};
use crate::{wave, world};

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
    session: SessionOptions,

    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let session = Session::open(&args.session, &args.package.package, None)?;
    let world = &session.world;
    let found = world::find(&world.exports, &args.function, "exported function")?;
    let name = found.name();
    let input = arguments(world, &name, found.function, &args.arguments)?;
    let progress = Progress::begin(format!("calling {name}"));
    let mut running = session.start(Host::Options, vec![], &progress.hider())?;
    let called = running.call(&name, input);
    drop(progress);
    let output = called.map_err(|error| session.failure(&error))?;
    match print_result(world, found.function, &output, args.json)? {
        true => Err(Failure::Silent(Exit::Returned)),
        false => Ok(()),
    }
}

/// Reads the arguments of a call, each a text of its own.
pub(crate) fn arguments(
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
