//! Interfaces under a second name and accessors of properties, on the wire: the package hands each call on to the host.

use packr::{HasSelf, Linker, Package, Store};

use crate::support::ENGINE;

packr::bindgen!({ inline: "
    package my:named@1.0.0;
    interface store {
        variant tree { leaf(string), pair(tuple<tree, tree>) }
        find: func(key: string) -> option<tree>;
        size: get() -> u32;
        size: set(value: u32) -> result<_, string>;
    }
    world named {
        import first: store;
        import second: store;
        export store;
        export last: store;
        import mode: get() -> string;
        export mode: get() -> string;
    }
" });

use exports::my::named::store as types;

/// `store` goes to `first`, and `last` to `second`.
const PACKAGE: &str = r#"(module
    (type $f (func (param i32 i32 i32 i32) (result i32)))
    (import "first" "find" (func $find1 (type $f)))
    (import "first" "[get]size" (func $size1 (type $f)))
    (import "first" "[set]size" (func $grow1 (type $f)))
    (import "second" "find" (func $find2 (type $f)))
    (import "second" "[get]size" (func $size2 (type $f)))
    (import "second" "[set]size" (func $grow2 (type $f)))
    (import "$root" "[get]mode" (func $mode (type $f)))
    (memory (export "memory") 1)
    (export "my:named/store@1.0.0#find" (func $find1))
    (export "my:named/store@1.0.0#[get]size" (func $size1))
    (export "my:named/store@1.0.0#[set]size" (func $grow1))
    (export "last#find" (func $find2))
    (export "last#[get]size" (func $size2))
    (export "last#[set]size" (func $grow2))
    (export "[get]mode" (func $mode)))"#;

#[derive(Default)]
struct Host {
    sizes: [u32; 2],
}

fn tree(words: &[&str]) -> Option<types::Tree> {
    let leaves = words
        .iter()
        .map(|word| types::Tree::Leaf((*word).to_owned()));
    leaves.reduce(types::Tree::pair)
}

impl first::Host for Host {
    fn find(&mut self, key: String) -> Option<types::Tree> {
        tree(&["first", &key])
    }
    fn size(&mut self) -> u32 {
        self.sizes[0]
    }
    fn set_size(&mut self, value: u32) -> Result<(), String> {
        self.sizes[0] = value;
        Ok(())
    }
}

impl second::Host for Host {
    fn find(&mut self, _key: String) -> Option<first::Tree> {
        None
    }
    fn size(&mut self) -> u32 {
        self.sizes[1]
    }
    fn set_size(&mut self, value: u32) -> Result<(), String> {
        Err(format!("{value} is too much"))
    }
}

impl NamedImports for Host {
    fn mode(&mut self) -> String {
        "quiet".to_owned()
    }
}

#[test]
fn each_name_has_its_own_functions() {
    let mut linker = Linker::new(&ENGINE);
    Named::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let package = Package::new(&ENGINE, PACKAGE).unwrap();
    let mut store = Store::new(&ENGINE, Host::default());
    let named = Named::instantiate(&mut store, &package, &linker).unwrap();
    let (plain, last) = (named.my_named_store(), named.last());
    assert_eq!(
        plain.call_find(&mut store, "x").unwrap(),
        tree(&["first", "x"])
    );
    assert_eq!(last.call_find(&mut store, "x").unwrap(), None);
    assert_eq!(plain.call_set_size(&mut store, 7).unwrap(), Ok(()));
    let refused = last.call_set_size(&mut store, 8).unwrap();
    assert_eq!(refused, Err("8 is too much".to_owned()));
    assert_eq!(plain.call_size(&mut store).unwrap(), 7);
    assert_eq!(last.call_size(&mut store).unwrap(), 0);
    assert_eq!(named.call_mode(&mut store).unwrap(), "quiet");
}
