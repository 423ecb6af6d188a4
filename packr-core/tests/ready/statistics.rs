//! What is counted of calls.

use std::time::Duration;

use packr_core::intercept::{
    Answered, CallInterceptor, CallStatistics, Direction, End, FunctionStatistics,
};
use packr_core::{Value, encode, encoded_len};

use super::made::{HOST, export, failure, import, make};

#[test]
fn calls_are_counted_by_function_and_direction_in_order() {
    let statistics = CallStatistics::new();
    let unit = Value::UNIT;
    for call in [
        export("$root", "eval", &unit),
        import(HOST, "log", &unit),
        import(HOST, "lookup", &unit),
        import(HOST, "log", &unit),
        export(HOST, "log", &unit),
    ] {
        make(&statistics, call);
    }
    let snapshot = statistics.snapshot();
    let told: Vec<_> = snapshot
        .functions
        .iter()
        .map(|of| (of.direction, of.name(), of.calls))
        .collect();
    let host = |function: &str| format!("{HOST}#{function}");
    assert_eq!(
        told,
        [
            (Direction::Import, host("log"), 2),
            (Direction::Import, host("lookup"), 1),
            (Direction::Export, "eval".to_owned(), 1),
            (Direction::Export, host("log"), 1),
        ]
    );
    assert!(
        snapshot
            .functions
            .iter()
            .all(|of| of.argument_bytes.is_none())
    );
}

fn only(statistics: &CallStatistics) -> FunctionStatistics {
    let [only] = &statistics.snapshot().functions[..] else {
        panic!("{statistics:?}")
    };
    only.clone()
}

#[test]
fn how_calls_ended_and_who_answered_is_counted() {
    let statistics = CallStatistics::new();
    let unit = Value::UNIT;
    for answered in [
        Answered::Live,
        Answered::Interceptor,
        Answered::Interceptor,
        Answered::Replay,
    ] {
        let mut call = import(HOST, "a", &unit);
        statistics.begin(&call);
        call.answered = answered;
        statistics.end(&call, End::Returned(&unit));
        statistics.begin(&call);
        statistics.cancelled(&call, &failure());
    }
    let of = only(&statistics);
    assert_eq!((of.calls, of.by_interceptor, of.by_replay), (8, 4, 2));
    assert_eq!(
        (of.failures.as_slice(), of.failed()),
        (&[("other", 4)][..], 4)
    );
}

#[test]
fn calls_under_way_are_told_and_a_reset_keeps_them() {
    let statistics = CallStatistics::new();
    let unit = Value::UNIT;
    let calls = [import(HOST, "a", &unit), import(HOST, "a", &unit)];
    calls.iter().for_each(|call| drop(statistics.begin(call)));
    make(&statistics, import(HOST, "a", &unit));
    make(&statistics, import(HOST, "b", &unit));
    assert_eq!(statistics.snapshot().functions[0].under_way, 2);
    statistics.reset();
    let of = only(&statistics);
    assert_eq!((of.calls, of.under_way), (0, 2));
    statistics.end(&calls[0], End::Returned(&unit));
    // An end without a beginning is none.
    statistics.end(&calls[0], End::Returned(&unit));
    let of = only(&statistics);
    assert_eq!((of.calls, of.under_way), (1, 1));
    assert_eq!(of.latency.buckets.len(), 1);
}

#[test]
fn times_are_those_from_begin_to_end() {
    let statistics = CallStatistics::new();
    let unit = Value::UNIT;
    for millis in [0, 0, 0, 20] {
        let call = import(HOST, "a", &unit);
        statistics.begin(&call);
        std::thread::sleep(Duration::from_millis(millis));
        statistics.end(&call, End::Returned(&unit));
    }
    let latency = only(&statistics).latency;
    assert!(latency.p50 < Duration::from_millis(20), "{latency:?}");
    assert!(
        latency.max >= Duration::from_millis(20) && latency.p99 == latency.max,
        "{latency:?}"
    );
    assert!(latency.total >= latency.max);
    assert_eq!(
        latency.buckets.iter().map(|(_, count)| count).sum::<u64>(),
        4
    );
}

#[test]
fn bytes_are_those_of_the_format() {
    let statistics = CallStatistics::new().sizes();
    let input = Value::tuple([Value::from("seven"), Value::some(Value::U8(7))]);
    make(&statistics, import(HOST, "a", &input));
    make(&statistics, import(HOST, "a", &input));
    let of = only(&statistics);
    let len = |value: &Value| 2 * encode(value).unwrap().len() as u64;
    assert_eq!(of.argument_bytes, Some(len(&input)));
    assert_eq!(of.result_bytes, Some(len(&Value::U32(7))));
    assert_eq!(encoded_len(&input).unwrap() as u64 * 2, len(&input));
}

#[test]
fn threads_are_added_up_and_a_call_may_end_on_another() {
    const CALLS: u64 = 500;
    let statistics = CallStatistics::new();
    std::thread::scope(|scope| {
        // More than there are shards.
        for _ in 0..20 {
            scope.spawn(|| {
                for _ in 0..CALLS {
                    make(&statistics, import(HOST, "a", &Value::UNIT));
                }
                let unit = Value::UNIT;
                let call = import(HOST, "a", &unit);
                statistics.begin(&call);
                let id = call.id;
                let statistics = &statistics;
                scope.spawn(move || {
                    let unit = Value::UNIT;
                    let mut call = import(HOST, "a", &unit);
                    call.id = id;
                    statistics.end(&call, End::Returned(&unit));
                });
            });
        }
    });
    let of = only(&statistics);
    assert_eq!((of.calls, of.under_way), (20 * (CALLS + 1), 0));
}

#[test]
fn the_table_has_a_line_a_function() {
    let statistics = CallStatistics::new().sizes();
    make(&statistics, import(HOST, "lookup", &Value::UNIT));
    let unit = Value::UNIT;
    let call = export("$root", "eval", &unit);
    statistics.begin(&call);
    statistics.end(&call, End::Failed(&failure()));
    let table = statistics.snapshot().to_string();
    let words = |line: &str| {
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let lines: Vec<_> = table.lines().map(words).collect();
    assert_eq!(
        lines[0],
        [
            "function", "calls", "failed", "answered", "open", "p50", "p90", "p99", "max", "bytes",
            "in", "bytes", "out"
        ]
    );
    assert_eq!(
        lines[1][..6],
        ["import", "demo:calc/host#lookup", "1", "0", "0", "0"]
    );
    assert_eq!(lines[2][..6], ["export", "eval", "1", "1", "0", "0"]);
    // Columns are as wide as what is in them.
    let ends: Vec<_> = table
        .lines()
        .map(|line| line.find(" 1 ").unwrap_or(0))
        .collect();
    assert_eq!(ends[1], ends[2]);
    assert_eq!(
        CallStatistics::new().snapshot().to_string().lines().count(),
        1
    );
}

#[test]
fn the_four_methods_alone_are_counted_without_times() {
    let statistics = CallStatistics::new();
    let unit = Value::UNIT;
    assert_eq!(statistics.before_import(HOST, "a", &unit), None);
    statistics.after_import(HOST, "a", &unit, &unit);
    let of = only(&statistics);
    assert_eq!(
        (of.calls, of.under_way, of.latency.buckets.len()),
        (1, 0, 0)
    );
    statistics.reset();
    assert_eq!(statistics.before_export("a:b/c#d", &unit), None);
    statistics.after_export("a:b/c#d", &unit, &unit);
    let of = only(&statistics);
    assert_eq!((&*of.interface, &*of.function), ("a:b/c", "d"));
}
