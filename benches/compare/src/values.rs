//! The values that all contenders exchange, built for each in its own types, and compared by what they print as.

use std::fmt::{self, Debug, Write};
use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

/// The native tree of contenders that bring none: postcard, and the host of the component.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Sexpr {
    Sym(String),
    Num(i64),
    Str(String),
    Lst(Vec<Sexpr>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: u32,
    pub name: String,
    pub score: f64,
    pub active: bool,
}

/// A contender's type for trees.
pub trait Tree: Sized {
    fn sym(name: String) -> Self;
    fn num(number: i64) -> Self;
    fn str(text: String) -> Self;
    fn lst(items: Vec<Self>) -> Self;
}

/// Implements [`Tree`] for an enum of these four cases.
macro_rules! native_tree {
    ($tree:ty) => {
        impl crate::values::Tree for $tree {
            fn sym(name: String) -> Self {
                Self::Sym(name)
            }
            fn num(number: i64) -> Self {
                Self::Num(number)
            }
            fn str(text: String) -> Self {
                Self::Str(text)
            }
            fn lst(items: Vec<Self>) -> Self {
                Self::Lst(items)
            }
        }
    };
}
pub(crate) use native_tree;

/// Makes a struct of these four fields from a [`Row`].
macro_rules! native_row {
    ($row:ty) => {
        impl From<crate::values::Row> for $row {
            fn from(row: crate::values::Row) -> Self {
                Self {
                    id: row.id,
                    name: row.name,
                    score: row.score,
                    active: row.active,
                }
            }
        }
    };
}
pub(crate) use native_row;

native_tree!(Sexpr);

/// A tree of that many nodes, four to a list: a quarter each of lists, symbols, numbers and strings, whatever the size.
pub fn tree<T: Tree>(nodes: usize) -> T {
    subtree(0, nodes)
}

fn subtree<T: Tree>(index: usize, nodes: usize) -> T {
    let children = 4 * index + 1..nodes.min(4 * index + 5);
    if !children.is_empty() {
        return T::lst(children.map(|child| subtree(child, nodes)).collect());
    }
    match index % 3 {
        0 => T::sym(format!("name-{}", index % 1000)),
        1 => T::num(index as i64 * 1_000_003),
        _ => T::str(format!("the text of number {index}")),
    }
}

/// That many lists, each the only item of the one around it, and a number within.
pub fn chain<T: Tree>(levels: usize) -> T {
    (0..levels).fold(T::num(1), |inner, _| T::lst(vec![inner]))
}

pub fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 31 % 251) as u8).collect()
}

pub fn numbers(len: usize) -> Vec<i64> {
    (0..len as i64)
        .map(|at| at.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as i64))
        .collect()
}

pub fn rows<R: From<Row>>(len: usize) -> Vec<R> {
    let row = |at: usize| Row {
        id: at as u32,
        name: format!("the row {at}"),
        score: at as f64 / 7.0,
        active: at.is_multiple_of(3),
    };
    (0..len).map(|at| row(at).into()).collect()
}

/// The key that `lookup` knows, and one that it does not.
pub const KNOWN: &str = "colour";
pub const UNKNOWN: &str = "flavour";

/// What every host answers.
pub fn lookup(key: &str) -> Option<String> {
    (key == KNOWN).then(|| "a dark shade of green".to_owned())
}

/// Equal for values that print alike, of whatever types.
pub fn digest(value: &impl Debug) -> u64 {
    struct Text(DefaultHasher);
    impl fmt::Write for Text {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            // Types may print the same text in other pieces.
            text.bytes().for_each(|byte| self.0.write_u8(byte));
            Ok(())
        }
    }
    let mut text = Text(DefaultHasher::new());
    write!(text, "{value:?}").expect("a hasher takes everything");
    text.0.finish()
}
