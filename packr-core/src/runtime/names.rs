//! How names of imports and exports are compared: existing packages write one function in many ways.

/// `ns:pkg/iface@1.0.0` taken apart, spelled in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InterfaceName {
    base: String,
    version: Option<String>,
}

impl InterfaceName {
    pub(super) fn new(name: &str) -> Self {
        let (base, version) = match name.split_once('@') {
            Some((base, version)) => (base, Some(version.to_owned())),
            None => (name, None),
        };
        Self {
            base: spelled(base),
            version,
        }
    }

    /// Without the version: what two names of one interface share.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The same interface; a version counts only where both sides name one.
    pub(super) fn fits(&self, other: &Self) -> bool {
        self.base == other.base
            && (self.version.is_none() || other.version.is_none() || self.version == other.version)
    }
}

/// A function's name in kebab-case.
pub(super) fn spelled(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c == '_' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

/// An export's name taken apart: the interface, if it names one, and the function.
pub(super) fn split_export(name: &str) -> (Option<InterfaceName>, String) {
    if let Some((interface, function)) = name.split_once('#') {
        return (Some(InterfaceName::new(interface)), spelled(function));
    }
    // In `ns:pkg/iface@1.0.0.func` the last dot parts the function off.
    match name.rsplit_once('.') {
        Some((interface, function)) => (Some(InterfaceName::new(interface)), spelled(function)),
        None => (None, spelled(name)),
    }
}

/// The full name of a function as packr writes it.
pub(super) fn full_name(interface: &str, function: &str) -> String {
    if interface == ROOT {
        function.to_owned()
    } else {
        format!("{interface}#{function}")
    }
}

/// The module from which a package imports functions of the world itself.
pub(super) const ROOT: &str = "$root";

/// How alike two names are, for suggestions: larger is nearer.
pub(super) fn likeness(a: &str, b: &str) -> usize {
    let (a, b) = (spelled(a), spelled(b));
    let tail = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let head = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    head + 2 * tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same_export(a: &str, b: &str) -> bool {
        let ((ai, af), (bi, bf)) = (split_export(a), split_export(b));
        let interfaces = match (ai, bi) {
            (None, None) => true,
            (Some(a), Some(b)) => a.fits(&b),
            _ => false,
        };
        interfaces && af == bf
    }

    #[test]
    fn every_spelling_of_one_export_is_found() {
        let ours = "my-ns:pkg/my-iface@1.2.0#do-it";
        for theirs in [
            ours,
            "my-ns:pkg/my-iface@1.2.0.do-it",
            "my-ns:pkg/my-iface.do-it",
            "my-ns:pkg/my-iface#do_it",
            "my_ns:pkg/my_iface.do_it",
        ] {
            assert!(same_export(ours, theirs), "{theirs}");
        }
    }

    #[test]
    fn other_names_are_other_exports() {
        let ours = "a:b/c@1.2.0#f";
        for theirs in [
            "a:b/c@1.3.0#f",
            "a:b/d@1.2.0#f",
            "f",
            "a:b/c@1.2.0#g",
            "c#f",
        ] {
            assert!(!same_export(ours, theirs), "{theirs}");
        }
        assert!(same_export("f-g", "f_g"));
        assert!(same_export("c#f", "c.f"));
    }
}
