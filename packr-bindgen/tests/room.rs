//! Values that take more room than a stack should give are refused.

mod common;

use common::{errors, read};
use similar_asserts::assert_eq;

#[test]
fn values_that_fit_no_stack() {
    let wit = r"package t:t;
interface i {
  type page = list<u8, 65536>;
  record twice { one: halves, other: halves }
  record halves { one: list<u64, 4000>, name: string }
  record tree { numbers: list<u32, 2000>, others: list<tree> }
  f: func() -> list<u64, 1000000>;
  g: func(one: halves, other: halves);
  h: func(p: page);
}
world w { import i; }
";
    let message = r"
values of this type take 65536 bytes where they stand, and packr passes up to 49152 on the stack
 --> inline WIT:3:8
  |
3 |   type page = list<u8, 65536>;
  |        ^^^^
  |
  = note: in type `page`
  = help: write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap

error: values of this type take 64048 bytes where they stand, and packr passes up to 49152 on the stack
 --> inline WIT:4:10
  |
4 |   record twice { one: halves, other: halves }
  |          ^^^^^
  |
  = note: in `twice`
  = help: write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap

error: values of this type take 8024 bytes where they stand, and packr passes up to 4096 on the stack
 --> inline WIT:6:10
  |
6 |   record tree { numbers: list<u32, 2000>, others: list<tree> }
  |          ^^^^
  |
  = note: in `tree`, which contains itself
  = help: write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap

error: values of this type take 8000000 bytes where they stand, and packr passes up to 49152 on the stack
 --> inline WIT:7:3
  |
7 |   f: func() -> list<u64, 1000000>;
  |   ^
  |
  = note: in the result of function `f`
  = help: write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap

error: values of this type take 64048 bytes where they stand, and packr passes up to 49152 on the stack
 --> inline WIT:8:3
  |
8 |   g: func(one: halves, other: halves);
  |   ^
  |
  = note: in the parameters of function `g`, together
  = help: write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap";
    assert_eq!(errors(wit), message.trim_start());
}

/// It would be 2^62 bytes.
#[test]
fn records_that_double_with_each_name() {
    let types: String = (0..60)
        .map(|i| format!("record r{i} {{ a: r{0}, b: r{0} }}\n", i + 1))
        .collect();
    let wit = format!("package t:t;\nworld w {{\n{types}record r60 {{ a: u32 }}\n}}\n");
    let errors = errors(&wit);
    assert!(errors.contains("take 65536 bytes"), "{errors}");
    assert_eq!(errors.matches("where they stand").count(), 1, "{errors}");
}

#[test]
fn what_lies_on_the_heap_takes_no_room() {
    let wit = r"package t:t;
world w {
  record wide { a: list<list<u64, 4000>>, b: map<string, list<u8, 40000>>, c: option<wide> }
  variant v { a(list<u8, 4000>), b(list<v>), c(tuple<v, v>) }
  record most { bytes: list<u8, 49152> }
  export f: func(w: wide, v: v) -> most;
}
";
    read(wit).unwrap();
}
