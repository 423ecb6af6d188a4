//! The versions of the format.

use core::fmt;

/// A version of the byte format. Every message names its own; a package speaks one.
///
/// They differ in maps and sets alone. What has neither is the same in both, but for the number in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Version {
    /// Version 2, of packr 0.6 to 0.21. A map is written as a list of pairs, and a set as a list.
    #[default]
    V2,
    /// Version 3, of packr 0.22 and later: there are maps and sets.
    V3,
}

impl Version {
    /// The number in the header.
    pub const fn number(self) -> u16 {
        match self {
            Self::V2 => 2,
            Self::V3 => 3,
        }
    }

    /// The version of that number, if there is one.
    pub const fn of(number: u16) -> Option<Self> {
        match number {
            2 => Some(Self::V2),
            3 => Some(Self::V3),
            _ => None,
        }
    }

    /// With the releases of packr that speak it.
    pub(super) const fn described(self) -> &'static str {
        match self {
            Self::V2 => "version 2 of the format (packr 0.6 to 0.21)",
            Self::V3 => "version 3 of the format (packr 0.22 and later)",
        }
    }
}

/// The number alone.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}
