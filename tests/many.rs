//! A world of 70 types that contain each other compiles as it is, without a larger `recursion_limit`: nothing asks rustc to follow them.

use packr::{Engine, HasSelf, Linker};

packr::bindgen!("many" in "tests/many/many.wit");

use test::many::nodes::{Node1, Node5};

struct Host;

impl ManyImports for Host {
    fn rewrite(&mut self, node: Node0) -> Node0 {
        node
    }
}

#[test]
fn many_types_that_contain_each_other() {
    let mut linker = Linker::new(&Engine::default());
    Many::add_to_linker::<_, HasSelf<_>>(&mut linker, |host: &mut Host| host).unwrap();
    let node = Node0 {
        first: Some(Box::new(Node1::Leaf)),
        others: Vec::new(),
        by_name: [("a".to_owned(), Node5::Leaf)].into(),
    };
    let bytes = packr::encode(&node).unwrap();
    assert_eq!(packr::decode::<Node0>(&bytes).unwrap(), node);
    assert_eq!(node.clone(), node);
}
