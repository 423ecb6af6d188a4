//! Hosts of two worlds, with the types and the log of the library.

use packr::{CallInterceptor, Engine, HasSelf, Linker, Lower, Package, Store, Value};
use packr_test_shared::bindings::test::shared::types::{Point, Tree};
use packr_test_shared::{Notes, leaves};

mod shaper {
    packr::bindgen!({
        path: "shared.wit",
        world: "shaper",
        // An interface each.
        with: {
            "test:shared/types": packr_test_shared::bindings::test::shared::types,
            "test:shared/log@1.0.0": packr_test_shared::bindings::test::shared::log,
        },
    });
}

mod meter {
    packr::bindgen!({
        path: "shared.wit",
        world: "meter",
        // The package.
        with: { "test:shared": packr_test_shared::bindings::test::shared },
    });
}

mod namespace {
    packr::bindgen!({
        path: "shared.wit",
        world: "meter",
        with: { "test": ::packr_test_shared::bindings::test },
    });
}

/// Two worlds of one crate: the second takes the types of the first.
mod beside {
    pub(crate) mod first {
        packr::bindgen!("library" in "shared.wit");
    }
    pub(crate) mod second {
        packr::bindgen!({
            path: "shared.wit",
            world: "meter",
            with: { "test:shared": super::first::test::shared },
        });
    }

    pub(crate) fn same(tree: first::test::shared::types::Tree) -> second::Tree {
        tree
    }
}

/// A guest that calls nothing, and answers with its input.
fn package(engine: &Engine, export: &str) -> Package {
    let text = format!(
        r#"(module (memory (export "memory") 1)
            (func (export "{export}") (param i32 i32 i32 i32) (result i32) unreachable))"#
    );
    Package::new(engine, text).unwrap()
}

/// Answers every export with this.
struct Answer(Value);

impl CallInterceptor for Answer {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        Some(self.0.clone())
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

fn tree() -> Tree {
    Tree::Node(vec![Tree::negated(Tree::Leaf(Point { x: 1, y: 2 }))])
}

#[test]
fn two_worlds_share_the_types_and_the_host_of_a_library() {
    let engine = Engine::default();

    let mut linker = Linker::new(&engine);
    shaper::Shaper::add_to_linker::<_, HasSelf<_>>(&mut linker, |notes: &mut Notes| notes).unwrap();
    linker.set_interceptor(Answer(tree().to_value()));
    let mut store = Store::new(&engine, Notes::default());
    let package_of = |name| package(&engine, name);
    let shaper = shaper::Shaper::instantiate(&mut store, &package_of("shape"), &linker).unwrap();
    let shaped: Tree = shaper.call_shape(&mut store, &tree()).unwrap();
    assert_eq!(leaves(&shaped), 1);

    let mut linker = Linker::new(&engine);
    meter::Meter::add_to_linker::<_, HasSelf<_>>(&mut linker, |notes: &mut Notes| notes).unwrap();
    linker.set_interceptor(Answer(vec![Point { x: 1, y: 2 }].to_value()));
    let meter = meter::Meter::instantiate(&mut store, &package_of("measure"), &linker).unwrap();
    let points: Vec<Point> = meter.call_measure(&mut store, &shaped).unwrap();
    assert_eq!(points, [Point { x: 1, y: 2 }]);

    let meter = namespace::Meter::instantiate(&mut store, &package_of("measure"), &linker).unwrap();
    assert_eq!(meter.call_measure(&mut store, &shaped).unwrap(), points);
}

#[test]
fn two_worlds_of_one_crate_have_one_set_of_types() {
    use packr::Lift;
    let value = tree().to_value();
    let other = beside::same(Lift::from_value(value.clone()).unwrap());
    assert_eq!(other.to_value(), value);
}

#[test]
fn nothing_is_generated_twice() {
    let code = packr::bindgen!({
        path: "shared.wit",
        world: "meter",
        with: { "test:shared": packr_test_shared::bindings::test::shared },
        stringify: true,
    });
    for item in ["enum Tree", "struct Point", "trait Host"] {
        assert!(!code.contains(item), "{item}");
    }
}
