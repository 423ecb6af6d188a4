//! Values as deep as one asks for.

use packr_core::{ResultType, Value, ValueType, WitType};

use super::types::{Color, Expr, Nest, Node, Perms};
use packr_core::Lower;

/// A value nested in one kind of container, `depth` values deep.
pub fn nested(kind: &str, depth: usize) -> Value {
    let mut value = match kind {
        "nest" => Value::list(Nest::shared(), []),
        "expr" => Expr::Nil.to_value(),
        "neg" => Expr::Nil.to_value(),
        "node" => node(Vec::new()).to_value(),
        _ => Value::U8(1),
    };
    let innermost = if kind == "node" { 4 } else { 1 };
    let mut reached = innermost;
    while reached < depth {
        value = match kind {
            "list" | "nest" => Value::list(Nest::shared(), [value]),
            "tuple" => Value::tuple([value]),
            "option" => Value::Option {
                inner_type: ValueType::UNIT.into(),
                value: Some(Box::new(value)),
            },
            "result" => {
                let (ok, err) = (ValueType::UNIT, ValueType::UNIT);
                let types = ResultType { ok, err }.into();
                Value::Result {
                    types,
                    value: Err(Box::new(value)),
                }
            }
            "record" => Value::record("R", [("a", Value::U8(1)), ("r", value)]),
            "map" => Value::map(ValueType::U8, ValueType::UNIT, [(Value::U8(1), value)]),
            "key" => Value::map(ValueType::UNIT, ValueType::U8, [(value, Value::U8(1))]),
            "set" => Value::set(ValueType::UNIT, [value]),
            "variant" => Value::variant("V", "Case", 1, Some(value)),
            "neg" => Value::variant("Expr", "Neg", 3, Some(value)),
            "expr" => match value {
                Value::List(_) => Value::variant("Expr", "Lst", 2, Some(value)),
                _ => Value::list(Expr::shared(), [value]),
            },
            "node" => match value {
                Value::List(_) => {
                    let mut outer = node(Vec::new()).to_value();
                    if let Value::Record(record) = &mut outer {
                        *record.get_mut("kids").unwrap() = value;
                    }
                    outer
                }
                _ => Value::list(Node::shared(), [value]),
            },
            other => panic!("no kind {other}"),
        };
        reached += 1;
    }
    value
}

fn node(kids: Vec<Node>) -> Node {
    Node {
        name: "n".into(),
        span: None,
        color: Color::Red,
        perms: Perms(1),
        blob: vec![1],
        all_perms: vec![],
        colors: vec![],
        attrs: [("a".into(), Expr::Nil)].into(),
        by_id: Default::default(),
        outcome: Err("x".into()),
        status: Ok(()),
        half: Ok(()),
        nested: None,
        triple: [0.0; 3],
        one: ('c',),
        nest: Nest(vec![]),
        kids,
    }
}
