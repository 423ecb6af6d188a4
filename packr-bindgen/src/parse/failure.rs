//! wit-parser's errors as packr's, each with its place in the user's own text.

use wit_parser::{
    PackageId, PackageName, ParseError, ParseErrorKind, ParsedUsePath, Resolve, ResolveError,
    ResolveErrorKind, SourceMap, UnresolvedPackageGroup, WorldId, parse_use_path,
};

use super::scan::{Token, tokens};
use super::{Places, limits};
use crate::error::{Error, ErrorKind};
use crate::source::Location;

/// Syntax, or a name that does not exist in its package.
pub(super) fn syntax(
    error: &ParseError,
    map: &SourceMap,
    files: &[usize],
    places: &Places,
) -> Error {
    if let Some(error) = handle_of_placeholder(error, map, places) {
        return error;
    }
    let place = || places.locate(map, error.kind().span());
    if let (Some(kind), Some(place)) = (limits::of_parser(error), place()) {
        return Error::new(kind).at(&place);
    }
    if let (ParseErrorKind::Lex(_), [_, _, ..]) = (error.kind(), files)
        && let Some(error) = lexical(files, places)
    {
        return error;
    }
    let message = error.to_string();
    located(message, place(), files, places)
}

/// wit-parser counts the position of some lexical errors from the beginning of their file, but reports it as one of
/// the whole package. Files by themselves have no such doubt.
fn lexical(files: &[usize], places: &Places) -> Option<Error> {
    files.iter().find_map(|&file| {
        let (map, error) = places.source_map(&[file]).parse().err()?;
        matches!(error.kind(), ParseErrorKind::Lex(_)).then(|| {
            let place = places.locate(&map, error.kind().span());
            located(error.to_string(), place, &[file], places)
        })
    })
}

/// Names of handles are not opened, unless the tokens before them were misread.
fn handle_of_placeholder(error: &ParseError, map: &SourceMap, places: &Places) -> Option<Error> {
    let found = map.resolve_span(error.kind().span())?;
    let file = found.path.parse().ok()?;
    let range = places.openings.original(file, found.range);
    let opening = places
        .openings
        .of_file(file)
        .iter()
        .find(|opening| opening.range.start == range.start)?;
    let name = opening.name.clone();
    Some(
        Error::new(ErrorKind::NotAResource { name })
            .at(&places.location(file, opening.range.clone())),
    )
}

/// A name that does not exist in another package, or a rule about worlds that is broken.
pub(super) fn resolution(
    error: &ResolveError,
    map: &SourceMap,
    files: &[usize],
    places: &Places,
) -> Error {
    if let ResolveErrorKind::DuplicatePackage { name, span1, span2 } = error.kind() {
        let first = places.locate(map, *span2);
        let second = places.locate(map, *span1);
        return duplicate(&name.to_string(), second.as_ref(), first.as_ref());
    }
    let place = places.locate(map, error.kind().span());
    if let (
        ResolveErrorKind::PackageNotFound {
            requested, known, ..
        },
        Some(place),
    ) = (error.kind(), &place)
    {
        let kind = ErrorKind::PackageNotFound {
            name: requested.to_string(),
            known: known.iter().map(PackageName::to_string).collect(),
        };
        return Error::new(kind).at(place);
    }
    located(error.to_string(), place, files, places)
}

fn duplicate(name: &str, second: Option<&Location>, first: Option<&Location>) -> Error {
    let name = name.to_owned();
    let mut error = Error::new(ErrorKind::DuplicatePackage { name });
    if let Some(second) = second {
        error = error.at(second);
    }
    match first {
        Some(first) => error.note("the other declaration is here", Some(first)),
        None => error,
    }
}

/// Where wit-parser gives no place: the world that the message is about, the package's header, or the first file.
fn located(message: String, place: Option<Location>, files: &[usize], places: &Places) -> Error {
    let place = place
        .or_else(|| world_in(&message, files, places))
        .or_else(|| header(files, places, None))
        .or_else(|| {
            let &file = files.first()?;
            Some(places.location(file, 0..0))
        });
    let note = note(&message);
    let mut error = Error::new(ErrorKind::Wit { message });
    if let Some(note) = note {
        error = error.note(note, None);
    }
    match place {
        Some(place) => error.at(&place),
        None => error,
    }
}

fn note(message: &str) -> Option<String> {
    if message.starts_with("no `package` header") {
        return Some("one of the files begins with `package namespace:name;`".to_owned());
    }
    if message.contains("feature not being activated") {
        return Some("the option `features: [\"..\"]` activates features".to_owned());
    }
    let (_, keyword) = message.split_once("expected an identifier or string, found keyword `")?;
    let keyword = keyword.trim_end_matches('`');
    Some(format!(
        "`%{keyword}` is a name; `{keyword}` is a word of WIT"
    ))
}

fn world_in(message: &str, files: &[usize], places: &Places) -> Option<Location> {
    let (_, rest) = message.split_once("in world `")?;
    let (name, _) = rest.split_once('`')?;
    files.iter().find_map(|&file| {
        let text = places.sources.files[file].text();
        let all: Vec<Token> = tokens(text, 0).collect();
        let mut pairs = all.windows(2);
        let found =
            pairs.find(|pair| pair[0].is_word(text, "world") && pair[1].name(text) == name)?;
        Some(places.location(file, found[1].range()))
    })
}

/// wit-parser panics when a package is pushed that is there already.
pub(super) fn check_new_packages(
    resolve: &Resolve,
    group: &UnresolvedPackageGroup,
    files: &[usize],
    places: &Places,
) -> Result<(), Error> {
    for package in group.nested.iter().chain([&group.main]) {
        let name = &package.name;
        if !resolve.package_names.contains_key(name) {
            continue;
        }
        let here = header(files, places, Some(name));
        let everything: Vec<usize> = (0..places.sources.files.len())
            .filter(|file| !files.contains(file))
            .collect();
        let other = header(&everything, places, Some(name));
        return Err(duplicate(&name.to_string(), here.as_ref(), other.as_ref()));
    }
    Ok(())
}

/// The name in a `package` header: that of `name`, or the first one.
fn header(files: &[usize], places: &Places, name: Option<&PackageName>) -> Option<Location> {
    files.iter().find_map(|&file| {
        let text = places.sources.files[file].text();
        let all: Vec<Token> = tokens(text, 0).collect();
        all.iter().enumerate().find_map(|(at, token)| {
            if !token.is_word(text, "package") {
                return None;
            }
            let header = &all[at + 1..];
            let end = header
                .iter()
                .position(|token| token.is_sign(b';') || token.is_sign(b'{'))?;
            let (first, last) = (header.first()?, header[..end].last()?);
            let range = first.start..last.end;
            let written: String = header[..end].iter().map(|token| token.name(text)).collect();
            let wanted = name.is_none_or(|name| name.to_string() == written);
            wanted.then(|| places.location(file, range))
        })
    })
}

/// Chooses the world, and says which there are where that fails.
pub(super) fn select_world(
    resolve: &Resolve,
    mains: &[PackageId],
    world: Option<&str>,
) -> Result<WorldId, Error> {
    let escaped = world.map(escape);
    let selected = resolve.select_world(mains, escaped.as_deref());
    selected.map_err(|error| {
        let package = |id: &PackageId| resolve.packages[*id].name.to_string();
        let mut known: Vec<String> = Vec::new();
        for (_, world) in &resolve.worlds {
            let main = world.package.filter(|package| mains.contains(package));
            let name = main.map(|package| resolve.id_of_name(package, &world.name));
            known.extend(name);
        }
        let parsed = escaped.as_deref().map(parse_use_path);
        let message = match (world.zip(parsed), mains) {
            (None, [main]) if known.is_empty() => {
                format!("package `{}` declares no world", package(main))
            }
            (None, [main]) => format!("package `{}` declares several worlds", package(main)),
            (None, _) => "several packages were given, so the world has to be named".to_owned(),
            (Some((name, Err(_))), _) => format!("`{name}` cannot be the name of a world"),
            (Some((name, Ok(ParsedUsePath::Name(_)))), [main]) => {
                format!("there is no world `{name}` in package `{}`", package(main))
            }
            (Some((name, Ok(ParsedUsePath::Name(_)))), _) => format!(
                "several packages were given, so the world `{name}` has to be named with its package"
            ),
            (Some((name, Ok(ParsedUsePath::Package(..)))), _) => {
                format!("there is no world `{name}`\n{error}")
            }
        };
        Error::new(ErrorKind::World {
            message,
            worlds: known,
        })
    })
}

/// Adds where the package is declared: the place of an error that is about a whole package.
pub(super) fn at_package(error: Error, files: &[usize], places: &Places) -> Error {
    let place = files.iter().find_map(|&file| {
        let text = places.text(file);
        let mut tokens = tokens(text, 0);
        tokens.find(|token| token.is_word(text, "package"))?;
        let name = tokens.take_while(|token| !token.is_sign(b';') && !token.is_sign(b'{'));
        let (first, last) = name.fold((None, 0), |(first, _), token| {
            (first.or(Some(token.start)), token.end)
        });
        Some(places.location(file, first?..last))
    });
    match place {
        Some(place) => error.at(&place),
        // An encoded package, whose name stands in the error.
        None => error,
    }
}

/// The name with a `%` before each word, as wit-parser wants it for words that are keywords of WIT.
fn escape(name: &str) -> String {
    let mut escaped = String::new();
    let mut at_start = true;
    for letter in name.chars() {
        if at_start && letter != '%' {
            escaped.push('%');
        }
        escaped.push(letter);
        at_start = letter == ':' || letter == '/';
    }
    escaped
}
