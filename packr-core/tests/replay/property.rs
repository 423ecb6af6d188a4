//! Whatever a run was, a replay is faithful, and any one change of what the guest or its caller does is found at its place: from memory and
//! through the bytes of a journal. Cut anywhere, it goes on.
//!
//! `tests/resume/property.rs` has the same for a real guest, with all kinds of failures and calls that are cancelled.

use std::sync::{Arc, Mutex};

use packr_core::intercept::{Recording, ReplayMode, ReplayScope, Replayer};
use packr_core::journal::{
    Durability, Event, Header, Journal, JournalOptions, JournalSink, JournalWriter, Resume, Tail,
};
use proptest::prelude::*;

use super::play::{Node, Player, record};

const OPTIONS: JournalOptions = JournalOptions::DEFAULT.durability(Durability::None);

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl JournalSink for Memory {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The run as it is read from a journal, without times.
fn journal(run: &[Node]) -> Journal {
    let memory = Memory::default();
    let writer = JournalWriter::to_sink(memory.clone(), &Header::default(), &OPTIONS).unwrap();
    Player::default().play(&writer, run);
    writer.finish().unwrap();
    without_times(Journal::read(&memory.0.lock().unwrap()).unwrap())
}

fn without_times(mut journal: Journal) -> Journal {
    for event in &mut journal.events {
        match event {
            Event::Start(start) => start.at = 0,
            Event::End(end) => end.at = 0,
            _ => {}
        }
    }
    journal
}

fn both(run: &[Node]) -> [Recording; 2] {
    [record(run), journal(run).recording()]
}

fn nodes(depth: u32) -> BoxedStrategy<Vec<Node>> {
    let inside = match depth {
        0 => Just(vec![]).boxed(),
        _ => nodes(depth - 1),
    };
    let function = prop::sample::select(vec!["a", "b", "c"]);
    let result = prop_oneof![4 => (0..3u32).prop_map(Ok), 1 => Just(Err(()))];
    let node =
        (function, 0..3u32, result, inside).prop_map(|(function, input, result, inside)| Node {
            function,
            input,
            result,
            inside,
        });
    prop::collection::vec(node, 0..4).boxed()
}

/// What a replay sees of a run: the host's calls, and the guest's, which are answered. With the indices of the recorded calls.
#[derive(Debug, PartialEq)]
enum Seen {
    Start(&'static str, u32),
    End(Option<u32>),
}

/// What is asked is answered as it was in the recorded run.
fn seen(run: &[Node], answers: &[Node]) -> Vec<(usize, Seen)> {
    let (mut events, mut next) = (vec![], 0);
    for (at, node) in run.iter().enumerate() {
        let index = next;
        next += 1;
        events.push((index, Seen::Start(node.function, node.input)));
        let mut end = node.result.ok();
        for (nth, inside) in node.inside.iter().enumerate() {
            events.push((next, Seen::Start(inside.function, inside.input)));
            let answer = answers.get(at).and_then(|node| node.inside.get(nth));
            next += recorded(inside).0;
            if !recorded(answer.unwrap_or(inside)).1 {
                end = None;
                break;
            }
        }
        events.push((index, Seen::End(end)));
    }
    events
}

/// How many calls are recorded of a node and what is inside, and whether it ended in a value.
fn recorded(node: &Node) -> (usize, bool) {
    let mut calls = 1;
    for inside in &node.inside {
        let (more, is_ok) = recorded(inside);
        calls += more;
        if !is_ok {
            return (calls, false);
        }
    }
    (calls, node.result.is_ok())
}

/// The recorded call at which the second run is found to differ from the first; none where it does not.
fn place(run: &[Node], other: &[Node]) -> Option<usize> {
    let calls = run.iter().map(|node| recorded(node).0).sum();
    let (recorded, now) = (seen(run, run), seen(other, run));
    let at = (0..recorded.len().max(now.len())).find(|at| {
        let of =
            |events: &'_ [(usize, Seen)]| events.get(*at).map(|(_, event)| format!("{event:?}"));
        of(&recorded) != of(&now)
    })?;
    match (recorded.get(at), now.get(at)) {
        // A call too many: the next one was expected, or none.
        (Some((_, Seen::End(_))), Some((_, Seen::Start(..)))) | (None, _) => {
            let left = recorded.get(at..).unwrap_or_default();
            let next = left
                .iter()
                .find(|(_, event)| matches!(event, Seen::Start(..)));
            Some(next.map_or(calls, |(index, _)| *index))
        }
        (Some((index, _)), _) => Some(*index),
    }
}

#[derive(Debug, Clone)]
enum Change {
    Function(&'static str),
    Input(u32),
    Result(Result<u32, ()>),
    Remove,
    Twice,
}

fn changes() -> impl Strategy<Value = Change> {
    let function = prop::sample::select(vec!["a", "b", "c"]);
    prop_oneof![
        function.prop_map(Change::Function),
        (0..3u32).prop_map(Change::Input),
        (0..3u32).prop_map(|result| Change::Result(Ok(result))),
        Just(Change::Result(Err(()))),
        Just(Change::Remove),
        Just(Change::Twice),
    ]
}

impl Change {
    fn apply(&self, run: &mut Vec<Node>, at: usize) {
        match self {
            Change::Function(function) => run[at].function = function,
            Change::Input(input) => run[at].input = *input,
            Change::Result(result) => run[at].result = *result,
            Change::Remove => drop(run.remove(at)),
            Change::Twice => run.insert(at, run[at].clone()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_run_replays(run in nodes(3)) {
        let live = Player::default().play(&Replayer::new(Default::default()).mode(ReplayMode::Partial), &run);
        let [recorded, read] = both(&run);
        prop_assert_eq!(&recorded, &read);
        for mode in [ReplayMode::Strict, ReplayMode::ByKey, ReplayMode::Partial, ReplayMode::RecordNew] {
            for scope in [ReplayScope::Imports, ReplayScope::Exports, ReplayScope::Both] {
                let replayer = Replayer::new(read.clone()).mode(mode).scope(scope);
                let again = Player::default().play(&replayer, &run);
                let ends = |results: &[Result<_, String>]| {
                    results.iter().map(|result| result.clone().ok()).collect::<Vec<_>>()
                };
                prop_assert_eq!(ends(&live), ends(&again), "{:?} {:?}", mode, scope);
                prop_assert_eq!(replayer.finish(), Ok(()), "{:?} {:?}", mode, scope);
            }
        }
    }

    #[test]
    fn cut_anywhere_a_run_goes_on(run in nodes(3), cut in any::<prop::sample::Index>()) {
        let whole = journal(&run);
        let events = cut.index(whole.events.len() + 1);
        let mut half = Journal::new(whole.header.clone(), whole.events[..events].to_vec());
        half.tail = Tail::Open;
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("property.journal");
        std::fs::write(&path, half.to_bytes().unwrap()).unwrap();
        let resume = Resume::open(&path, &OPTIONS).unwrap();
        Player::default().play(&resume, &run);
        prop_assert!(resume.finish().is_ok());
        prop_assert_eq!(without_times(Journal::open(&path).unwrap()), whole);
    }

    #[test]
    fn any_change_is_found_where_it_is(
        run in nodes(3).prop_filter("a run without a call", |run| !run.is_empty()),
        change in changes(),
        at in any::<prop::sample::Index>(),
        inside in any::<Option<prop::sample::Index>>(),
    ) {
        let mut other = run.clone();
        let at = at.index(run.len());
        match inside {
            Some(inside) if !run[at].inside.is_empty() => {
                // The result of an import is the recorded one, and a change of it none.
                change.apply(&mut other[at].inside, inside.index(run[at].inside.len()));
            }
            _ => change.apply(&mut other, at),
        }
        for recording in both(&run) {
            let replayer = Replayer::new(recording);
            Player::default().play(&replayer, &other);
            let found = replayer.finish().err().map(|diverged| diverged.first.index);
            prop_assert_eq!(found, place(&run, &other));
        }
    }
}
