//! What a policy allows and denies.

use packr_core::Value;
use packr_core::intercept::{CallInterceptor, Denied, Direction, Policy};

use super::made::{HOST, export, goes_on, import, refused};

#[test]
fn the_first_rule_that_matches_counts() {
    let policy = Policy::allow_by_default()
        .allow("import demo:calc/host#lookup")
        .unwrap()
        .deny("import demo:calc/host")
        .unwrap()
        .allow("import demo:calc/host#log")
        .unwrap();
    let unit = Value::UNIT;
    assert!(goes_on(&policy.begin(&import(HOST, "lookup", &unit))));
    // The direction counts, and what no rule is about is allowed here.
    assert!(goes_on(&policy.begin(&export(HOST, "log", &unit))));
    assert!(goes_on(&policy.begin(&export("$root", "eval", &unit))));

    let denied: Denied = refused(policy.begin(&import(HOST, "log", &unit)));
    assert_eq!(denied.rule, Some(1));
    assert_eq!(denied.direction, Direction::Import);
    assert_eq!(
        denied.to_string(),
        "the guest's call of `demo:calc/host#log` is denied by rule 2, `deny import demo:calc/host`"
    );
}

#[test]
fn what_no_rule_allows_is_denied_if_that_is_the_default() {
    let policy = Policy::deny_by_default().allow("eval").unwrap();
    let unit = Value::UNIT;
    assert!(goes_on(&policy.begin(&export("$root", "eval", &unit))));
    let denied: Denied = refused(policy.begin(&export("$root", "reset", &unit)));
    assert_eq!((denied.rule, &denied.pattern), (None, &None));
    assert_eq!(
        denied.to_string(),
        "the host's call of `reset` is denied, as no rule allows it"
    );
}

#[test]
fn a_condition_leaves_what_it_does_not_hold_for_to_later_rules() {
    let is_large = |call: &packr_core::intercept::Call<'_>| {
        matches!(call.input.as_tuple(), Some([Value::U32(100..)]))
    };
    let policy = Policy::deny_by_default()
        .deny_if("import *", is_large)
        .unwrap()
        .allow("import demo:calc/host")
        .unwrap();
    let (small, large) = (
        Value::tuple([Value::U32(1)]),
        Value::tuple([Value::U32(100)]),
    );
    assert!(policy.check(&import(HOST, "lookup", &small)).is_ok());
    let denied = policy.check(&import(HOST, "lookup", &large)).unwrap_err();
    assert_eq!((denied.rule, denied.is_conditional), (Some(0), true));
    assert_eq!(
        policy
            .check(&import("a:b/c", "d", &small))
            .unwrap_err()
            .rule,
        None
    );
    assert_eq!(
        format!("{policy:?}"),
        "[deny import * if …, allow import demo:calc/host, deny *]"
    );
}

#[test]
fn the_four_methods_alone_do_not_let_denied_calls_through() {
    let policy = Policy::deny_by_default().allow("import a:b/c#d").unwrap();
    let unit = Value::UNIT;
    assert_eq!(policy.before_import("a:b/c", "d", &unit), None);
    // A value that fits no type: the call fails on it.
    for answer in [
        policy.before_import("a:b/c", "e", &unit),
        policy.before_export("a:b/c#d", &unit),
    ] {
        assert!(answer.unwrap().to_string().starts_with("refused::"));
    }
}

#[test]
fn a_wrong_pattern_is_an_error_when_the_policy_is_made() {
    let error = Policy::deny_by_default().allow("demo:calc").unwrap_err();
    assert_eq!(error.pattern, "demo:calc");
}
