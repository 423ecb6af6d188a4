//! Names of flags. Packages of published macros do not say what theirs are called: a flag without a name is `bit5`.

use std::borrow::Cow;

use crate::wave::{listed, same_name};

/// How many flags there are at most.
const MOST: u32 = 64;

/// The names of the flags that are set.
pub(crate) fn names<N: AsRef<str>>(labels: &[N], bits: u64) -> impl Iterator<Item = Cow<'_, str>> {
    let set = (0..MOST).filter(move |bit| bits >> bit & 1 == 1);
    set.map(|bit| match labels.get(bit as usize) {
        Some(label) => Cow::Borrowed(label.as_ref()),
        None => Cow::Owned(format!("bit{bit}")),
    })
}

/// The bits of a flag by its name.
pub(crate) fn bits<N: AsRef<str>>(labels: &[N], name: &str) -> Option<u64> {
    let labelled = labels
        .iter()
        .position(|label| same_name(label.as_ref(), name));
    let unnamed = || {
        let bit = name.strip_prefix("bit")?.parse().ok()?;
        labels.is_empty().then_some(bit)
    };
    1u64.checked_shl(labelled.or_else(unnamed)?.try_into().ok()?)
}

/// What may stand for a flag, for messages.
pub(crate) fn known<N: AsRef<str>>(labels: &[N]) -> String {
    match labels {
        [] => "`bit0`, `bit1` and so on: the package does not say what they are called, `--wit PATH` does".to_owned(),
        labels => listed(labels.iter().map(AsRef::as_ref)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_without_names_are_numbered() {
        let none: [&str; 0] = [];
        assert_eq!(names(&none, 0b101).collect::<Vec<_>>(), ["bit0", "bit2"]);
        assert_eq!(names(&none, 1 << 63).collect::<Vec<_>>(), ["bit63"]);
        assert_eq!(bits(&none, "bit2"), Some(4));
        assert_eq!(bits(&none, "bit64"), None);
        assert_eq!(bits(&none, "read"), None);
        let two = ["read", "write-all"];
        assert_eq!(
            names(&two, 0b111).collect::<Vec<_>>(),
            ["read", "write-all", "bit2"]
        );
        assert_eq!(bits(&two, "write_all"), Some(2));
        assert_eq!(bits(&two, "bit0"), None);
    }
}
