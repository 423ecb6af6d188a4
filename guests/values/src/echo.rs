//! The exported interface `echo`: each function answers what the host's function of the same name answers.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::exports::test::values::echo::{Guest, Summary};
use crate::test::values::host;
use crate::test::values::types::{
    Blob, Color, Count, Department, Employee, Everything, Expression, Failure, Json, Lamp, Nested,
    Permissions, Person, Point, Points, Shape, Statement, Tree, Wide,
};
use crate::{Values, state};

/// One row a function: its parameter, which is its result too, and what it is for the host's function.
macro_rules! relay {
    ($($function:ident($value:ident: $ty:ty) => $borrowed:expr;)*) => {
        impl Guest for Values {
            fn summarise() -> Summary {
                Summary {
                    calls: state::calls(),
                    last: state::last(),
                }
            }

            $(
                fn $function($value: $ty) -> $ty {
                    state::called(stringify!($function));
                    host::$function($borrowed)
                }
            )*
        }
    };
}

relay! {
    echo_bool(value: bool) => value;
    echo_u8(value: u8) => value;
    echo_u16(value: u16) => value;
    echo_u32(value: u32) => value;
    echo_u64(value: u64) => value;
    echo_s8(value: i8) => value;
    echo_s16(value: i16) => value;
    echo_s32(value: i32) => value;
    echo_s64(value: i64) => value;
    echo_f32(value: f32) => value;
    echo_f64(value: f64) => value;
    echo_char(value: char) => value;
    echo_string(value: String) => &value;
    echo_list_bool(value: Vec<bool>) => &value;
    echo_list_u8(value: Vec<u8>) => &value;
    echo_list_u16(value: Vec<u16>) => &value;
    echo_list_u32(value: Vec<u32>) => &value;
    echo_list_u64(value: Vec<u64>) => &value;
    echo_list_s8(value: Vec<i8>) => &value;
    echo_list_s16(value: Vec<i16>) => &value;
    echo_list_s32(value: Vec<i32>) => &value;
    echo_list_s64(value: Vec<i64>) => &value;
    echo_list_f32(value: Vec<f32>) => &value;
    echo_list_f64(value: Vec<f64>) => &value;
    echo_list_char(value: Vec<char>) => &value;
    echo_list_string(value: Vec<String>) => &value;
    echo_list_list_u8(value: Vec<Vec<u8>>) => &value;
    echo_list_list_string(value: Vec<Vec<String>>) => &value;
    echo_list_option(value: Vec<Option<u32>>) => &value;
    echo_list_result(value: Vec<Result<u8, String>>) => &value;
    echo_list_tuple(value: Vec<(u32, String)>) => &value;
    echo_list_record(value: Vec<Point>) => &value;
    echo_list_variant(value: Vec<Shape>) => &value;
    echo_list_enum(value: Vec<Color>) => &value;
    echo_list_flags(value: Vec<Permissions>) => &value;
    echo_list_map(value: Vec<BTreeMap<String, u8>>) => &value;
    echo_fixed_bytes(value: [u8; 4]) => value;
    echo_fixed_strings(value: [String; 2]) => &value;
    echo_fixed_nested(value: [[i16; 2]; 3]) => value;
    echo_fixed_records(value: [Point; 2]) => value;
    echo_map_string(value: BTreeMap<String, u32>) => &value;
    echo_map_u32(value: BTreeMap<u32, String>) => &value;
    echo_map_s8(value: BTreeMap<i8, bool>) => &value;
    echo_map_char(value: BTreeMap<char, Vec<u8>>) => &value;
    echo_map_bool(value: BTreeMap<bool, String>) => &value;
    echo_map_nested(value: BTreeMap<String, BTreeMap<u64, Point>>) => &value;
    echo_option_u32(value: Option<u32>) => value;
    echo_option_string(value: Option<String>) => value.as_deref();
    echo_option_option(value: Option<Option<u8>>) => value;
    echo_option_option_option(value: Option<Option<Option<bool>>>) => value;
    echo_option_list(value: Option<Vec<u8>>) => value.as_deref();
    echo_option_record(value: Option<Person>) => value.as_ref();
    echo_result_both(value: Result<u32, String>) => value.as_ref().copied().map_err(String::as_str);
    echo_result_ok(value: Result<u32, ()>) => value;
    echo_result_err(value: Result<(), String>) => value.as_ref().copied().map_err(String::as_str);
    echo_result_none(value: Result<(), ()>) => value;
    echo_result_result(value: Result<Result<u8, Color>, Result<(), Shape>>) => value.as_ref().copied().map_err(|err| err.as_ref().copied());
    echo_result_option(value: Result<Option<String>, Option<Color>>) => value.as_ref().map(Option::as_deref).map_err(|err| *err);
    echo_tuple_one(value: (u8,)) => value;
    echo_tuple_two(value: (u32, String)) => (value.0, &value.1);
    echo_tuple_nested(value: ((u8, u16), (i8, (bool,)))) => value;
    echo_tuple_nine(value: (bool, u8, u16, u32, u64, i64, f64, char, String)) => {
        let (a, b, c, d, e, f, g, h, i) = &value;
        (*a, *b, *c, *d, *e, *f, *g, *h, i.as_str())
    };
    echo_point(value: Point) => value;
    echo_person(value: Person) => &value;
    echo_everything(value: Everything) => &value;
    echo_shape(value: Shape) => &value;
    echo_color(value: Color) => value;
    echo_lamp(value: Lamp) => value;
    echo_permissions(value: Permissions) => value;
    echo_wide(value: Wide) => value;
    echo_count(value: Count) => value;
    echo_points(value: Points) => &value;
    echo_blob(value: Blob) => &value;
    echo_tree(value: Tree) => &value;
    echo_list_tree(value: Vec<Tree>) => &value;
    echo_option_tree(value: Option<Tree>) => value.as_ref();
    echo_employee(value: Employee) => &value;
    echo_department(value: Department) => &value;
    echo_nested(value: Nested) => &value;
    echo_json(value: Json) => &value;
    echo_statement(value: Statement) => &value;
    echo_expression(value: Expression) => &value;
    echo_failure(value: Failure) => &value;
    echo_result_tree(value: Result<Tree, Failure>) => value.as_ref();
}
