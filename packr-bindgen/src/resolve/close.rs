//! Puts back the references that were taken out to open cycles.

use std::collections::{BTreeMap, HashMap};

use wit_parser::{self as wit, TypeDefKind};

use super::Builder;
use super::find::Item;
use crate::error::ErrorKind;
use crate::model::Type;
use crate::parse::definitions::definitions;
use crate::parse::openings::Opening;

/// The definitions of the sources, as placeholders look for them.
#[derive(Default)]
pub(super) struct Definitions {
    /// By file and name as written there.
    by_name: HashMap<(usize, String), Vec<(wit::TypeId, usize)>>,
    /// Of a file, by the offset of a definition's name: where its interface or world begins.
    blocks: HashMap<usize, BTreeMap<usize, usize>>,
}

impl Builder<'_> {
    /// Remembers a type's definition.
    pub(super) fn define(&mut self, id: wit::TypeId) {
        let def = &self.resolve.types[id];
        if self.is_use(def) {
            return;
        }
        let place = self.places.find(&self.resolve.source_map, def.span);
        if let Some((file, range)) = place {
            let text = self.places.sources.files[file].text();
            let name = text[range.clone()].trim_start_matches('%').to_owned();
            let found = self.definitions.by_name.entry((file, name)).or_default();
            found.push((id, range.start));
        }
    }

    /// The opening whose placeholder is a `future` of this payload.
    pub(super) fn opening(&self, payload: Option<wit::Type>) -> Option<Opening> {
        let Some(wit::Type::Id(list)) = payload else {
            return None;
        };
        let TypeDefKind::FixedLengthList(wit::Type::U8, number) = self.resolve.types[list].kind
        else {
            return None;
        };
        self.places.openings.by_number(number).cloned()
    }

    /// The type that an opened reference names. It has the same owner as the reference, and it is defined in the same
    /// block: a world can include several others and rename what they define, so that the name alone may not do.
    pub(super) fn closed(&mut self, opening: Opening, item: &Item) -> Type {
        let key = (opening.file, opening.name.clone());
        let mut found = self.definitions.by_name.get(&key).cloned();
        let found = found.get_or_insert_default();
        found.retain(|&(id, _)| self.resolve.types[id].owner == item.owner);
        if found.len() > 1 {
            let block = self.block(opening.file, opening.range.start);
            found.retain(|&(_, start)| self.block(opening.file, start) == block);
        }
        let id = found.first().and_then(|(id, _)| self.type_ids.get(id));
        match id {
            Some(&id) => Type::Named(id),
            None => {
                let place = self.places.location(opening.file, opening.range);
                let name = opening.name;
                self.refuse(ErrorKind::GatedType { name }, &place);
                Type::Bool
            }
        }
    }

    /// Where the interface or world begins that holds the definition around `offset`.
    fn block(&mut self, file: usize, offset: usize) -> Option<usize> {
        let places = self.places;
        let blocks = self.definitions.blocks.entry(file).or_insert_with(|| {
            let found = definitions(places.sources.files[file].text());
            let found = found.iter().map(|def| (def.name.start, def.block));
            found.collect()
        });
        blocks.range(..=offset).next_back().map(|(_, &block)| block)
    }
}
