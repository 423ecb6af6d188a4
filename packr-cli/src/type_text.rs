//! `--type`: a type in WIT's spelling, over the named types of a world.

use std::ops::Range;

use packr_core::schema::{Type, TypeDef, World};

use crate::wave::Mistake;

/// The most types inside each other.
const MAX_DEPTH: usize = 100;

/// Reads a type. Types without a name of their own are added to the world.
pub(crate) fn read(world: &mut World, text: &str) -> Result<Type, Mistake> {
    let mut reader = Reader { world, text, at: 0 };
    let ty = reader.ty(MAX_DEPTH)?;
    match reader.word() {
        word if word.is_empty() => Ok(ty),
        word => Err(Mistake::new(word, "nothing belongs after the type")),
    }
}

struct Reader<'a> {
    world: &'a mut World,
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next name or sign; empty at the end.
    fn word(&mut self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = &self.text[start..];
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%');
        let name = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let sign = rest.chars().next().map_or(0, char::len_utf8);
        self.at = start + if name > 0 { name } else { sign };
        start..self.at
    }

    fn take(&mut self, sign: &str) -> bool {
        let before = self.at;
        let word = self.word();
        let found = &self.text[word] == sign;
        if !found {
            self.at = before;
        }
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Mistake> {
        let before = self.at;
        match self.take(sign) {
            true => Ok(()),
            false => {
                let word = self.word();
                self.at = before;
                Err(Mistake::new(word, format!("expected `{sign}`")))
            }
        }
    }

    fn add(&mut self, def: TypeDef) -> Type {
        let types = self.world.types.to_mut();
        types.push(def);
        Type::Def(types.len() as u32 - 1)
    }

    fn ty(&mut self, depth: usize) -> Result<Type, Mistake> {
        let span = self.word();
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Mistake::new(
                span,
                format!("types are at most {MAX_DEPTH} inside each other"),
            ));
        };
        let def = match &self.text[span.clone()] {
            "bool" => return Ok(Type::Bool),
            "u8" => return Ok(Type::U8),
            "u16" => return Ok(Type::U16),
            "u32" => return Ok(Type::U32),
            "u64" => return Ok(Type::U64),
            "s8" => return Ok(Type::S8),
            "s16" => return Ok(Type::S16),
            "s32" => return Ok(Type::S32),
            "s64" => return Ok(Type::S64),
            "f32" => return Ok(Type::F32),
            "f64" => return Ok(Type::F64),
            "char" => return Ok(Type::Char),
            "string" => return Ok(Type::String),
            "list" => {
                self.expect("<")?;
                let elem = self.ty(depth)?;
                let length = self.take(",").then(|| self.number()).transpose()?;
                self.expect(">")?;
                length.map_or(TypeDef::List(elem), |length| {
                    TypeDef::FixedList(elem, length)
                })
            }
            "option" => {
                self.expect("<")?;
                let inner = self.ty(depth)?;
                self.expect(">")?;
                TypeDef::Option(inner)
            }
            "map" => {
                self.expect("<")?;
                let key = self.ty(depth)?;
                self.expect(",")?;
                let value = self.ty(depth)?;
                self.expect(">")?;
                TypeDef::Map(key, value)
            }
            "tuple" => {
                self.expect("<")?;
                let mut items = vec![self.ty(depth)?];
                while self.take(",") {
                    items.push(self.ty(depth)?);
                }
                self.expect(">")?;
                TypeDef::Tuple(items.into())
            }
            "result" => {
                let (mut ok, mut err) = (None, None);
                if self.take("<") {
                    ok = if self.take("_") {
                        None
                    } else {
                        Some(self.ty(depth)?)
                    };
                    if self.take(",") {
                        err = Some(self.ty(depth)?);
                    }
                    self.expect(">")?;
                }
                TypeDef::Result(ok, err)
            }
            name => return self.named(span.clone(), name.trim_start_matches('%').to_owned()),
        };
        Ok(self.add(def))
    }

    fn number(&mut self) -> Result<u32, Mistake> {
        let span = self.word();
        let number = self.text[span.clone()].parse();
        number.map_err(|_| Mistake::new(span, "expected the number of elements"))
    }

    fn named(&self, span: Range<usize>, name: String) -> Result<Type, Mistake> {
        let known = |def: &TypeDef| match def {
            TypeDef::Record { wit_name, .. }
            | TypeDef::Variant { wit_name, .. }
            | TypeDef::Flags { wit_name, .. }
            | TypeDef::Alias { wit_name, .. } => Some(wit_name.to_string()),
            _ => None,
        };
        if name.is_empty() {
            return Err(Mistake::new(span, "expected a type"));
        }
        let named = |(def, _): &(&TypeDef, u32)| known(def).as_deref() == Some(&name);
        let mut all = self.world.types.iter().zip(0..).filter(named);
        let found = all.next();
        // Metadata repeats a type wherever it is used.
        if let Some((first, _)) = found
            && !all.all(|(other, _)| repeats(first, other))
        {
            return Err(Mistake::new(
                span,
                "several types of the world have this name",
            ));
        }
        match found {
            Some((_, index)) => Ok(Type::Def(index)),
            None => {
                let mut names: Vec<_> = self.world.types.iter().filter_map(known).collect();
                names.sort();
                names.dedup();
                let names = match names.is_empty() {
                    true => {
                        "; types with names come from `--wit PATH` or `--package PKG`".to_owned()
                    }
                    false => format!("; the world has {}", names.join(", ")),
                };
                Err(Mistake::new(
                    span,
                    format!("there is no type `{name}`{names}"),
                ))
            }
        }
    }
}

/// Whether two types of one name are the same, but for the indices of their parts.
fn repeats(a: &TypeDef, b: &TypeDef) -> bool {
    match (a, b) {
        (TypeDef::Record { shape: a, .. }, TypeDef::Record { shape: b, .. }) => a == b,
        (TypeDef::Variant { cases: a, .. }, TypeDef::Variant { cases: b, .. }) => a == b,
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_as_they_print() {
        for text in [
            "u8",
            "list<u8>",
            "list<s64, 4>",
            "option<option<string>>",
            "map<string, list<char>>",
            "result",
            "result<u8>",
            "result<_, string>",
            "result<bool, f32>",
            "tuple<f64, u16, s8>",
        ] {
            let mut world = World::EMPTY;
            let ty = read(&mut world, text).unwrap();
            assert_eq!(world.display(ty).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_type_is_marked() {
        let deep = "list<".repeat(10_000);
        for (text, at, message) in [
            ("", 0, "expected a type"),
            ("list<", 5, "expected a type"),
            ("list<u8", 7, "expected `>`"),
            ("list<u8, x>", 9, "expected the number of elements"),
            ("u8 u8", 3, "nothing belongs after the type"),
            ("option<expr>", 7, "there is no type `expr`"),
            (&deep, 500, "types are at most 100 inside each other"),
        ] {
            let mistake = read(&mut World::EMPTY.clone(), text).unwrap_err();
            assert_eq!(mistake.span.start, at, "{}", mistake.message);
            assert!(mistake.message.starts_with(message), "{}", mistake.message);
        }
    }
}
