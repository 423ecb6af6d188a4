//! Finds and reads the WIT files of a request: directories with `deps/`, single files, encoded packages, inline text.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wit_parser::decoding::{DecodedWasm, decode};
use wit_parser::{PackageId, Resolve};

use super::limits::{MOST_TEXT, too_much};
use super::scan::tokens;
use crate::error::{Error, ErrorKind, Errors, Report};
use crate::request::{Inline, Request};
use crate::source::{Location, SourceFile, Sources};

/// What one path, or the inline text, brings in.
pub(crate) struct Root {
    pub(crate) main: Part,
    pub(crate) dependencies: Vec<Part>,
}

/// Files that are read as one.
pub(crate) enum Part {
    /// WIT texts of one package, by their index in the sources.
    Text(Vec<usize>),
    /// A package encoded as WebAssembly.
    Encoded {
        resolve: Box<Resolve>,
        package: PackageId,
        path: String,
    },
}

impl Part {
    /// The texts, by their index in the sources.
    pub(super) fn files(&self) -> &[usize] {
        match self {
            Part::Text(files) => files,
            Part::Encoded { .. } => &[],
        }
    }
}

/// Reads everything that `request` names. The inline text comes last, so that it may use the packages at the paths.
pub(crate) fn collect(request: &Request, sources: &mut Sources) -> Result<Vec<Root>, Errors> {
    let mut report = Report::new();
    let mut roots = Vec::new();
    let mut paths = request.paths.clone();
    if paths.is_empty() {
        let default = request.directory.join(DEFAULT).exists();
        if default {
            paths.push(DEFAULT.to_owned());
        } else if request.inline.is_none() {
            report.push(Error::new(ErrorKind::NoSource {
                directory: DEFAULT.to_owned(),
            }));
        }
    }
    for path in &paths {
        let place = Place::given(request, path);
        match read_root(&place, sources) {
            Ok(root) => roots.push(root),
            Err(error) => report.push(error),
        }
    }
    if let Some(inline) = &request.inline {
        let index = sources.add(inline_file(inline));
        if sources.size > MOST_TEXT {
            report.push(too_long(Location::new(&sources.files[index], 0..0)));
        }
        roots.push(Root {
            main: Part::Text(vec![index]),
            dependencies: Vec::new(),
        });
    }
    report.finish()?;
    Ok(roots)
}

const DEFAULT: &str = "wit";

fn inline_file(inline: &Inline) -> SourceFile {
    match &inline.place {
        Some(place) => SourceFile::inside(
            place.file.clone(),
            inline.text.clone(),
            (place.line.saturating_sub(1), place.column.saturating_sub(1)),
        ),
        None => SourceFile::new("inline WIT".to_owned(), inline.text.clone()),
    }
}

/// A file or directory: where it is, and how messages call it.
struct Place {
    path: PathBuf,
    name: String,
}

impl Place {
    fn given(request: &Request, path: &str) -> Self {
        let absolute = request.directory.join(path);
        let name = match Path::new(path).strip_prefix(&request.directory) {
            Ok(relative) => relative.display().to_string(),
            Err(_) => path.to_owned(),
        };
        Place {
            path: absolute,
            name,
        }
    }

    fn child(&self, name: &OsStr) -> Self {
        Place {
            path: self.path.join(name),
            name: Path::new(&self.name).join(name).display().to_string(),
        }
    }

    fn extension(&self) -> Option<&str> {
        self.path.extension().and_then(OsStr::to_str)
    }

    fn unreadable(&self, error: &std::io::Error) -> Error {
        Error::new(ErrorKind::Unreadable {
            path: self.name.clone(),
            reason: error.to_string(),
        })
    }

    /// What is in the directory, in the order of the names.
    fn children(&self, sources: &mut Sources) -> Result<Vec<Place>, Error> {
        sources.directories.push(self.path.clone());
        let entries = fs::read_dir(&self.path)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| self.unreadable(&error))?;
        let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        names.sort();
        Ok(names.iter().map(|name| self.child(name)).collect())
    }
}

fn read_root(place: &Place, sources: &mut Sources) -> Result<Root, Error> {
    if !place.path.exists() {
        return Err(Error::new(ErrorKind::PathNotFound {
            path: place.name.clone(),
        }));
    }
    if !place.path.is_dir() {
        return Ok(Root {
            main: read_file(place, sources)?,
            dependencies: Vec::new(),
        });
    }
    let main = read_directory(place, sources)?;
    let deps = place.child(OsStr::new("deps"));
    let mut dependencies = Vec::new();
    if deps.path.is_dir() {
        for child in deps.children(sources)? {
            if child.path.is_dir() {
                dependencies.push(read_directory(&child, sources)?);
            } else if matches!(child.extension(), Some("wit" | "wasm" | "wat")) {
                dependencies.push(read_file(&child, sources)?);
            }
        }
    }
    Ok(Root { main, dependencies })
}

/// All `.wit` files right in the directory, as one package.
fn read_directory(place: &Place, sources: &mut Sources) -> Result<Part, Error> {
    let mut files = Vec::new();
    for child in place.children(sources)? {
        if child.extension() == Some("wit") && !child.path.is_dir() {
            let bytes = read_bytes(&child, sources)?;
            files.push(add_text(&child, bytes, sources)?);
        }
    }
    if files.is_empty() {
        return Err(Error::new(ErrorKind::NoWitFiles {
            path: place.name.clone(),
        }));
    }
    Ok(Part::Text(files))
}

fn read_file(place: &Place, sources: &mut Sources) -> Result<Part, Error> {
    let bytes = read_bytes(place, sources)?;
    if !bytes.starts_with(b"\0asm") {
        if place.extension() == Some("wat") {
            let path = place.name.clone();
            let file = add_text(place, bytes, sources)?;
            let source = &sources.files[file];
            let start = tokens(source.text(), 0)
                .next()
                .map_or(0, |token| token.start);
            let location = Location::new(source, start..start + 1);
            return Err(Error::new(ErrorKind::TextWasm { path }).at(&location));
        }
        return Ok(Part::Text(vec![add_text(place, bytes, sources)?]));
    }
    let refuse = |reason: String| {
        Error::new(ErrorKind::NotAWitPackage {
            path: place.name.clone(),
            reason,
        })
    };
    if bytes.get(4..8) == Some(&[1, 0, 0, 0]) {
        return Err(refuse("it is a core module".to_owned()));
    }
    match decode(&bytes) {
        Ok(DecodedWasm::WitPackage(resolve, package)) => Ok(Part::Encoded {
            resolve: Box::new(resolve),
            package,
            path: place.name.clone(),
        }),
        Ok(DecodedWasm::Component(..)) => Err(refuse("it is a component".to_owned())),
        Err(error) => Err(refuse(format!("{error:#}"))),
    }
}

fn read_bytes(place: &Place, sources: &mut Sources) -> Result<Vec<u8>, Error> {
    let room = MOST_TEXT.saturating_sub(sources.size) as u64;
    let mut bytes = Vec::new();
    fs::File::open(&place.path)
        .and_then(|file| file.take(room + 1).read_to_end(&mut bytes))
        .map_err(|error| place.unreadable(&error))?;
    sources.tracked.push(place.path.clone());
    match bytes.len() as u64 > room {
        true => Err(too_long(Location::new(
            &Arc::new(SourceFile::new(place.name.clone(), String::new())),
            0..0,
        ))),
        false => Ok(bytes),
    }
}

fn too_long(place: Location) -> Error {
    let help = "give the packages that the world needs, and no others";
    too_much("bytes of WIT", MOST_TEXT, help).at(&place)
}

fn add_text(place: &Place, bytes: Vec<u8>, sources: &mut Sources) -> Result<usize, Error> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let file = Arc::new(SourceFile::new(place.name.clone(), shown));
        let path = place.name.clone();
        Error::new(ErrorKind::NotUtf8 { path }).at(&Location::new(&file, at..at + 1))
    })?;
    Ok(sources.add(SourceFile::new(place.name.clone(), text)))
}
