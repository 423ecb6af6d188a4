//! The exported interface `echo`: each function answers what the host's function of the same name answers.
//!
//! A `Value` is passed through as it is, so nothing here depends on a type.

use crate::state::called;
use packr_guest::{import, Value};

/// One row a function: its name in Rust, in `host`, and as an export.
macro_rules! relay {
    ($($function:ident $import:literal $export:literal;)*) => {
        mod host {
            use super::*;
            $(
                #[import(module = "test:values/host@1.2.0", name = $import)]
                pub fn $function(value: Value) -> Value;
            )*
        }
        $(
            #[export_name = $export]
            pub extern "C" fn $function(in_ptr: i32, in_len: i32, out_ptr: i32, out_len: i32) -> i32 {
                answer($import, host::$function, in_ptr, in_len, out_ptr, out_len)
            }
        )*
    };
}

/// What `#[export]` writes out for a function of one `Value`, once instead of once a row.
fn answer(
    name: &'static str,
    host: fn(Value) -> Value,
    in_ptr: i32,
    in_len: i32,
    out_ptr: i32,
    out_len: i32,
) -> i32 {
    packr_guest::__export_impl(in_ptr, in_len, out_ptr, out_len, |value| {
        called(name);
        Ok(host(match value {
            Value::Tuple(mut items) if items.len() == 1 => items.remove(0),
            other => other,
        }))
    })
}

relay! {
    echo_bool "echo-bool" "test:values/echo@1.2.0#echo-bool";
    echo_u8 "echo-u8" "test:values/echo@1.2.0#echo-u8";
    echo_u16 "echo-u16" "test:values/echo@1.2.0#echo-u16";
    echo_u32 "echo-u32" "test:values/echo@1.2.0#echo-u32";
    echo_u64 "echo-u64" "test:values/echo@1.2.0#echo-u64";
    echo_s8 "echo-s8" "test:values/echo@1.2.0#echo-s8";
    echo_s16 "echo-s16" "test:values/echo@1.2.0#echo-s16";
    echo_s32 "echo-s32" "test:values/echo@1.2.0#echo-s32";
    echo_s64 "echo-s64" "test:values/echo@1.2.0#echo-s64";
    echo_f32 "echo-f32" "test:values/echo@1.2.0#echo-f32";
    echo_f64 "echo-f64" "test:values/echo@1.2.0#echo-f64";
    echo_char "echo-char" "test:values/echo@1.2.0#echo-char";
    echo_string "echo-string" "test:values/echo@1.2.0#echo-string";
    echo_list_bool "echo-list-bool" "test:values/echo@1.2.0#echo-list-bool";
    echo_list_u8 "echo-list-u8" "test:values/echo@1.2.0#echo-list-u8";
    echo_list_u16 "echo-list-u16" "test:values/echo@1.2.0#echo-list-u16";
    echo_list_u32 "echo-list-u32" "test:values/echo@1.2.0#echo-list-u32";
    echo_list_u64 "echo-list-u64" "test:values/echo@1.2.0#echo-list-u64";
    echo_list_s8 "echo-list-s8" "test:values/echo@1.2.0#echo-list-s8";
    echo_list_s16 "echo-list-s16" "test:values/echo@1.2.0#echo-list-s16";
    echo_list_s32 "echo-list-s32" "test:values/echo@1.2.0#echo-list-s32";
    echo_list_s64 "echo-list-s64" "test:values/echo@1.2.0#echo-list-s64";
    echo_list_f32 "echo-list-f32" "test:values/echo@1.2.0#echo-list-f32";
    echo_list_f64 "echo-list-f64" "test:values/echo@1.2.0#echo-list-f64";
    echo_list_char "echo-list-char" "test:values/echo@1.2.0#echo-list-char";
    echo_list_string "echo-list-string" "test:values/echo@1.2.0#echo-list-string";
    echo_list_list_u8 "echo-list-list-u8" "test:values/echo@1.2.0#echo-list-list-u8";
    echo_list_list_string "echo-list-list-string" "test:values/echo@1.2.0#echo-list-list-string";
    echo_list_option "echo-list-option" "test:values/echo@1.2.0#echo-list-option";
    echo_list_result "echo-list-result" "test:values/echo@1.2.0#echo-list-result";
    echo_list_tuple "echo-list-tuple" "test:values/echo@1.2.0#echo-list-tuple";
    echo_list_record "echo-list-record" "test:values/echo@1.2.0#echo-list-record";
    echo_list_variant "echo-list-variant" "test:values/echo@1.2.0#echo-list-variant";
    echo_list_enum "echo-list-enum" "test:values/echo@1.2.0#echo-list-enum";
    echo_list_flags "echo-list-flags" "test:values/echo@1.2.0#echo-list-flags";
    echo_list_map "echo-list-map" "test:values/echo@1.2.0#echo-list-map";
    echo_fixed_bytes "echo-fixed-bytes" "test:values/echo@1.2.0#echo-fixed-bytes";
    echo_fixed_strings "echo-fixed-strings" "test:values/echo@1.2.0#echo-fixed-strings";
    echo_fixed_nested "echo-fixed-nested" "test:values/echo@1.2.0#echo-fixed-nested";
    echo_fixed_records "echo-fixed-records" "test:values/echo@1.2.0#echo-fixed-records";
    echo_map_string "echo-map-string" "test:values/echo@1.2.0#echo-map-string";
    echo_map_u32 "echo-map-u32" "test:values/echo@1.2.0#echo-map-u32";
    echo_map_s8 "echo-map-s8" "test:values/echo@1.2.0#echo-map-s8";
    echo_map_char "echo-map-char" "test:values/echo@1.2.0#echo-map-char";
    echo_map_bool "echo-map-bool" "test:values/echo@1.2.0#echo-map-bool";
    echo_map_nested "echo-map-nested" "test:values/echo@1.2.0#echo-map-nested";
    echo_option_u32 "echo-option-u32" "test:values/echo@1.2.0#echo-option-u32";
    echo_option_string "echo-option-string" "test:values/echo@1.2.0#echo-option-string";
    echo_option_option "echo-option-option" "test:values/echo@1.2.0#echo-option-option";
    echo_option_option_option "echo-option-option-option" "test:values/echo@1.2.0#echo-option-option-option";
    echo_option_list "echo-option-list" "test:values/echo@1.2.0#echo-option-list";
    echo_option_record "echo-option-record" "test:values/echo@1.2.0#echo-option-record";
    echo_result_both "echo-result-both" "test:values/echo@1.2.0#echo-result-both";
    echo_result_ok "echo-result-ok" "test:values/echo@1.2.0#echo-result-ok";
    echo_result_err "echo-result-err" "test:values/echo@1.2.0#echo-result-err";
    echo_result_none "echo-result-none" "test:values/echo@1.2.0#echo-result-none";
    echo_result_result "echo-result-result" "test:values/echo@1.2.0#echo-result-result";
    echo_result_option "echo-result-option" "test:values/echo@1.2.0#echo-result-option";
    echo_tuple_one "echo-tuple-one" "test:values/echo@1.2.0#echo-tuple-one";
    echo_tuple_two "echo-tuple-two" "test:values/echo@1.2.0#echo-tuple-two";
    echo_tuple_nested "echo-tuple-nested" "test:values/echo@1.2.0#echo-tuple-nested";
    echo_tuple_nine "echo-tuple-nine" "test:values/echo@1.2.0#echo-tuple-nine";
    echo_point "echo-point" "test:values/echo@1.2.0#echo-point";
    echo_person "echo-person" "test:values/echo@1.2.0#echo-person";
    echo_everything "echo-everything" "test:values/echo@1.2.0#echo-everything";
    echo_shape "echo-shape" "test:values/echo@1.2.0#echo-shape";
    echo_color "echo-color" "test:values/echo@1.2.0#echo-color";
    echo_lamp "echo-lamp" "test:values/echo@1.2.0#echo-lamp";
    echo_permissions "echo-permissions" "test:values/echo@1.2.0#echo-permissions";
    echo_wide "echo-wide" "test:values/echo@1.2.0#echo-wide";
    echo_count "echo-count" "test:values/echo@1.2.0#echo-count";
    echo_points "echo-points" "test:values/echo@1.2.0#echo-points";
    echo_blob "echo-blob" "test:values/echo@1.2.0#echo-blob";
    echo_tree "echo-tree" "test:values/echo@1.2.0#echo-tree";
    echo_list_tree "echo-list-tree" "test:values/echo@1.2.0#echo-list-tree";
    echo_option_tree "echo-option-tree" "test:values/echo@1.2.0#echo-option-tree";
    echo_employee "echo-employee" "test:values/echo@1.2.0#echo-employee";
    echo_department "echo-department" "test:values/echo@1.2.0#echo-department";
    echo_nested "echo-nested" "test:values/echo@1.2.0#echo-nested";
    echo_json "echo-json" "test:values/echo@1.2.0#echo-json";
    echo_statement "echo-statement" "test:values/echo@1.2.0#echo-statement";
    echo_expression "echo-expression" "test:values/echo@1.2.0#echo-expression";
    echo_failure "echo-failure" "test:values/echo@1.2.0#echo-failure";
    echo_result_tree "echo-result-tree" "test:values/echo@1.2.0#echo-result-tree";
}
