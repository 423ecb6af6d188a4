//! Any run of the guest, with calls inside calls, failures of all kinds and futures that are dropped, through a journal: it replays, any one
//! change is found at its place, and cut anywhere it goes on.

use std::collections::HashSet;
use std::sync::Arc;

use packr_core::Replayer;
use packr_core::intercept::{Direction, FailureKind, Outcome};
use packr_core::journal::{Event, Journal};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::cuts::is_inside_a_drop;
use crate::guest::{Folder, Ran, Run, cut_after, resumed, run, run_async, whole, without_times};

type Owned = Vec<(&'static str, String)>;

/// Calls of the host, on a guest that waits or one that does not, where no future can be dropped.
fn runs() -> impl Strategy<Value = (Run, Owned)> {
    prop_oneof![
        calls(vec!["a", "b", "error", "panic", "wrong"]).prop_map(|calls| (run as Run, calls)),
        calls(vec!["a", "b", "error", "panic", "wrong", "never"])
            .prop_map(|calls| (run_async as Run, calls)),
    ]
}

fn calls(texts: Vec<&'static str>) -> impl Strategy<Value = Owned> {
    vec(call(texts), 0..5)
}

fn call(texts: Vec<&'static str>) -> impl Strategy<Value = (&'static str, String)> {
    let function = prop_oneof![
        4 => Just("twice"),
        2 => Just("send"),
        1 => select(vec!["trap", "fail"]),
    ];
    let text = (0..3_usize, select(texts)).prop_map(|(deep, text)| "deep:".repeat(deep) + text);
    (function, text)
}

fn borrowed(calls: &Owned) -> Vec<(&str, &str)> {
    calls.iter().map(|(name, text)| (*name, &**text)).collect()
}

/// Without the name of the call in which the guest was stopped: of calls inside each other it is the innermost, and one inside a call
/// that is answered does not run.
fn unnamed(mut journal: Journal) -> Journal {
    for event in &mut journal.events {
        if let Event::End(end) = event
            && let Outcome::Failed(failure) = &mut end.outcome
            && failure.kind == FailureKind::Interrupted
        {
            failure.text = None;
            failure.message = String::new();
        }
    }
    journal
}

fn unnamed_texts(ran: &Ran) -> Vec<String> {
    let texts = ran.texts().into_iter();
    let unnamed = |text: String| match text.split_once("can't be made: the guest was stopped") {
        Some((call, _)) => format!("{call} was interrupted"),
        None => text,
    };
    texts.map(unnamed).collect()
}

/// What a replay sees of a run: the calls that it does not answer, those that they make, and how the former end. With the indices of the
/// recorded calls.
fn seen(journal: &Journal) -> Vec<(usize, bool, String)> {
    let calls = journal.recording().calls;
    let mut inside_answered = HashSet::new();
    for (index, call) in calls.iter().enumerate() {
        let is_inside = |parent: &usize| {
            calls[*parent].direction == Direction::Import || inside_answered.contains(parent)
        };
        if call.parent.as_ref().is_some_and(is_inside) {
            inside_answered.insert(index);
        }
    }
    let mut seen = vec![];
    for event in &journal.events {
        let (call, is_start, what) = match event {
            Event::Start(start) => {
                let call = &calls[start.call as usize];
                (start.call, true, format!("{}{}", call.name(), start.input))
            }
            Event::End(end) => {
                let what = match &end.outcome {
                    Outcome::Returned(value) => value.to_string(),
                    Outcome::Failed(failure) => format!("{:?}", failure.kind),
                };
                (end.call, false, what)
            }
            _ => continue,
        };
        let call = call as usize;
        let is_answered = calls[call].direction == Direction::Import;
        if !inside_answered.contains(&call) && (is_start || !is_answered) {
            seen.push((call, is_start, what));
        }
    }
    seen
}

/// The recorded call at which the second run is found to differ from the first; none where it does not.
fn place(recorded: &Journal, now: &Journal) -> Option<usize> {
    let calls = recorded.recording().calls.len();
    let (recorded, now) = (seen(recorded), seen(now));
    let of = |events: &[(usize, bool, String)], at: usize| {
        events
            .get(at)
            .map(|(_, is_start, what)| (*is_start, what.clone()))
    };
    let at = (0..recorded.len().max(now.len())).find(|at| of(&recorded, *at) != of(&now, *at))?;
    match (recorded.get(at), now.get(at)) {
        // A call too many: the next one was expected, or none.
        (Some((_, false, _)), Some((_, true, _))) | (None, _) => {
            let mut left = recorded.get(at..).unwrap_or_default().iter();
            let next = left.find(|(_, is_start, _)| *is_start);
            Some(next.map_or(calls, |(index, ..)| *index))
        }
        (Some((index, ..)), _) => Some(*index),
    }
}

#[derive(Debug, Clone)]
enum Change {
    Function(&'static str),
    Text(&'static str),
    Remove,
    Twice,
}

impl Change {
    fn apply(&self, calls: &mut Owned, at: usize) {
        match self {
            Change::Function(function) => calls[at].0 = function,
            Change::Text(text) => calls[at].1 = (*text).to_owned(),
            Change::Remove => drop(calls.remove(at)),
            Change::Twice => calls.insert(at, calls[at].clone()),
        }
    }
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        select(vec!["send", "twice", "trap", "fail"]).prop_map(Change::Function),
        select(vec!["a", "error", "deep:b"]).prop_map(Change::Text),
        Just(Change::Remove),
        Just(Change::Twice),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_run_replays((run, calls) in runs()) {
        let calls = borrowed(&calls);
        let (ran, journal) = whole("replays", &calls, run);
        let journal = Journal::read(&journal.to_bytes().unwrap()).unwrap();
        let replayer = Arc::new(Replayer::new(journal.recording()));
        let replayed = run(&calls, Box::new(replayer.clone()));
        prop_assert_eq!(replayer.finish(), Ok(()));
        prop_assert_eq!(unnamed_texts(&replayed), unnamed_texts(&ran));
        prop_assert_eq!(replayed.passed, [""; 0]);
    }

    #[test]
    fn any_change_is_found_where_it_is(
        (run, calls) in runs().prop_filter("a run without a call", |(_, calls)| !calls.is_empty()),
        change in changes(),
        at in any::<Index>(),
    ) {
        let (_, recorded) = whole("changed", &borrowed(&calls), run);
        let mut other = calls.clone();
        change.apply(&mut other, at.index(calls.len()));
        let (_, now) = whole("changed", &borrowed(&other), run);
        let replayer = Arc::new(Replayer::new(recorded.recording()));
        let replayed = run(&borrowed(&other), Box::new(replayer.clone()));
        let found = replayer.finish().err().map(|diverged| diverged.first.index);
        prop_assert_eq!(found, place(&recorded, &now));
        prop_assert_eq!(replayed.passed, [""; 0]);
    }

    #[test]
    fn cut_anywhere_it_goes_on((run, calls) in runs(), cut in any::<Index>()) {
        let calls = borrowed(&calls);
        let (ran, journal) = whole("goes-on", &calls, run);
        let events = cut.index(journal.events.len() + 1);
        prop_assume!(!is_inside_a_drop(&journal, events));
        let folder = Folder::new("goes-on");
        let path = folder.with(&cut_after(&journal, events));
        let again = resumed(&path, &calls, run);
        prop_assert_eq!(unnamed_texts(&again), unnamed_texts(&ran));
        let now = without_times(Journal::open(&path).unwrap());
        prop_assert_eq!(unnamed(now), unnamed(journal));
    }
}
