//! Types whose Rust form takes thought: boxes, recursive aliases, tuples for which std has nothing.

packr::bindgen!({
    additional_derives: [Debug, PartialEq, ::core::default::Default],
    inline: "
        package my:derives;
        interface derives { record r { x: f32, y: f } flags f { a } take: func(r: r); }
        world derived { import derives; }
    ",
});

/// Cycles of all sorts.
pub mod cycles {
    packr::bindgen!({ inline: "
        package my:cycles;
        interface cycles {
            variant tree {
                leaf,
                one(tree),
                pair(tuple<tree, tree>),
                mixed(tuple<u8, tree, list<tree>, option<tree>>),
                maybe(option<tree>),
                twice(option<option<tree>>),
                either(result<tree, tree>),
                good(result<tree, string>),
                bad(result<u8, tree>),
                fixed(list<tree, 2>),
                nested(tuple<tuple<tree, u8>, result<option<tree>, list<tree, 1>>>),
                many(list<option<tree>>),
                by-name(map<string, tree>),
                aliased(couple),
                renamed(also-tree),
                through(branch),
                boxed-alias(perhaps),
            }
            type couple = tuple<tree, tree>;
            type also-tree = tree;
            type perhaps = option<also-tree>;
            record branch { left: tree, right: option<branch>, couple: couple }
            type lists = list<lists>;
            type chain = option<chain>;
            type ping = list<pong>;
            type pong = option<ping>;
            type outer = inner;
            type inner = list<outer>;
            type maps = map<string, maps>;
            type pairs = tuple<string, option<pairs>, list<pairs>>;
            type choice = result<choice, string>;
            record uses { lists: lists, chain: chain, ping: ping, pong: pong, outer: outer, maps: maps, pairs: pairs, choice: choice }
            echo: func(tree: tree, couple: couple, also: also-tree, perhaps: perhaps, branch: branch, uses: uses, lists: lists) -> couple;
            give: func(chain: chain, pong: pong, all: list<uses>, some: option<tuple<tree, string, list<tree>>>) -> result<perhaps, uses>;
        }
        world w { import cycles; export cycles; }
    " });
}

/// Tuples wider than those that std has traits for.
pub mod wide {
    packr::bindgen!({ inline: "
        package my:wide;
        interface wide {
            type wide = tuple<u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, string>;
            type copied = tuple<u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8>;
            record holds { wide: wide, %list: list<option<wide>>, floats: f64 }
            record copies { copied: copied }
            variant either { a(holds), b(either), c(copied) }
            record around { holds: holds, either: either }
            take: func(wide: wide, copied: copied, holds: holds, copies: copies, around: around) -> wide;
        }
        world w { import wide; export wide; }
    " });
}

#[test]
fn boxes_are_where_they_must_be_and_nowhere_else() {
    use cycles::my::cycles::cycles::{Branch, Couple, Lists, Tree};
    let leaf = || Tree::Leaf;
    let boxed = || Box::new(Tree::Leaf);
    assert_eq!(Tree::one(leaf()), Tree::One(boxed()));
    assert_eq!(Tree::one(boxed()), Tree::One(boxed()));
    assert_eq!(Tree::pair(leaf(), boxed()), Tree::Pair((boxed(), boxed())));
    assert_eq!(
        Tree::mixed(1, leaf(), vec![leaf()], Some(leaf())),
        Tree::Mixed((1, boxed(), vec![leaf()], Some(boxed())))
    );
    assert_eq!(Tree::maybe(Some(leaf())), Tree::Maybe(Some(boxed())));
    assert_eq!(
        Tree::twice(Some(Some(leaf()))),
        Tree::Twice(Some(Some(boxed())))
    );
    assert_eq!(Tree::either(Err(leaf())), Tree::Either(Err(boxed())));
    assert_eq!(Tree::good(Ok(leaf())), Tree::Good(Ok(boxed())));
    assert_eq!(Tree::bad(Ok(1)), Tree::Bad(Ok(1)));
    assert_eq!(
        Tree::fixed([leaf(), leaf()]),
        Tree::Fixed([boxed(), boxed()])
    );
    assert_eq!(
        Tree::nested((leaf(), 1), Ok(Some(leaf()))),
        Tree::Nested(((boxed(), 1), Ok(Some(boxed()))))
    );
    let couple: Couple = (boxed(), boxed());
    assert_eq!(Tree::aliased(leaf(), leaf()), Tree::Aliased(couple.clone()));
    assert_eq!(Tree::renamed(leaf()), Tree::Renamed(boxed()));
    assert_eq!(Tree::boxed_alias(None), Tree::BoxedAlias(None));
    let branch = Branch {
        left: boxed(),
        right: None,
        couple,
    };
    assert_eq!(
        Tree::through(branch.clone()),
        Tree::Through(Box::new(branch))
    );
    let unboxed = [
        Tree::Many(vec![Some(leaf())]),
        Tree::ByName([("x".to_owned(), leaf())].into()),
    ];
    let [lists, empty] = [Lists(vec![Lists(vec![])]), Lists::from(vec![])];
    assert_eq!(lists[0], empty);
    assert_eq!(Vec::from(lists).len(), 1);
    for tree in unboxed {
        let bytes = packr::encode(&tree).unwrap();
        assert_eq!(packr::decode::<Tree>(&bytes).unwrap(), tree);
    }
}

#[test]
fn wide_tuples_compare_and_print() {
    use wide::my::wide::wide::{Copies, Holds};
    let wide = || (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "x".to_owned());
    let holds = Holds {
        wide: wide(),
        list: vec![None, Some(wide())],
        floats: 0.5,
    };
    assert_eq!(holds, holds.clone());
    assert!(format!("{holds:?}").starts_with("Holds { wide: (0u8, 1u8, 2u8,"));
    let copies = Copies {
        copied: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    };
    let again = copies;
    assert_eq!(copies, again);
}

#[test]
fn derives_that_are_given_twice_count_once() {
    use my::derives::derives::{F, R};
    assert_eq!(
        R::default(),
        R {
            x: 0.0,
            y: F::empty()
        }
    );
}
