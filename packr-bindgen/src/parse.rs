//! Reads WIT with wit-parser, opening type cycles on the way: it refuses them.
//!
//! A reference that closes a cycle is replaced by a placeholder, and its package is parsed again from scratch.
//! [`crate::resolve`] puts the references back.

pub(crate) mod collect;
pub(crate) mod definitions;
mod failure;
mod limits;
pub(crate) mod openings;
pub(crate) mod scan;
mod uses;

use std::ops::Range;

use wit_parser::{
    PackageId, ParseError, ParseErrorKind, Resolve, SourceMap, Span, TypeDefKind,
    UnresolvedPackageGroup, WorldId,
};

use crate::error::{Error, ErrorKind, Errors};
use crate::request::Request;
use crate::source::{Location, Sources};

use collect::{Part, Root};
use definitions::{closing_references, definitions, in_handle};
use limits::Reach;
use openings::Openings;

/// Everything that leads from a span of wit-parser back to the user's own text.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) sources: Sources,
    pub(crate) openings: Openings,
    #[cfg(test)]
    parses: usize,
}

impl Places {
    /// The file (by index) and the bytes in the user's own text that `span` covers; `None` for what came encoded.
    pub(crate) fn find(&self, map: &SourceMap, span: Span) -> Option<(usize, Range<usize>)> {
        let found = map.resolve_span(span)?;
        let file = found.path.parse().ok()?;
        Some((file, self.openings.original(file, found.range)))
    }

    pub(crate) fn locate(&self, map: &SourceMap, span: Span) -> Option<Location> {
        let (file, range) = self.find(map, span)?;
        Some(self.location(file, range))
    }

    pub(crate) fn location(&self, file: usize, range: Range<usize>) -> Location {
        Location::new(&self.sources.files[file], range)
    }

    fn text(&self, file: usize) -> &str {
        self.sources.files[file].text()
    }

    fn source_map(&self, files: &[usize]) -> SourceMap {
        let mut map = SourceMap::new();
        for &file in files {
            // wit-parser reads files in the order of their names.
            map.push_str(
                &format!("{file:08}"),
                self.openings.apply(file, self.text(file)),
            );
        }
        map
    }
}

/// Reads everything the request names and chooses its world.
pub(crate) fn parse(request: &Request, places: &mut Places) -> Result<(Resolve, WorldId), Errors> {
    let roots = collect::collect(request, &mut places.sources)?;
    for file in 0..places.sources.files.len() {
        limits::check_text(file, places)?;
    }
    reserve_numbers(&roots, places);
    let mut resolve = Resolve::new();
    resolve.features.extend(request.features.iter().cloned());
    let mut reach = Reach::default();
    let mut mains = Vec::new();
    let mut files = Vec::new();
    for root in roots {
        files = root.main.files().to_vec();
        mains.push(push_root(&mut resolve, &mut reach, root, places)?);
    }
    if request.inline.is_some() {
        mains.drain(..mains.len() - 1);
    }
    let world = failure::select_world(&resolve, &mains, request.world.as_deref());
    let world = world.map_err(|error| match mains.as_slice() {
        [_] if request.world.is_none() => failure::at_package(error, &files, places),
        _ => error,
    })?;
    Ok((resolve, world))
}

/// Placeholders carry numbers that occur nowhere in the sources, so that no type of the user looks like one.
fn reserve_numbers(roots: &[Root], places: &mut Places) {
    for file in &places.sources.files {
        places.openings.reserve(file.text());
    }
    let parts = roots
        .iter()
        .flat_map(|root| root.dependencies.iter().chain([&root.main]));
    for part in parts {
        let Part::Encoded { resolve, .. } = part else {
            continue;
        };
        for (_, ty) in &resolve.types {
            if let TypeDefKind::FixedLengthList(_, length) = ty.kind {
                places.openings.reserve_number(length);
            }
        }
    }
}

fn push_root(
    resolve: &mut Resolve,
    reach: &mut Reach,
    root: Root,
    places: &mut Places,
) -> Result<PackageId, Error> {
    let main = match root.main {
        Part::Encoded {
            resolve: encoded,
            package,
            path,
        } => return merge(resolve, *encoded, package, &path),
        Part::Text(files) => (parse_files(&files, places)?, files),
    };
    let mut groups = Vec::new();
    for dependency in root.dependencies {
        match dependency {
            Part::Text(files) => groups.push((parse_files(&files, places)?, files)),
            Part::Encoded {
                resolve: encoded,
                package,
                path,
            } => {
                merge(resolve, *encoded, package, &path)?;
            }
        }
    }
    for (group, files) in groups.iter().chain([&main]) {
        failure::check_new_packages(resolve, group, files, places)?;
    }
    let all: Vec<_> = groups
        .iter()
        .chain([&main])
        .map(|(group, _)| group)
        .collect();
    reach.add(&all, places)?;
    let groups = groups.into_iter().map(|(group, _)| group).collect();
    let (main, files) = main;
    resolve
        .push_groups(main, groups)
        .map_err(|error| failure::resolution(&error, &resolve.source_map, &files, places))
}

fn merge(
    resolve: &mut Resolve,
    encoded: Resolve,
    package: PackageId,
    path: &str,
) -> Result<PackageId, Error> {
    let remap = resolve.merge(encoded).map_err(|error| {
        Error::new(ErrorKind::NotAWitPackage {
            path: path.to_owned(),
            reason: format!("{error:#}"),
        })
    })?;
    Ok(remap.packages[package.index()])
}

/// Parses the files of one package, as often as it takes to open all of its cycles: twice, as a rule.
fn parse_files(files: &[usize], places: &mut Places) -> Result<UnresolvedPackageGroup, Error> {
    loop {
        #[cfg(test)]
        {
            places.parses += 1;
        }
        match places.source_map(files).parse() {
            Ok(group) => return Ok(group),
            Err((map, error)) => open_cycle(&map, &error, files, places)?,
        }
    }
}

/// Opens the cycle that `error` reports, and with it every other one that is found. Any other error is returned.
fn open_cycle(
    map: &SourceMap,
    error: &ParseError,
    files: &[usize],
    places: &mut Places,
) -> Result<(), Error> {
    let ParseErrorKind::TypeCycle { span, name, kind } = error.kind() else {
        return Err(failure::syntax(error, map, files, places));
    };
    let Some((file, reported)) = places.find(map, *span) else {
        return Err(failure::syntax(error, map, files, places));
    };
    let location = places.location(file, reported.clone());
    let whole_package = !files
        .iter()
        .any(|&file| has_nested_package(places.text(file)));
    let readable: &[usize] = if whole_package { files } else { &[file] };
    if kind != "type" {
        return Err(interface_circle(
            name,
            &location,
            whole_package,
            files,
            places,
        ));
    }
    let tokens: Vec<_> = scan::tokens(places.text(file), 0).collect();
    let at = tokens.iter().position(|token| token.range() == reported);
    if at.is_some_and(|at| in_handle(places.text(file), &tokens, at)) {
        let name = name.clone();
        return Err(Error::new(ErrorKind::NotAResource { name }).at(&location));
    }

    for &other in readable {
        let source = places.sources.files[other].clone();
        let mut ranges = Vec::new();
        if places.openings.of_file(other).is_empty() {
            ranges = closing_references(source.text(), &definitions(source.text()));
        }
        if other == file && ranges.is_empty() {
            ranges.push(reported.clone());
        }
        places.openings.open(other, source.text(), ranges);
    }
    Ok(())
}

fn interface_circle(
    name: &str,
    location: &Location,
    whole_package: bool,
    files: &[usize],
    places: &Places,
) -> Error {
    let texts: Vec<(usize, &str)> = files
        .iter()
        .map(|&file| (file, places.text(file)))
        .collect();
    let found = whole_package.then(|| uses::circle(&texts, name)).flatten();
    match found {
        Some((circle, file, range)) => {
            Error::new(ErrorKind::InterfaceCycle { circle }).at(&places.location(file, range))
        }
        None => {
            let circle = vec![name.to_owned()];
            Error::new(ErrorKind::InterfaceCycle { circle }).at(location)
        }
    }
}

/// wit-parser resolves a `package a:b { .. }` before it reads the next file, which may then be malformed.
fn has_nested_package(text: &str) -> bool {
    let mut in_header = false;
    scan::tokens(text, 0).any(|token| {
        if token.is_word(text, "package") {
            in_header = true;
        } else if token.is_sign(b';') {
            in_header = false;
        }
        in_header && token.is_sign(b'{')
    })
}

#[cfg(test)]
mod tests {
    use super::{Places, parse};
    use crate::request::{Inline, Request};

    /// How often wit-parser reads a text.
    fn parses(text: &str) -> usize {
        let request = Request {
            inline: Some(Inline {
                text: text.to_owned(),
                place: None,
            }),
            directory: "nowhere".into(),
            ..Request::default()
        };
        let mut places = Places::default();
        parse(&request, &mut places).unwrap_or_else(|errors| panic!("{errors}"));
        places.parses
    }

    #[test]
    fn two_parses_do_for_all_cycles() {
        let ring = |n: usize| {
            let types = (0..n).map(|i| format!("record r{i} {{ next: list<r{}> }} ", (i + 1) % n));
            types.collect::<String>()
        };
        let selves = |n: usize| {
            let types = (0..n).map(|i| format!("variant r{i} {{ end, more(list<r{i}>) }} "));
            types.collect::<String>()
        };
        let dense = |n: usize| {
            let types = (0..n).map(|i| {
                let (a, b, c) = (i * 3 % n, i * 5 % n, i * 7 % n);
                format!("type r{i} = list<tuple<r{a}, option<r{b}>, map<u8, r{c}>>>; ")
            });
            types.collect::<String>()
        };
        let world = |types: String| format!("package a:b; world w {{ {types} }}");
        assert_eq!(parses(&world(String::new())), 1);
        for types in [ring(300), selves(300), dense(300), ring(1) + "type x = u8;"] {
            assert_eq!(parses(&world(types)), 2);
        }
        let blocks = (0..50).map(|i| format!("interface i{i} {{ {} }} ", ring(5)));
        let blocks: String = blocks.collect();
        assert_eq!(
            parses(&format!("package a:b; {blocks} world w {{ {} }}", dense(9))),
            2
        );
    }
}
