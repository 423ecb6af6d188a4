//! What is measured: one row of the benchmark is one work for several contenders, and gives one or more lines of the table.

use crate::work::{LOOKUPS, Work};

/// Contenders that do the same work, interleaved.
pub struct Row {
    pub id: String,
    pub work: Work,
    /// What a time is divided by, and its name.
    pub per: usize,
    pub unit: &'static str,
    pub lines: Vec<Line>,
    /// Takes more than a moment, so it is left out in a hurry.
    pub long: bool,
    /// Of the table of what recording costs, whose columns are others.
    pub recorded: bool,
}

pub struct Line {
    pub title: String,
    pub contenders: &'static [&'static str],
    pub ratio: Option<Ratio>,
}

/// One contender's time over another's, and what it should be at most.
#[derive(Clone, Copy)]
pub struct Ratio {
    pub of: &'static str,
    pub over: &'static str,
    pub aim: Option<f64>,
}

/// How the time for one of something grows with their number: the ratio of one row over another.
pub struct Growth {
    pub title: &'static str,
    pub of: &'static str,
    pub over: &'static str,
    pub contenders: &'static [&'static str],
    pub aim: Option<f64>,
}

const PUBLISHED: [&str; 2] = ["published-6", "published-24"];
/// Every way to call a guest that has no types of its own for the work.
const CALLS: &[&str] = &["raw", PUBLISHED[0], PUBLISHED[1], "component", "ours"];
const TYPED: &[&str] = &["postcard", PUBLISHED[0], PUBLISHED[1], "component", "ours"];
const TWO: &[&str] = &["raw", "component", "ours"];
const CODECS: &[&str] = &["postcard", PUBLISHED[0], PUBLISHED[1], "ours"];

fn ours(over: &'static str, aim: f64) -> Option<Ratio> {
    ratio("ours", over, Some(aim))
}

fn ratio(of: &'static str, over: &'static str, aim: Option<f64>) -> Option<Ratio> {
    Some(Ratio { of, over, aim })
}

fn line(
    title: impl Into<String>,
    contenders: &'static [&'static str],
    ratio: Option<Ratio>,
) -> Line {
    Line {
        title: title.into(),
        contenders,
        ratio,
    }
}

fn row(id: impl Into<String>, work: Work, per: usize, unit: &'static str, line: Line) -> Row {
    Row {
        id: id.into(),
        work,
        per,
        unit,
        lines: vec![line],
        long: false,
        recorded: false,
    }
}

impl Row {
    fn and(
        mut self,
        title: &str,
        contenders: &'static [&'static str],
        ratio: Option<Ratio>,
    ) -> Self {
        self.lines.push(line(title, contenders, ratio));
        self
    }

    fn long(mut self, long: bool) -> Self {
        self.long = long;
        self
    }

    pub fn contenders(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().flat_map(|line| line.contenders).copied()
    }
}

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        row(
            "add",
            Work::Add,
            1,
            "call",
            line("`add(u32, u32)`", CALLS, ours("component", 0.6)),
        )
        .and(
            "… the component's default setting",
            &["component-default"],
            ratio("ours", "component-default", None),
        )
        .and(
            "… an interceptor that does nothing",
            &["ours-noop"],
            ratio("ours-noop", "component", None),
        )
        .and(
            "… the recorder",
            &["ours-recorder"],
            ratio("ours-recorder", "component", None),
        ),
        row(
            "add-async",
            Work::AddAsync,
            1,
            "call",
            line("`add`, waited for", TWO, ours("raw", 1.5)),
        ),
    ];
    for (nodes, name) in [
        (10, "10"),
        (1000, "1,000"),
        (100_000, "100,000"),
        (1_000_000, "1,000,000"),
    ] {
        let title = format!("tree of {name} nodes, there and back");
        let row = row(
            format!("tree-{nodes}"),
            Work::Tree(nodes),
            nodes,
            "node",
            line(title, TYPED, ours("component", 0.7)),
        );
        let row = row.long(nodes > 100_000);
        rows.push(match nodes {
            1000 => row
                .and(
                    "… an interceptor that does nothing",
                    &["ours-noop"],
                    ratio("ours-noop", "component", None),
                )
                .and(
                    "… the recorder",
                    &["ours-recorder"],
                    ratio("ours-recorder", "component", None),
                ),
            _ => row,
        });
    }
    for levels in [10, 50, 100, 200, DEEPEST] {
        let title = format!("lists in lists, {levels} levels");
        rows.push(row(
            format!("chain-{levels}"),
            Work::Chain(levels),
            levels,
            "level",
            line(title, TYPED, ratio("ours", "component", None)),
        ));
    }
    for (kib, name) in [
        (1, "1 KiB"),
        (64, "64 KiB"),
        (1024, "1 MiB"),
        (8192, "8 MiB"),
    ] {
        let aim = (kib == 1024).then_some(1.3);
        let title = format!("`list<u8>` of {name}");
        let id = format!("bytes-{kib}k");
        rows.push(
            row(
                id,
                Work::Bytes(kib << 10),
                1,
                "call",
                line(title, CALLS, ratio("ours", "component", aim)),
            )
            .long(kib > 1024),
        );
    }
    for (kib, name) in [
        (1, "1 KiB"),
        (64, "64 KiB"),
        (1024, "1 MiB"),
        (8192, "8 MiB"),
    ] {
        let aim = (kib == 8192).then_some(1.3);
        let title = format!("`list<s64>` of {name}");
        let id = format!("numbers-{kib}k");
        rows.push(
            row(
                id,
                Work::Numbers(kib << 7),
                1,
                "call",
                line(title, CALLS, ratio("ours", "component", aim)),
            )
            .long(kib > 1024),
        );
    }
    rows.push(row(
        "rows",
        Work::Rows(10_000),
        10_000,
        "record",
        line(
            "10,000 records of four fields",
            TYPED,
            ours("component", 1.0),
        ),
    ));
    for (id, some, title) in [
        ("lookup-some", true, "the guest asks for a string"),
        ("lookup-none", false, "… and there is none"),
    ] {
        rows.push(row(
            id,
            Work::Lookup(some),
            LOOKUPS as usize,
            "call",
            line(title, CALLS, ours("component", 1.0)),
        ));
    }
    for (nodes, name) in [(1000, "1,000"), (100_000, "100,000")] {
        let title = |what| format!("{what} {name} nodes, on the host");
        rows.push(row(
            format!("encode-{nodes}"),
            Work::Encode(nodes),
            nodes,
            "node",
            line(title("encode"), CODECS, ours("postcard", 2.0)),
        ));
        rows.push(row(
            format!("decode-{nodes}"),
            Work::Decode(nodes),
            nodes,
            "node",
            line(title("decode"), CODECS, ours("postcard", 2.0)),
        ));
        rows.push(row(
            format!("clone-{nodes}"),
            Work::CloneDrop(nodes),
            nodes,
            "node",
            line(title("clone and drop"), &["raw"], None),
        ));
    }
    rows.push(row(
        "compile",
        Work::Compile,
        1,
        "guest",
        line("engine and compiled guest", CALLS, ours("component", 1.5)),
    ));
    rows.push(row(
        "instantiate",
        Work::Instantiate,
        1,
        "instance",
        line(
            "store and instance",
            CALLS,
            ratio("ours", "component", None),
        ),
    ));
    rows.push(row(
        "size",
        Work::Size,
        1,
        "guest",
        line("bytes of the guest", CALLS, ours("component", 1.5)),
    ));
    rows.extend(recorded());
    rows
}

/// Every way to record, beside not to.
pub const RECORDED: &[&str] = &[
    "ours",
    "ours-recorder",
    "ours-journal",
    "ours-flush",
    "watoots",
    "watoots-recorder",
];
/// Those that keep something of which the size is told.
const KEPT: &[&str] = &["ours-journal", "watoots-recorder"];

/// What recording costs.
fn recorded() -> Vec<Row> {
    let nodes = 1000;
    let kept = |nodes, text| Work::Kept { nodes, text };
    let timed =
        |id: &str, work, per, unit, title| row(id, work, per, unit, line(title, RECORDED, None));
    let sized = |id: &str, work, title| row(id, work, 1, "call", line(title, KEPT, None));
    let lookup = Work::Lookup(true);
    let rows = vec![
        timed("recorded-add", Work::Add, 1, "call", "`add(u32, u32)`"),
        timed(
            "recorded-tree",
            Work::Tree(nodes),
            nodes,
            "node",
            "tree of 1,000 nodes, there and back",
        ),
        timed(
            "recorded-lookup",
            lookup,
            LOOKUPS as usize,
            "call",
            "the guest asks for a string",
        ),
        sized("kept-add", kept(None, false), "bytes kept of `add`"),
        sized("kept-add-text", kept(None, true), "… as text"),
        sized(
            "kept-tree",
            kept(Some(nodes), false),
            "bytes kept of the tree, twice",
        ),
        sized("kept-tree-text", kept(Some(nodes), true), "… as text"),
    ];
    let of_recorded = |row| Row {
        recorded: true,
        ..row
    };
    rows.into_iter().map(of_recorded).collect()
}

/// Lists in lists as deep as packr's limit of 512 lets them be: two values a level, and three around and within.
const DEEPEST: usize = 254;

pub fn growths() -> Vec<Growth> {
    let growth = |title, of, over, aim| Growth {
        title,
        of,
        over,
        contenders: TWO,
        aim,
    };
    vec![
        Growth {
            contenders: TYPED,
            ..growth(
                "a node: 1,000,000 over 1,000",
                "tree-1000000",
                "tree-1000",
                Some(1.5),
            )
        },
        growth("a level: 254 over 10", "chain-254", "chain-10", None),
        growth(
            "8 MiB of bytes over 1 MiB",
            "bytes-8192k",
            "bytes-1024k",
            None,
        ),
        growth(
            "8 MiB of numbers over 1 MiB",
            "numbers-8192k",
            "numbers-1024k",
            None,
        ),
    ]
}
