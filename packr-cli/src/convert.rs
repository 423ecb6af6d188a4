//! `packr encode` and `packr decode`: values between text, JSON and bytes.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use packr_core::schema::{Type, World};
use packr_core::{CodecError, Limits, Value, Version, decode as decode_bytes, encode_as};

use crate::error::{Exit, Failure};
use crate::output;
use crate::package::{self, TimeLimit};
use crate::world::WitOptions;
use crate::{json, type_text, wave};

/// What type a value has.
#[derive(Debug, clap::Args)]
struct TypeOptions {
    /// Take the named types from this package's metadata.
    #[arg(long, value_name = "PKG", conflicts_with = "wit")]
    package: Option<PathBuf>,

    #[command(flatten)]
    wit: WitOptions,

    #[command(flatten)]
    time: TimeLimit,
}

/// Write a value as bytes in the format CGRF.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  packr encode --type 'list<u32>' '[1, 2, 3]' --hex
  packr encode --type expr --wit tests/wit/calc.wit 'neg(num(1))' --output value.cgrf")]
pub(crate) struct EncodeArgs {
    /// The value, as WAVE text; `-` reads it from standard input.
    #[arg(allow_negative_numbers = true)]
    value: String,

    /// Its type as WIT spells it, over the named types of --wit or --package: 'list<u32>', 'expr'. Without it the value is
    /// in packr's own text for values, which tells its types: '3u32', 'Expr::Sym#0("+")'.
    #[arg(long = "type", value_name = "TYPE")]
    ty: Option<String>,

    #[command(flatten)]
    types: TypeOptions,

    /// The value is JSON; needs --type.
    #[arg(long, requires = "ty")]
    json: bool,

    /// Write hexadecimal digits.
    #[arg(long)]
    hex: bool,

    /// The version of the format.
    #[arg(long, value_enum, default_value = "2")]
    format_version: FormatVersion,

    /// Write to this file, in the place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Read a value from bytes in the format CGRF, of either version.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without a type the value is printed in packr's own text for values, which tells its types.

Examples:
  packr encode --type 'list<u32>' '[1, 2, 3]' | packr decode
  packr decode value.cgrf --type expr --wit tests/wit/calc.wit")]
pub(crate) struct DecodeArgs {
    /// The file; `-` is standard input.
    #[arg(default_value = "-")]
    file: PathBuf,

    /// Its type as WIT spells it, over the named types of --wit or --package: 'list<u32>', 'expr'.
    #[arg(long = "type", value_name = "TYPE")]
    ty: Option<String>,

    #[command(flatten)]
    types: TypeOptions,

    /// Print JSON; needs --type.
    #[arg(long, requires = "ty")]
    json: bool,

    /// The file has hexadecimal digits.
    #[arg(long)]
    hex: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FormatVersion {
    /// That of packr 0.6 to 0.21.
    #[value(name = "2")]
    V2,
    /// That of packr 0.22 and later.
    #[value(name = "3")]
    V3,
}

impl From<FormatVersion> for Version {
    fn from(version: FormatVersion) -> Self {
        match version {
            FormatVersion::V2 => Version::V2,
            FormatVersion::V3 => Version::V3,
        }
    }
}

pub(crate) fn encode(args: &EncodeArgs) -> Result<(), Failure> {
    let text = match args.value.as_str() {
        "-" => String::from_utf8(bytes(Path::new("-"))?)
            .map_err(|_| Failure::new(Exit::Data, "standard input is not UTF-8"))?,
        value => value.to_owned(),
    };
    let value = args.read(&text)?;
    let mut bytes =
        encode_as(&value, args.format_version.into(), &Limits::DEFAULT).map_err(|error| {
            Failure::new(Exit::Data, format!("the value can't be encoded: {error}"))
        })?;
    if args.hex {
        bytes = (output::hex(&bytes) + "\n").into_bytes();
    }
    match &args.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| {
            Failure::new(
                Exit::Data,
                format!("can't write `{}`: {error}", path.display()),
            )
        }),
        None if !args.hex && std::io::stdout().is_terminal() => Err(Failure::usage(
            "these are bytes, which a terminal can't show: give `--hex`, `--output FILE`, or send them on with `|` or `>`",
        )),
        None => output::print_bytes(&bytes),
    }
}

impl EncodeArgs {
    fn read(&self, text: &str) -> Result<Value, Failure> {
        let marked = |mistake: wave::Mistake, subject: &str| {
            Failure::new(Exit::Data, mistake.show(text, subject))
        };
        let Some(ty) = &self.ty else {
            let subject = "this is no value in packr's own text; `--type TYPE` takes WAVE text";
            return wave::untyped(text).map_err(|mistake| marked(mistake, subject));
        };
        let (world, ty) = self.types.read(ty)?;
        if !self.json {
            let subject = format!("the value is no {}", world.display(ty));
            return wave::read(&world, ty, text).map_err(|mistake| marked(mistake, &subject));
        }
        let parsed = json::parse(text)
            .map_err(|error| Failure::new(Exit::Data, format!("this is no JSON: {error}")))?;
        json::read(&world, ty, &parsed).map_err(|error| wrong("the JSON", &world, ty, &error))
    }
}

pub(crate) fn decode(args: &DecodeArgs) -> Result<(), Failure> {
    let typed = args.ty.as_ref().map(|ty| args.types.read(ty)).transpose()?;
    let mut bytes = bytes(&args.file)?;
    if args.hex {
        bytes = from_hex(&bytes)?;
    }
    let corrupt = |error: CodecError| {
        let name = match args.file.to_str() {
            Some("-") => "standard input".to_owned(),
            _ => format!("`{}`", args.file.display()),
        };
        Failure::new(Exit::Data, format!("{name} is no such value: {error}"))
    };
    let value: Value = decode_bytes(&bytes).map_err(corrupt)?;
    let Some((world, ty)) = typed else {
        return output::print(&format!("{value:#}"));
    };
    let value = world
        .conform(ty, value)
        .map_err(|error| wrong("the value", &world, ty, &error))?;
    match args.json {
        true => output::print_json(&json::value(&world, ty, &value)),
        false => output::print(&wave::write(&world, ty, &value)),
    }
}

impl TypeOptions {
    /// The type that a text says, and the world that it belongs to.
    fn read(&self, text: &str) -> Result<(World, Type), Failure> {
        let mut world = match (&self.package, self.wit.world()?) {
            (_, Some(world)) => world,
            (Some(path), None) => {
                let loaded = package::load(path)?;
                let metadata = loaded
                    .metadata(&self.time.clock())
                    .map_err(|error| package::refused(&error))?;
                let none = || {
                    Failure::new(
                        Exit::Package,
                        format!("`{}` has no metadata", path.display()),
                    )
                };
                metadata.ok_or_else(none)?.world
            }
            (None, None) => World::EMPTY,
        };
        let ty = type_text::read(&mut world, text)
            .map_err(|mistake| Failure::usage(mistake.show(text, "`--type` is no type")))?;
        Ok((world, ty))
    }
}

fn wrong(what: &str, world: &World, ty: Type, error: &CodecError) -> Failure {
    Failure::new(
        Exit::Data,
        format!("{what} is no {}: {error}", world.display(ty)),
    )
}

/// What a file holds; `-` is standard input.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match path.to_str() {
        Some("-") => std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes),
        _ => std::fs::read(path),
    };
    read.map_err(|error| {
        Failure::new(
            Exit::Data,
            format!("can't read `{}`: {error}", path.display()),
        )
    })
}

fn from_hex(text: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut digits = Vec::new();
    for (at, byte) in text
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii_whitespace())
    {
        let digit = char::from(*byte).to_digit(16);
        let wrong = || {
            Failure::new(
                Exit::Data,
                format!("byte {at} of the input is no hexadecimal digit"),
            )
        };
        digits.push(digit.ok_or_else(wrong)? as u8);
    }
    if digits.len() % 2 == 1 {
        return Err(Failure::new(
            Exit::Data,
            "the input has an odd number of hexadecimal digits",
        ));
    }
    Ok(digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect())
}
