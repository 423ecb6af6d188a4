//! Types of the user in place of the WIT's, through a real guest and a host that both answer with what they are given.

use std::collections::BTreeMap;

use packr::{HasSelf, Lift, Linker, Lower, Store, Value, decode, encode};

use crate::support::{ENGINE, package};
use crate::values;

packr::bindgen!({
    inline: r#"
        package test:values@1.2.0;
        interface types {
            record point { x: s32, y: s32 }
            type count = u64;
            type points = list<point>;
            variant tree {
                leaf(s32),
                node(list<tree>),
                negated(tree),
                pair(tuple<tree, tree>),
                maybe(option<tree>),
                checked(result<tree, string>),
                unchecked(result<string, tree>),
                fixed(list<tree, 2>),
                named(map<string, tree>),
            }
            variant statement { evaluate(expression), %if(branch), block(list<statement>) }
            record branch { condition: expression, then: statement, %else: option<statement> }
            variant expression {
                name(string), number(s64), call(tuple<expression, list<expression>>), function(statement),
            }
            enum color { red, green, blue-green }
            /// Holds what the user has.
            record holder { at: point, all: points, by-name: map<string, tree>, statement: statement }
        }
        interface host {
            use types.{point, count, points, tree, statement, expression};
            echo-point: func(value: point) -> point;
            echo-count: func(value: count) -> count;
            echo-points: func(value: points) -> points;
            echo-list-record: func(value: list<point>) -> list<point>;
            echo-map-nested: func(value: map<string, map<u64, point>>) -> map<string, map<u64, point>>;
            echo-tree: func(value: tree) -> tree;
            echo-option-tree: func(value: option<tree>) -> option<tree>;
            echo-statement: func(value: statement) -> statement;
            echo-expression: func(value: expression) -> expression;
        }
        interface echo {
            use types.{point, count, points, tree, statement, expression};
            echo-point: func(value: point) -> point;
            echo-count: func(value: count) -> count;
            echo-points: func(value: points) -> points;
            echo-list-record: func(value: list<point>) -> list<point>;
            echo-map-nested: func(value: map<string, map<u64, point>>) -> map<string, map<u64, point>>;
            echo-tree: func(value: tree) -> tree;
            echo-option-tree: func(value: option<tree>) -> option<tree>;
            echo-statement: func(value: statement) -> statement;
            echo-expression: func(value: expression) -> expression;
        }
        world mine { import host; export echo; }
    "#,
    with: {
        "point": Place,
        "test:values/types.count": Even,
        "test:values/types@1.2.0.tree": Depth,
        "statement": Code<()>,
        "color": use crate::values::test::values::types::Color,
    },
});

use exports::test::values::echo::Guest;
use test::values::host;
use test::values::types::{
    Branch, Color, Count, Expression, Holder, Point, Statement, WireCount, WirePoint,
    WireStatement, WireTree,
};

/// A point in the upper right quarter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    right: u16,
    up: u16,
}

impl TryFrom<WirePoint> for Place {
    type Error = String;

    fn try_from(point: WirePoint) -> Result<Self, String> {
        let part = |n: i32| u16::try_from(n).map_err(|_| format!("{n} is off the map"));
        Ok(Place {
            right: part(point.x)?,
            up: part(point.y)?,
        })
    }
}

impl From<&Place> for WirePoint {
    fn from(place: &Place) -> Self {
        WirePoint {
            x: place.right.into(),
            y: place.up.into(),
        }
    }
}

/// Half of a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Even(u64);

impl From<WireCount> for Even {
    fn from(count: u64) -> Self {
        Even(count / 2)
    }
}

impl From<&Even> for WireCount {
    fn from(even: &Even) -> Self {
        even.0 * 2
    }
}

/// A tree of one branch.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Depth(usize);

impl TryFrom<WireTree> for Depth {
    type Error = &'static str;

    fn try_from(mut tree: WireTree) -> Result<Self, &'static str> {
        let mut depth = 0;
        loop {
            tree = match tree {
                WireTree::Leaf(_) => return Ok(Depth(depth)),
                WireTree::Negated(inner) => *inner,
                _ => return Err("not negated"),
            };
            depth += 1;
        }
    }
}

impl From<&Depth> for WireTree {
    fn from(depth: &Depth) -> Self {
        (0..depth.0).fold(WireTree::Leaf(0), |tree, _| WireTree::negated(tree))
    }
}

/// Keeps the statement as it is. With a parameter, to show that any type will do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Code<T>(WireStatement, T);

impl From<WireStatement> for Code<()> {
    fn from(statement: WireStatement) -> Self {
        Code(statement, ())
    }
}

impl From<&Code<()>> for WireStatement {
    fn from(code: &Code<()>) -> Self {
        code.0.clone()
    }
}

struct Host;

macro_rules! echo {
    ($($name:ident: $ty:ty,)*) => {
        impl host::Host for Host {
            $(fn $name(&mut self, value: $ty) -> $ty { value })*
        }
    };
}

echo! {
    echo_point: Place,
    echo_count: Even,
    echo_points: Vec<Place>,
    echo_list_record: Vec<Place>,
    echo_map_nested: BTreeMap<String, BTreeMap<u64, Place>>,
    echo_tree: Depth,
    echo_option_tree: Option<Depth>,
    echo_statement: Code<()>,
    echo_expression: Expression,
}

fn start() -> (Store<Host>, Mine) {
    let mut linker = Linker::new(&ENGINE);
    Mine::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker.define_stubs(values::Values::schema()).unwrap();
    let mut store = Store::new(&ENGINE, Host);
    let own = Mine::instantiate(&mut store, &package("values"), &linker).unwrap();
    (store, own)
}

fn branch() -> WireStatement {
    let condition = Expression::call(Expression::Name("f".into()), vec![Expression::Number(1)]);
    let then = WireStatement::Block(vec![WireStatement::evaluate(Expression::function(
        WireStatement::Block(vec![]),
    ))]);
    WireStatement::r#if(Branch {
        condition: condition.into(),
        then: then.into(),
        r#else: None,
    })
}

#[test]
fn they_go_to_the_guest_and_back() {
    let (mut store, own) = start();
    let echo: &Guest = own.test_values_echo();
    let place = Place { right: 1, up: 2 };
    assert_eq!(echo.call_echo_point(&mut store, &place).unwrap(), place);
    assert_eq!(
        echo.call_echo_count(&mut store, &Even(21)).unwrap(),
        Even(21)
    );
    let two = [place.clone(), Place { right: 0, up: 0 }];
    assert_eq!(echo.call_echo_points(&mut store, &two).unwrap(), two);
    assert_eq!(echo.call_echo_list_record(&mut store, &two).unwrap(), two);
    let map = BTreeMap::from([("a".to_owned(), BTreeMap::from([(7, place)]))]);
    assert_eq!(echo.call_echo_map_nested(&mut store, &map).unwrap(), map);
    assert_eq!(
        echo.call_echo_tree(&mut store, &Depth(5)).unwrap(),
        Depth(5)
    );
    let none = echo.call_echo_option_tree(&mut store, None).unwrap();
    assert_eq!(none, None);
    let some = echo.call_echo_option_tree(&mut store, Some(&Depth(1)));
    assert_eq!(some.unwrap(), Some(Depth(1)));
}

#[test]
fn a_cycle_of_types_is_converted_as_a_whole() {
    let (mut store, own) = start();
    let echo = own.test_values_echo();
    let code = Code(branch(), ());
    assert_eq!(echo.call_echo_statement(&mut store, &code).unwrap(), code);
    // `expression` is generated, and has what is generated for `statement` inside.
    let expression = Expression::function(branch());
    let answer = echo.call_echo_expression(&mut store, &expression).unwrap();
    assert_eq!(answer, expression);
    let _: Statement = code;
}

#[test]
fn what_can_not_be_made_is_an_error_of_the_call() {
    let (mut store, own) = start();
    let point = |x: i32| values::test::values::types::Point { x, y: 0 };
    let lists = vec![point(1), point(-1)];
    let echo = "test:values/echo@1.2.0#echo-list-record";
    let input = Value::Tuple(vec![lists.to_value()]);
    let error = own
        .instance()
        .call(&mut store, echo, input)
        .unwrap_err()
        .report();
    assert!(error.contains("value[1]: -1 is off the map"), "{error}");
    assert!(error.contains("host@1.2.0#echo-list-record"), "{error}");
}

#[test]
fn results_that_can_not_be_made_are_too() {
    // This host's own functions have no part in it.
    let mut linker = Linker::new(&ENGINE);
    linker.define_stubs(values::Values::schema()).unwrap();
    linker.set_interceptor(Negative);
    let mut store = Store::new(&ENGINE, Host);
    let own = Mine::instantiate(&mut store, &package("values"), &linker).unwrap();
    let place = Place { right: 1, up: 2 };
    let error = own
        .test_values_echo()
        .call_echo_point(&mut store, &place)
        .unwrap_err()
        .report();
    assert!(error.contains("echo-point"), "{error}");
    assert!(error.contains("-3 is off the map"), "{error}");
}

/// Answers a point with one that is off the map.
struct Negative;

impl packr::CallInterceptor for Negative {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        Some(WirePoint { x: -3, y: 0 }.to_value())
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

#[test]
fn their_bytes_and_values_are_those_of_the_wit() {
    let places = vec![Place { right: 1, up: 2 }];
    let points = vec![WirePoint { x: 1, y: 2 }];
    assert_eq!(encode(&places).unwrap(), encode(&points).unwrap());
    assert_eq!(places.to_value(), points.to_value());
    let evens = vec![Even(1), Even(2)];
    let bytes = encode(&evens).unwrap();
    assert_eq!(bytes, encode(&vec![2u64, 4]).unwrap());
    assert_eq!(encode(&evens.to_value()).unwrap(), bytes);
    assert_eq!(decode::<Vec<Count>>(&bytes).unwrap(), evens);
    assert_eq!(Vec::<Count>::from_value(evens.to_value()).unwrap(), evens);
    let holder = Holder {
        at: Point { right: 1, up: 2 },
        all: places,
        by_name: BTreeMap::from([("a".to_owned(), Depth(1))]),
        statement: Code(branch(), ()),
    };
    let bytes = encode(&holder).unwrap();
    assert_eq!(encode(&holder.to_value()).unwrap(), bytes);
    assert_eq!(decode::<Holder>(&bytes).unwrap(), holder);
    let error = decode::<Holder>(&encode(&wrong(&holder)).unwrap()).unwrap_err();
    let error = error.to_string();
    assert!(
        error.starts_with("all[0]: 70000 is off the map (at byte"),
        "{error}"
    );
    let error = Holder::from_value(wrong(&holder)).unwrap_err();
    assert_eq!(error.to_string(), "all[0]: 70000 is off the map");
}

/// The holder with a point that is off the map.
fn wrong(holder: &Holder) -> Value {
    let Value::Record(record) = holder.to_value() else {
        unreachable!("it is a record");
    };
    let shape = record.shape().clone();
    let mut values = record.into_values();
    values[1] = vec![WirePoint { x: 70_000, y: 0 }].to_value();
    Value::Record(packr::Record::new(shape, values))
}

#[test]
fn a_type_that_has_packrs_conversions_is_taken_as_it_is() {
    let red: Color = values::test::values::types::Color::Red;
    assert_eq!(red, Color::Red);
}
