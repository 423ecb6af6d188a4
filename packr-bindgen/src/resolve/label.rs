//! `import label: interface;` and `export label: interface;`: an interface under another name.
//!
//! It has functions of its own on the wire, and shares the types: they are taken in as `use` would.

use wit_parser as wit;

use super::Builder;
use crate::model::{Interface, InterfaceId, InterfaceName, Owner, TypeDef, TypeId, TypeKind};
use crate::source::Location;

impl Builder<'_> {
    /// The interface that stands for `original` under that name, one for both directions.
    pub(super) fn labelled(
        &mut self,
        id: wit::InterfaceId,
        original: InterfaceId,
        label: &str,
        location: Location,
    ) -> InterfaceId {
        let next = InterfaceId(self.interfaces.len());
        let key = (id, label.to_owned());
        let known = *self.labelled.entry(key).or_insert(next);
        if known == next {
            let interface = Interface {
                name: InterfaceName::Inline(label.to_owned()),
                implements: Some(original),
                docs: self.interfaces[original.0].1.docs.clone(),
                location,
                types: Vec::new(),
                functions: Vec::new(),
                imported: false,
                exported: false,
            };
            self.interfaces.push((id, interface));
        }
        known
    }

    /// Gives a second name the functions of the interface, and names for its types. The original comes before it.
    pub(super) fn borrow_items(
        &mut self,
        labelled: InterfaceId,
        original: InterfaceId,
        types: &mut Vec<TypeDef>,
    ) {
        let Interface {
            types: shared,
            functions,
            ..
        } = self.interfaces[original.0].1.clone();
        let aliases = shared.into_iter().map(|target| {
            let id = TypeId(types.len());
            let def = TypeDef {
                owner: Owner::Interface(labelled),
                kind: TypeKind::Use(target),
                ..types[target.0].clone()
            };
            types.push(def);
            id
        });
        let aliases = aliases.collect();
        let interface = &mut self.interfaces[labelled.0].1;
        interface.types = aliases;
        interface.functions = functions;
    }
}
