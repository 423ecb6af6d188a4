//! Which functions a rule is about, as text.

use std::fmt;
use std::str::FromStr;

use super::{Call, Direction};
use crate::schema::World;

/// Which functions a rule is about: of a [`Policy`](super::Policy), of [`Faults`](super::Faults), of a [`Budget`](super::Budget).
///
/// | text | functions |
/// |---|---|
/// | `*` | all |
/// | `ns:pkg/*` | of all interfaces of a package |
/// | `ns:pkg/iface` | of an interface |
/// | `ns:pkg/iface#name` | one of an interface; `*#name` of any, and of the world itself |
/// | `iface#*`, `iface#name` | of an interface that stands in the world itself |
/// | `$root` | those of the world itself |
/// | `name` | one of the world itself |
///
/// A version counts where the pattern names one: `ns:pkg/iface` is of every version, `ns:pkg/iface@1.2.0` of that one alone. `import ` before
/// it means calls of the guest to the host, `export ` those of the host to the guest, and nothing both. So the full name of a function is a pattern, that of
/// this function alone.
///
/// ```
/// use packr_core::intercept::{Direction, FunctionPattern};
///
/// let pattern: FunctionPattern = "import wasi:clocks/*@0.2.0".parse()?;
/// assert!(pattern.matches_function(Direction::Import, "wasi:clocks/wall-clock@0.2.0", "now"));
/// assert!(!pattern.matches_function(Direction::Import, "wasi:clocks/wall-clock@0.3.0", "now"));
/// assert!(!pattern.matches_function(Direction::Export, "wasi:clocks/wall-clock@0.2.0", "now"));
///
/// let error = "demo:calc.lookup".parse::<FunctionPattern>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`demo:calc.lookup` is no pattern of functions: expected `/` and an interface or `*` at character 9"
/// );
/// # Ok::<(), packr_core::intercept::PatternError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FunctionPattern {
    /// None for both.
    direction: Option<Direction>,
    interface: Interface,
    version: Option<String>,
    /// None for all.
    function: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Interface {
    Any,
    /// `ns:pkg`
    OfPackage(String),
    /// Without its version.
    Named(String),
}

/// What is no pattern of functions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` is no pattern of functions: expected {expected} at character {at}")]
#[non_exhaustive]
pub struct PatternError {
    /// The text.
    pub pattern: String,
    /// Where it is wrong: the characters before.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl FunctionPattern {
    /// Whether a call is one of these functions.
    pub fn matches(&self, call: &Call<'_>) -> bool {
        self.matches_function(call.direction, call.interface, call.function)
    }

    /// Whether one of these is a function of a world. Where not, the pattern has a typing error, or is for another world.
    pub fn is_of(&self, world: &World) -> bool {
        let imports = world.imports.iter().map(|of| (Direction::Import, of));
        let exports = world.exports.iter().map(|of| (Direction::Export, of));
        imports.chain(exports).any(|(direction, interface)| {
            let mut functions = interface.functions.iter();
            functions.any(|of| self.matches_function(direction, &interface.id, &of.name))
        })
    }

    /// Whether a function is one of these, given as [`Call`] names it.
    pub fn matches_function(&self, direction: Direction, interface: &str, function: &str) -> bool {
        let (base, version) = match interface.split_once('@') {
            Some((base, version)) => (base, Some(version)),
            None => (interface, None),
        };
        let is_of_interface = match &self.interface {
            Interface::Any => true,
            Interface::Named(own) => own == base,
            Interface::OfPackage(own) => base
                .rsplit_once('/')
                .is_some_and(|(package, _)| package == own),
        };
        is_of_interface
            && self.direction.is_none_or(|own| own == direction)
            && (self.version.is_none() || self.version.as_deref() == version)
            && self.function.as_ref().is_none_or(|own| own == function)
    }
}

impl FromStr for FunctionPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let parser = Parser { text };
        let (direction, names) = if let Some(names) = text.strip_prefix("import ") {
            (Some(Direction::Import), names)
        } else if let Some(names) = text.strip_prefix("export ") {
            (Some(Direction::Export), names)
        } else {
            (None, text)
        };
        let (interface, function) = match names.split_once('#') {
            Some(parts) => parts,
            None if names == "*" || names == "$root" || names.contains([':', '/']) => (names, "*"),
            None => ("$root", names),
        };
        let (interface, version) = parser.interface(interface)?;
        let function = match function {
            "*" => None,
            name => Some(parser.name(name, "a function or `*`")?),
        };
        Ok(Self {
            direction,
            interface,
            version,
            function,
        })
    }
}

/// Of a name in WIT. Packages also write `_` for `-`, but calls never do, so a pattern with it would match nothing.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

struct Parser<'a> {
    text: &'a str,
}

impl Parser<'_> {
    /// `at` is a part of the text.
    fn error(&self, at: &str, expected: &'static str) -> PatternError {
        let before = at.as_ptr().addr() - self.text.as_ptr().addr();
        PatternError {
            pattern: self.text.to_owned(),
            at: self.text[..before].chars().count(),
            expected,
        }
    }

    fn name(&self, name: &str, expected: &'static str) -> Result<String, PatternError> {
        match name.find(|letter| !is_letter(letter)) {
            _ if name.is_empty() => Err(self.error(name, expected)),
            Some(0) => Err(self.error(name, expected)),
            Some(at) => Err(self.error(&name[at..], "a letter, a digit or `-`")),
            None => Ok(name.to_owned()),
        }
    }

    fn interface(&self, text: &str) -> Result<(Interface, Option<String>), PatternError> {
        match text {
            "*" => return Ok((Interface::Any, None)),
            "$root" => return Ok((Interface::Named(text.to_owned()), None)),
            _ => {}
        }
        let (path, version) = match text.split_once('@') {
            Some((path, version)) => (path, Some(self.version(version)?)),
            None => (text, None),
        };
        let Some((namespace, rest)) = path.split_once(':') else {
            let name = self.name(path, "an interface or `*`")?;
            return Ok((Interface::Named(name), version));
        };
        self.name(namespace, "a namespace")?;
        let end = rest.find(|letter| !is_letter(letter));
        let (package, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.name(package, "a package")?;
        let Some(interface) = rest.strip_prefix('/') else {
            return Err(self.error(rest, "`/` and an interface or `*`"));
        };
        let package = format!("{namespace}:{package}");
        let interface = match interface {
            "*" => Interface::OfPackage(package),
            name => {
                let name = self.name(name, "an interface or `*`")?;
                Interface::Named(format!("{package}/{name}"))
            }
        };
        Ok((interface, version))
    }

    fn version(&self, version: &str) -> Result<String, PatternError> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
        match version.find(|letter| !is_part(letter)) {
            Some(at) => Err(self.error(&version[at..], "a version as `1.2.0`")),
            None if !version.starts_with(|letter: char| letter.is_ascii_digit()) => {
                Err(self.error(version, "a version as `1.2.0`"))
            }
            None => Ok(version.to_owned()),
        }
    }
}

/// As it parses.
impl fmt::Display for FunctionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.direction {
            Some(Direction::Import) => f.write_str("import ")?,
            Some(Direction::Export) => f.write_str("export ")?,
            None => {}
        }
        let is_root = matches!(&self.interface, Interface::Named(name) if name == "$root");
        if let (true, Some(function)) = (is_root, &self.function) {
            return f.write_str(function);
        }
        match &self.interface {
            Interface::Any => f.write_str("*")?,
            Interface::OfPackage(package) => write!(f, "{package}/*")?,
            Interface::Named(name) => f.write_str(name)?,
        }
        if let Some(version) = &self.version {
            write!(f, "@{version}")?;
        }
        match (&self.function, &self.interface) {
            (Some(function), _) => write!(f, "#{function}"),
            // A name alone is that of a function.
            (None, Interface::Named(name)) if !is_root && !name.contains(':') => f.write_str("#*"),
            (None, _) => Ok(()),
        }
    }
}
