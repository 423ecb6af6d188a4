//! The way to a part of a call, as text.

/// A place in the arguments or the result of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    root: Root,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Root {
    Arguments,
    Result,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    AnyField,
    Item(usize),
    AnyItem,
}

impl Step {
    pub(super) fn is_field(&self, name: &str) -> bool {
        match self {
            Step::Field(own) => own == name,
            Step::AnyField => true,
            _ => false,
        }
    }

    pub(super) fn is_item(&self, index: usize) -> bool {
        match self {
            Step::Item(own) => *own == index,
            Step::AnyItem => true,
            _ => false,
        }
    }
}

/// What is no path to a part of a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is no path to a part of a call: expected {expected} at character {at}")]
#[non_exhaustive]
pub struct PathError {
    /// The text.
    pub path: String,
    /// Where it is wrong: the characters before.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl Path {
    pub(super) fn all_arguments() -> Self {
        Path {
            root: Root::Arguments,
            steps: vec![Step::AnyItem],
        }
    }

    pub(super) fn result() -> Self {
        Path {
            root: Root::Result,
            steps: vec![],
        }
    }

    /// The steps in the tuple of the arguments, if that is where it leads.
    pub(super) fn of_arguments(&self, parameters: &[&str]) -> Option<Vec<Step>> {
        let mut steps = self.steps.clone();
        match steps.first_mut() {
            _ if self.root != Root::Arguments => return None,
            Some(first) => match first {
                Step::Field(name) => {
                    let known = parameters.iter().position(|own| own == name);
                    *first = Step::Item(known?);
                }
                Step::AnyField => *first = Step::AnyItem,
                Step::Item(_) | Step::AnyItem => {}
            },
            None => steps.push(Step::AnyItem),
        }
        Some(steps)
    }

    pub(super) fn of_result(&self) -> Option<Vec<Step>> {
        (self.root == Root::Result).then(|| self.steps.clone())
    }

    pub(super) fn parse(text: &str) -> Result<Self, PathError> {
        let error = |rest: &str, expected| {
            let before = &text[..text.len() - rest.len()];
            PathError {
                path: text.to_owned(),
                at: before.chars().count(),
                expected,
            }
        };
        let (root, mut rest) = if let Some(rest) = text.strip_prefix("args") {
            (Root::Arguments, rest)
        } else if let Some(rest) = text.strip_prefix("result") {
            (Root::Result, rest)
        } else {
            return Err(error(text, "`args` or `result`"));
        };
        let mut steps = vec![];
        while !rest.is_empty() {
            let (step, left) = if let Some(name) = rest.strip_prefix('.') {
                let end = name.find(['.', '[']).unwrap_or(name.len());
                match name.split_at(end) {
                    ("", _) => return Err(error(name, "a name or `*`")),
                    ("*", left) => (Step::AnyField, left),
                    (name, left) => (Step::Field(name.to_owned()), left),
                }
            } else if let Some(index) = rest.strip_prefix('[') {
                let (index, left) = index
                    .split_once(']')
                    .ok_or_else(|| error("", "a closing bracket"))?;
                let step = match index {
                    "*" => Step::AnyItem,
                    index => match index.parse() {
                        Ok(index) => Step::Item(index),
                        Err(_) => return Err(error(&rest[1..], "a number or `*`")),
                    },
                };
                (step, left)
            } else {
                return Err(error(rest, "`.` or `[`"));
            };
            steps.push(step);
            rest = left;
        }
        Ok(Path { root, steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        let path = Path::parse("args.expr.lst[3].*[*]").unwrap();
        let name = |name: &str| Step::Field(name.to_owned());
        let steps = [
            name("expr"),
            name("lst"),
            Step::Item(3),
            Step::AnyField,
            Step::AnyItem,
        ];
        assert_eq!((path.root, &*path.steps), (Root::Arguments, &steps[..]));
        assert_eq!(Path::parse("result"), Ok(Path::result()));
    }

    #[test]
    fn what_is_none_says_where() {
        for (text, at, expected) in [
            ("", 0, "`args` or `result`"),
            ("input.x", 0, "`args` or `result`"),
            ("argsx", 4, "`.` or `[`"),
            ("args.", 5, "a name or `*`"),
            ("args.ä..b", 7, "a name or `*`"),
            ("result[", 7, "a closing bracket"),
            ("result[-1]", 7, "a number or `*`"),
            ("result[1]x", 9, "`.` or `[`"),
        ] {
            let error = Path::parse(text).unwrap_err();
            assert_eq!((error.at, error.expected), (at, expected), "{error}");
        }
    }

    #[test]
    fn parameters_have_names() {
        let of = |path: &str| Path::parse(path).unwrap().of_arguments(&["a", "b"]);
        assert_eq!(of("args.b"), Some(vec![Step::Item(1)]));
        assert_eq!(of("args[1]"), Some(vec![Step::Item(1)]));
        assert_eq!(of("args"), Some(vec![Step::AnyItem]));
        assert_eq!(of("args.c"), None);
        assert_eq!(of("result"), None);
    }
}
