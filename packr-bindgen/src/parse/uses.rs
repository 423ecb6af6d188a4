//! Which interfaces of a package `use` which: to name the circle where wit-parser names one of its members.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::scan::{Token, tokens};

/// A `use other.{..}` in an interface.
struct Use {
    user: String,
    used: String,
    file: usize,
    range: Range<usize>,
}

/// A circle of uses through the interface `name`, which is named first and last, with the first use on it.
///
/// The texts are those of one package, well-formed and without nested packages.
pub(super) fn circle(
    texts: &[(usize, &str)],
    name: &str,
) -> Option<(Vec<String>, usize, Range<usize>)> {
    let uses: Vec<Use> = texts
        .iter()
        .flat_map(|&(file, text)| uses(file, text))
        .collect();
    let mut reached: HashMap<&str, &Use> = HashMap::new();
    let mut pending = VecDeque::from([name]);
    while let Some(at) = pending.pop_front() {
        for found in uses.iter().filter(|found| found.user == at) {
            if !reached.contains_key(found.used.as_str()) {
                reached.insert(&found.used, found);
                pending.push_back(&found.used);
            }
        }
    }
    let mut last = *reached.get(name)?;
    let mut circle = vec![name.to_owned()];
    while last.user != name {
        circle.push(last.user.clone());
        last = reached.get(last.user.as_str())?;
    }
    circle.push(name.to_owned());
    circle.reverse();
    Some((circle, last.file, last.range.clone()))
}

fn uses(file: usize, text: &str) -> Vec<Use> {
    let tokens: Vec<Token> = tokens(text, 0).collect();
    let mut renamed: HashMap<&str, &str> = HashMap::new();
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut interface = None;
    for (at, token) in tokens.iter().enumerate() {
        depth += usize::from(token.is_sign(b'{'));
        depth = depth.saturating_sub(usize::from(token.is_sign(b'}')));
        let Some(next) = tokens.get(at + 1) else {
            break;
        };
        if depth == 0 && token.is_word(text, "interface") {
            interface = Some(next.name(text));
        } else if depth == 0 && token.is_word(text, "world") {
            interface = None;
        } else if depth == 0 && token.is_word(text, "use") {
            if let [r#as, new, ..] = &tokens[at + 2..]
                && r#as.is_word(text, "as")
            {
                renamed.insert(new.name(text), next.name(text));
            }
        } else if depth == 1
            && token.is_word(text, "use")
            && tokens.get(at + 2).is_some_and(|dot| dot.is_sign(b'.'))
            && let Some(user) = interface
        {
            found.push((user, next));
        }
    }
    let found = found.into_iter().map(|(user, used)| {
        let name = used.name(text);
        Use {
            user: user.to_owned(),
            used: renamed.get(name).unwrap_or(&name).to_string(),
            file,
            range: used.range(),
        }
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::circle;

    #[test]
    fn circles_go_through_files_and_new_names() {
        let one =
            "package a:b; use k as z; interface i { use z.{t}; use j.{t}; } world w { use i.{t}; }";
        let two =
            "interface j { use x:y/i.{t}; } interface k { use j.{t}; use i.{u}; type a = u8; }";
        let found = circle(&[(3, one), (4, two)], "k").expect("there is one");
        assert_eq!(found.0, ["k", "i", "k"]);
        assert_eq!((found.1, &two[found.2]), (4, "i"));
        assert!(circle(&[(3, one), (4, two)], "j").is_none());
    }
}
