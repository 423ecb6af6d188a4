//! A run as trace events, the JSON that Chrome's tracing began and that other viewers read.

use std::collections::{BTreeSet, HashMap};

use packr_core::intercept::{Answered, Direction, Outcome};
use packr_core::journal::{End, Event, Journal, Start};
use serde_json::{Value as Json, json};

use super::export::{answered, kind};
use super::times;
use super::typed::{Types, side_and_name};

/// The process that all calls are shown in.
const PROCESS: u32 = 1;

/// All calls as slices. Those that overlap without being inside each other stand on tracks of their own: the slices of a track are nested.
pub(super) fn export(journal: &Journal) -> Json {
    let types = Types::of(&journal.header);
    let mut tracks = Tracks::default();
    let ends: HashMap<u64, u64> = journal.events.iter().filter_map(end_of).collect();
    let mut starts: HashMap<u64, (&Start, usize)> = HashMap::new();
    let mut events = Vec::new();
    let mut latest = 0;
    for event in &journal.events {
        match event {
            Event::Start(start) => {
                let until = ends.get(&start.call).copied().unwrap_or(u64::MAX);
                let track = tracks.begin(start, until);
                starts.insert(start.call, (start, track));
                latest = latest.max(start.at);
            }
            Event::End(end) => {
                tracks.end(end.call);
                latest = latest.max(end.at);
                if let Some((start, track)) = starts.remove(&end.call) {
                    events.push(slice(&types, start, Some(end), track, end.at));
                }
            }
            _ => {}
        }
    }
    // Those without an end last as long as the run does.
    let mut open: Vec<_> = starts.into_values().collect();
    open.sort_by_key(|(start, _)| start.call);
    events.extend(
        open.into_iter()
            .map(|(start, track)| slice(&types, start, None, track, latest)),
    );
    events.sort_by_key(|(call, _)| *call);
    let header = &journal.header;
    let name = header
        .package
        .as_ref()
        .map_or("packr", |package| &package.name);
    let mut all = vec![named("process_name", 0, name.to_owned())];
    all.extend(
        (0..tracks.open.len())
            .map(|track| named("thread_name", track, format!("calls {}", track + 1))),
    );
    all.extend(events.into_iter().map(|(_, event)| event));
    json!({
        "displayTimeUnit": "ns",
        "otherData": {
            "packr": header.packr,
            "recorded": times::started(header),
        },
        "traceEvents": all,
    })
}

/// The number of a call and when it ended.
fn end_of(event: &Event) -> Option<(u64, u64)> {
    match event {
        Event::End(end) => Some((end.call, end.at)),
        _ => None,
    }
}

fn named(what: &str, track: usize, name: String) -> Json {
    json!({ "ph": "M", "name": what, "pid": PROCESS, "tid": track, "args": { "name": name } })
}

/// A call, and its number to sort by.
fn slice(types: &Types, start: &Start, end: Option<&End>, track: usize, until: u64) -> (u64, Json) {
    let function = &start.function;
    let category = match function.direction {
        Direction::Import => "import",
        Direction::Export => "export",
    };
    let mut args = json!({ "arguments": types.arguments(function, &start.input) });
    match end.map(|end| &end.outcome) {
        Some(Outcome::Returned(value)) => args["result"] = json!(types.result(function, value)),
        Some(Outcome::Failed(failure)) => {
            args["failed"] = json!(failure.message);
            args["kind"] = json!(kind(failure));
        }
        None => args["failed"] = json!("it has no end in the journal"),
    }
    if let Some(end) = end.filter(|end| end.answered != Answered::Live) {
        args["answered by"] = json!(answered(end.answered));
    }
    args["call"] = json!(start.call);
    let mut event = json!({
        "ph": "X",
        "name": side_and_name(function).1,
        "cat": category,
        "pid": PROCESS,
        "tid": track,
        "ts": microseconds(start.at),
        "dur": microseconds(until.saturating_sub(start.at)),
        "args": args,
    });
    if event["args"].get("failed").is_some() {
        event["cname"] = json!("terrible");
    }
    (start.call, event)
}

fn microseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}

/// Which calls are under way on which track, with their ends, innermost last.
#[derive(Default)]
struct Tracks {
    open: Vec<Vec<(u64, u64)>>,
    /// Those on which none is.
    free: BTreeSet<usize>,
    of: HashMap<u64, usize>,
}

impl Tracks {
    /// The track of a call: its parent's, if no other one is under way inside that and it does not outlast it, or else one where none is.
    fn begin(&mut self, start: &Start, until: u64) -> usize {
        let of_parent = start.parent.and_then(|parent| {
            let track = *self.of.get(&parent)?;
            let (innermost, ends) = *self.open[track].last()?;
            (innermost == parent && until <= ends).then_some(track)
        });
        let free = || self.free.pop_first();
        let track = of_parent.or_else(free).unwrap_or(self.open.len());
        if track == self.open.len() {
            self.open.push(Vec::new());
        }
        self.open[track].push((start.call, until));
        self.of.insert(start.call, track);
        track
    }

    fn end(&mut self, call: u64) {
        if let Some(track) = self.of.remove(&call) {
            let open = &mut self.open[track];
            // The innermost, unless calls overlap.
            if let Some(at) = open.iter().rposition(|(it, _)| *it == call) {
                open.remove(at);
            }
            if open.is_empty() {
                self.free.insert(track);
            }
        }
    }
}
