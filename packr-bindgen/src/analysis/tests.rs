use super::*;
use crate::{Inline, Request, load};

struct Case {
    model: Model,
    analysis: Analysis,
}

impl Case {
    /// An interface with these types.
    fn new(types: &str) -> Self {
        let text = format!("package t:t; interface i {{ {types} }} world w {{ import i; }}");
        let request = Request {
            inline: Some(Inline { text, place: None }),
            ..Request::default()
        };
        let model = load(&request)
            .model
            .unwrap_or_else(|errors| panic!("{errors}"));
        let analysis = Analysis::new(&model);
        Case { model, analysis }
    }

    fn id(&self, name: &str) -> TypeId {
        let found = self.model.types.iter().position(|def| def.name == name);
        TypeId(found.unwrap_or_else(|| panic!("no type `{name}`")))
    }

    fn boxed(&self, container: &str, part: &str) -> bool {
        self.analysis
            .is_boxed(&self.model, self.id(container), self.id(part))
    }

    fn newtypes(&self) -> Vec<&str> {
        let all = self.model.types.iter().zip(&self.analysis.newtypes);
        all.filter(|(_, newtype)| **newtype)
            .map(|(def, _)| def.name.as_str())
            .collect()
    }

    /// Initials of the traits of a type, `-` where std's own are missing.
    fn traits(&self, name: &str) -> String {
        let traits = self.analysis.traits(self.id(name));
        let initials = [
            ("C", Traits::COPY),
            ("E", Traits::EQ),
            ("H", Traits::HASH),
            ("P", Traits::PARTIAL_ORD),
            ("O", Traits::ORD),
        ];
        let has = initials.iter().filter(|(_, of)| traits.contains(*of));
        let std = if traits.contains(Traits::STD) {
            ""
        } else {
            "-"
        };
        has.map(|(initial, _)| *initial).chain([std]).collect()
    }
}

#[test]
fn boxes_stand_inside_a_cycle_only() {
    let case = Case::new(
        "variant tree { leaf(point), one(tree), pair(branch), many(list<other>) }
         record point { x: s32 }
         record branch { left: option<tree>, right: tuple<u8, tree> }
         record other { tree: tree }
         record outside { tree: tree, point: point }",
    );
    assert!(case.boxed("tree", "tree"));
    assert!(case.boxed("tree", "branch"));
    assert!(case.boxed("branch", "tree"));
    assert!(!case.boxed("tree", "point"));
    assert!(!case.boxed("tree", "other"), "a list is no edge");
    assert!(!case.boxed("other", "tree"), "so this is no cycle");
    assert!(!case.boxed("outside", "tree"));
}

#[test]
fn lists_and_maps_need_no_boxes() {
    let case = Case::new(
        "variant json { null, array(list<json>), object(map<string, json>), nested(list<option<json>>) }",
    );
    assert_eq!(
        case.analysis.components[case.id("json").0],
        case.id("json").0
    );
    let inline = inline_containment(&case.model).on_cycle();
    assert!(!inline[case.id("json").0]);
    assert!(case.newtypes().is_empty());
}

#[test]
fn an_alias_holds_the_box_rather_than_being_held_by_one() {
    let case = Case::new(
        "variant tree { leaf, maybe(perhaps), same(renamed) }
         type perhaps = option<renamed>;
         type renamed = tree;",
    );
    assert!(!case.boxed("tree", "perhaps"));
    assert!(case.boxed("perhaps", "renamed"));
    assert!(
        case.boxed("tree", "renamed"),
        "a mere name is what it names"
    );
    assert!(case.newtypes().is_empty());
}

#[test]
fn aliases_that_only_contain_aliases_become_newtypes() {
    let case = Case::new(
        "type lists = list<lists>;
         type ping = list<pong>;
         type pong = option<ping>;
         type name-of = lists;
         type through = list<record-of>;
         record record-of { x: through }
         type plain = list<string>;",
    );
    assert_eq!(case.newtypes(), ["lists", "ping", "pong"]);
    assert_eq!(case.analysis.renamed(case.id("name-of")), case.id("lists"));
    assert!(!case.boxed("pong", "ping"), "ping's list is on the heap");
    let inline = Case::new("type chain = option<chain>; type pair = tuple<option<pair>, u8>;");
    assert!(inline.boxed("chain", "chain"));
    assert!(inline.boxed("pair", "pair"));
}

#[test]
fn traits_are_the_most_that_all_parts_allow() {
    let case = Case::new(
        "record ints { a: u8, b: tuple<s64, char>, c: option<bool>, d: result<u8>, e: list<u8, 3> }
         record text { a: ints, b: string }
         record floats { a: option<f32> }
         record floats-in-a-list { a: list<floats> }
         record table { a: map<string, ints> }
         enum color { red }
         flags perms { read }
         record both { c: color, p: perms }
         type alias = tuple<color, floats>;",
    );
    assert_eq!(case.traits("ints"), "CEHPO");
    assert_eq!(case.traits("text"), "EHPO");
    assert_eq!(case.traits("floats"), "CP");
    assert_eq!(case.traits("floats-in-a-list"), "P");
    assert_eq!(case.traits("table"), "EHPO");
    assert_eq!(case.traits("both"), "CEHPO");
    assert_eq!(case.traits("alias"), "CP");
}

#[test]
fn recursion_alone_takes_nothing_but_copy_away() {
    let case = Case::new(
        "variant a { leaf(u8), b(b) }
         record b { a: option<a>, c: option<c> }
         record c { b: option<b>, floats: list<floats> }
         record floats { x: f64, a: list<unrelated> }
         variant unrelated { leaf(u8), more(unrelated) }
         type chain = option<chain>;",
    );
    assert_eq!(case.traits("unrelated"), "EHPO");
    assert_eq!(case.traits("chain"), "EHPO");
    for name in ["a", "b", "c"] {
        assert_eq!(case.traits(name), "P", "{name} holds floats by way of c");
    }
}

#[test]
fn std_stops_at_tuples_of_twelve() {
    let twelve = "u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8";
    let case = Case::new(&format!(
        "record fits {{ x: tuple<{twelve}> }}
         type wide = tuple<{twelve}, u8>;
         record holds {{ x: list<option<wide>> }}
         record copied {{ x: wide }}
         record around {{ x: holds }}"
    ));
    assert_eq!(case.traits("fits"), "CEHPO");
    assert_eq!(case.traits("wide"), "C-");
    assert_eq!(case.traits("holds"), "-");
    assert_eq!(case.traits("copied"), "C-");
    assert_eq!(case.traits("around"), "", "`holds` has its own by hand");
}
