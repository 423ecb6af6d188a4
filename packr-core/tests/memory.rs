//! Reading takes memory in proportion to its input, also where the input was made to take more.
// An allocator that counts is the only way to see this from outside.
#![allow(unsafe_code)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use common::types::{Nest, Node};
use packr_core::codec::Limit;
use packr_core::intercept::{Call, CallInterceptor, Direction, End};
use packr_core::journal::{
    Durability, Header, Journal, JournalOptions, JournalReader, JournalWriter, Tail,
};
use packr_core::{
    CodecError, CodecErrorKind, Lift, Limits, Reader, Value, Version, decode, decode_with, encode,
    encode_as,
};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: hands everything to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What came of it, and the most memory that it took beyond what was in use before.
fn measured<R>(run: impl FnOnce() -> R) -> (R, usize) {
    let before = NOW.load(Relaxed);
    PEAK.store(before, Relaxed);
    let result = run();
    (result, PEAK.load(Relaxed) - before)
}

/// The most memory that reading took.
fn peak<T: Lift>(bytes: &[u8]) -> usize {
    measured(|| drop(decode::<T>(bytes))).1
}

/// All memory is counted together, so that tests have to run one after the other.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A tuple of `count` times the same node.
fn shared(kind: u8, payload: &[u8], count: u32) -> Vec<u8> {
    let mut bytes = b"CGRF\x02\0\0\0\x02\0\0\0\x01\0\0\0".to_vec();
    bytes.extend([kind, 0, 0, 0]);
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(payload);
    bytes.extend([0x0B, 0, 0, 0]);
    bytes.extend((4 + 4 * count).to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.resize(bytes.len() + 4 * count as usize, 0);
    bytes
}

fn in_version_3(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[4] = 3;
    bytes
}

#[test]
fn a_stated_multiple() {
    let _alone = alone();
    let lists_of_lists = [vec![0x07; 500], vec![0x06, 0]].concat();
    let wide_tuple = [&[0x0B, 0, 4, 0, 0][..], &[0x06; 1024], &[0]].concat();
    let fields: u32 = 200;
    let mut record = [[0; 4], fields.to_le_bytes()].concat();
    record.resize(record.len() + 4 * fields as usize, 0);
    let mut own_field = record.clone();
    own_field.resize(own_field.len() + 4 * fields as usize, 0);
    let mut inputs = vec![
        shared(0x0A, &lists_of_lists, 20_000),
        shared(0x0A, &lists_of_lists, 100),
        shared(
            0x14,
            &[&lists_of_lists[..501], &[0x06, 0, 0, 0, 0, 1, 0, 0, 0, 0]].concat(),
            100,
        ),
        shared(0x0A, &wide_tuple, 20_000),
        shared(0x0B, &[0; 4], 200_000),
        shared(0x08, &[0; 16], 200_000),
        shared(0x09, &own_field, 2_000),
        shared(0x0C, &[1], 200_000),
        shared(0x06, &[0; 4], 200_000),
        encode(&vec![String::new(); 20_000]).unwrap(),
        encode(&vec![0u8; 200_000]).unwrap(),
        encode(&vec!['x'; 200_000]).unwrap(),
        encode(&Value::tuple(
            (0..20_000).map(|_| Value::none(packr_core::ValueType::U8)),
        ))
        .unwrap(),
    ];
    for kind in [0x16, 0x17] {
        // Maps without entries and sets without elements, whose types are long.
        let types = [&lists_of_lists[..501], &[0x06][..]].concat();
        let types = if kind == 0x16 {
            [types.clone(), types].concat()
        } else {
            types
        };
        let empty = [&types[..], &[0; 4]].concat();
        inputs.extend([100, 20_000].map(|count| in_version_3(shared(kind, &empty, count))));
    }
    let small = BTreeMap::from([(1_u8, 'x')]);
    let limits = Limits::DEFAULT;
    inputs.push(encode_as(&vec![small; 20_000], Version::V3, &limits).unwrap());
    let all: BTreeMap<u32, bool> = (0..50_000).map(|key| (key, true)).collect();
    inputs.push(encode_as(&all, Version::V3, &limits).unwrap());
    let all: BTreeSet<u32> = (0..50_000).collect();
    inputs.push(encode_as(&all, Version::V3, &limits).unwrap());
    // Descriptions that are all different.
    inputs.push(
        encode(&Value::tuple((0..5_000).map(|i| {
            let name = format!("{i}");
            let fields = (0..20).map(|_| ("", Value::U8(1)));
            Value::record(name, fields)
        })))
        .unwrap(),
    );
    inputs.push(
        encode(&Value::tuple((0..2_000).map(|i| {
            let mut ty = packr_core::ValueType::Variant(format!("{i}").into());
            (0..400).for_each(|_| ty = packr_core::ValueType::List(ty.clone().into()));
            Value::none(ty)
        })))
        .unwrap(),
    );
    // Counts without what they count.
    let mut huge = shared(0x0B, &[0; 4], 1);
    let at = huge.len() - 8;
    huge[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    inputs.push(huge);
    for bytes in inputs {
        let visited = (4 * bytes.len()).max(64 << 10);
        for peak in [
            peak::<Value>(&bytes),
            peak::<Vec<Nest>>(&bytes),
            peak::<Vec<Node>>(&bytes),
            peak::<BTreeMap<u32, bool>>(&bytes),
            peak::<BTreeSet<u32>>(&bytes),
        ] {
            assert!(
                peak <= 64 * visited,
                "{peak} bytes for {} of input",
                bytes.len()
            );
        }
        let factor = peak::<Value>(&bytes) as f64 / bytes.len() as f64;
        println!("{factor:.1} times {} bytes", bytes.len());
    }
}

/// A large type, 1440 bytes in Rust; so is an option of it, also where there is none.
type Wide = [String; 60];
type MaybeWide = Option<Wide>;

/// A list of `count` times the same option without anything.
fn nones(count: u32) -> Vec<u8> {
    let mut bytes = b"CGRF\x02\0\0\0\x02\0\0\0\x01\0\0\0".to_vec();
    bytes.extend([0x0A, 0, 0, 0, 2, 0, 0, 0, 0x06, 0]);
    bytes.extend([0x07, 0, 0, 0]);
    bytes.extend((6 + 4 * count).to_le_bytes());
    bytes.extend([0x0A, 0x06]);
    bytes.extend(count.to_le_bytes());
    bytes.resize(bytes.len() + 4 * count as usize, 0);
    bytes
}

/// Whether it is read with a limit of 4 MiB for large elements. It takes no more than that, and a multiple of what is visited.
fn is_within<T: Lift>(bytes: &[u8]) -> bool {
    let limits = Limits::DEFAULT.max_large(4 << 20);
    let (read, peak) = measured(|| decode_with::<T>(bytes, &limits));
    let (name, len) = (std::any::type_name::<T>(), bytes.len());
    assert!(
        peak <= limits.max_large + 64 * len.max(4 << 10),
        "{peak} bytes for {len} of {name}"
    );
    let Err(error) = read else { return true };
    let large = matches!(error.kind(), CodecErrorKind::Limit(Limit::Large { .. }));
    assert!(large, "{name}: {error}");
    assert!(
        error.to_string().contains(
            "large elements take more than 4194304 bytes of memory (max_large) (at byte "
        ),
        "{error}"
    );
    false
}

/// How many of these are read at most with that limit.
fn most_of<T: Lift>(message: impl Fn(u32) -> Vec<u8>) -> u32 {
    let (mut some, mut too_many) = (0, 4000);
    assert!(is_within::<T>(&message(some)) && !is_within::<T>(&message(too_many)));
    while some + 1 < too_many {
        let count = (some + too_many) / 2;
        match is_within::<T>(&message(count)) {
            true => some = count,
            false => too_many = count,
        }
    }
    some
}

#[test]
fn large_elements_have_a_limit() {
    let _alone = alone();
    assert_eq!(size_of::<MaybeWide>(), 1440);
    let fit = (4 << 20) / 1440;
    assert_eq!(most_of::<Vec<MaybeWide>>(nones), fit);
    assert_eq!(most_of::<Vec<Box<MaybeWide>>>(nones), fit);
    // Both the vector and the memory that is shared.
    assert_eq!(most_of::<Arc<[MaybeWide]>>(nones), fit / 2);

    // Far more than that takes no more.
    let many = nones(500_000);
    assert!(!is_within::<Vec<MaybeWide>>(&many));
    assert!(!is_within::<Vec<Box<MaybeWide>>>(&many));
    assert!(!is_within::<BTreeSet<MaybeWide>>(&many));
    assert!(is_within::<Vec<Option<String>>>(&many));

    // With the limit by default, of 256 MiB.
    assert_eq!(
        decode::<Vec<MaybeWide>>(&nones(50_000)).unwrap().len(),
        50_000
    );
    let error = decode::<Vec<MaybeWide>>(&many).unwrap_err();
    assert!(error.to_string().contains("(max_large)"), "{error}");
}

/// What is kept sorted takes the nodes of a tree, or a table.
#[test]
fn large_entries_have_a_limit() {
    let _alone = alone();
    fn each<T: packr_core::Lower + packr_core::WitType + Clone>(
        one: T,
    ) -> [impl Fn(u32) -> Vec<u8>; 2] {
        [Version::V2, Version::V3].map(|version| {
            let one = one.clone();
            move |count| {
                let all = vec![one.clone(); count as usize];
                encode_as(&all, version, &Limits::DEFAULT).unwrap()
            }
        })
    }
    let one = BTreeMap::from([(1_u8, None::<Wide>)]);
    for message in each(one) {
        let fit = (4 << 20) / (12 * 1448);
        assert_eq!(most_of::<Vec<BTreeMap<u8, MaybeWide>>>(&message), fit);
        assert_eq!(most_of::<Vec<HashMap<u8, MaybeWide>>>(&message), fit);
    }
    for message in each(BTreeSet::from([None::<Wide>])) {
        let fit = (4 << 20) / (12 * 1440);
        assert_eq!(most_of::<Vec<BTreeSet<MaybeWide>>>(&message), fit);
    }
    for version in [Version::V2, Version::V3] {
        let message = |count| {
            let all: BTreeMap<u32, MaybeWide> = (0..count).map(|key| (key, None)).collect();
            encode_as(&all, version, &Limits::DEFAULT).unwrap()
        };
        let fit = (4 << 20) / (5 * 1448);
        assert_eq!(most_of::<BTreeMap<u32, MaybeWide>>(message), fit);
        assert_eq!(most_of::<HashMap<u32, MaybeWide>>(message), fit);
    }
}

/// A type of a user in the place of `u8`, of which a message has a byte each.
struct OfByte([u64; 8]);

impl Lift for OfByte {
    const PACKED: bool = true;

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        Ok(OfByte([r.u8(node)?.into(); 8]))
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        Ok(OfByte([u8::from_value(value)?.into(); 8]))
    }
}

#[test]
fn elements_of_a_packed_list_have_a_limit_where_they_are_larger() {
    let _alone = alone();
    let list = |count: usize| encode(&vec![1_u8; count]).unwrap();
    let fit = (4 << 20) / size_of::<OfByte>();
    assert!(is_within::<Vec<OfByte>>(&list(fit)));
    assert!(!is_within::<Vec<OfByte>>(&list(fit + 1)));
    let read = decode::<Vec<OfByte>>(&list(3)).unwrap();
    assert_eq!((read.len(), read[2].0), (3, [1; 8]));
    // Another type takes nothing ahead of its first element.
    let limits = Limits::DEFAULT.max_large(usize::MAX);
    let (read, peak) = measured(|| decode_with::<Vec<MaybeWide>>(&list(100_000), &limits));
    assert!(read.is_err() && peak < 64 * 100_000 / 16, "{peak}");
}

/// More elements than may be visited are refused before there is room for them.
#[test]
fn nothing_is_reserved_beyond_the_visits() {
    let _alone = alone();
    let limits = Limits::DEFAULT.max_nodes(1000);
    let bytes = nones(500_000);
    let (read, peak) = measured(|| decode_with::<Vec<Option<String>>>(&bytes, &limits));
    let error = read.unwrap_err().to_string();
    assert!(
        error.contains("500001 nodes are more than the limit of 1000"),
        "{error}"
    );
    assert!(peak < 64 << 10, "{peak}");
    let (read, peak) = measured(|| decode_with::<Value>(&bytes, &limits));
    assert!(read.unwrap_err().to_string().contains("500001 nodes"));
    assert!(peak < 64 << 10, "{peak}");
}

/// Types are made where a value says its own, and each is a byte at least.
#[test]
fn types_are_counted_and_take_the_stated_multiple() {
    let _alone = alone();
    let none = |types: &[u8]| shared(0x0A, &[types, &[0]].concat(), 1);
    let tuple = |items: &[u8], count: u32| {
        [
            &[0x0B][..],
            &count.to_le_bytes(),
            &items.repeat(count as usize),
        ]
        .concat()
    };
    for count in [(1 << 10) + 1, (1 << 16) + 1] {
        for (types, item) in [
            (1, &[0x01][..]),
            (2, &[0x07, 0x06]),
            (3, &[0x14, 0x01, 0x01]),
            (5, &[0x14, 0x07, 0x06, 0x07, 0x06]),
            (1, &[0x0B, 0, 0, 0, 0]),
            (2, &[0x0B, 1, 0, 0, 0, 1]),
            (1, &[0x09, 0, 0, 0, 0]),
            (1, &[0x08, 1, 0, 0, 0, b'x']),
        ] {
            let bytes = none(&tuple(item, count));
            let (read, peak) = measured(|| decode::<Value>(&bytes));
            read.unwrap();
            let factor = peak as f64 / bytes.len() as f64;
            assert!(factor < 64.0, "{factor} for {item:x?}");

            // And the tuple that they are in.
            let types = types * count as usize + 1;
            decode_with::<Value>(&bytes, &Limits::DEFAULT.max_nodes(types)).unwrap();
            let few = Limits::DEFAULT.max_nodes(types - 1);
            let read = decode_with::<Value>(&bytes, &few);
            match types > 64 << 10 {
                true => assert_eq!(
                    read.unwrap_err().to_string(),
                    format!(
                        "[0]: the types that are written down are more than {} (max_nodes) (at byte 16)",
                        types - 1
                    )
                ),
                false => drop(read.unwrap()),
            }
        }
        let deep = [vec![0x07; 400], vec![0x06]].concat();
        let bytes = none(&tuple(&deep, count.min(5000)));
        let factor = peak::<Value>(&bytes) as f64 / bytes.len() as f64;
        assert!(factor < 64.0, "{factor} for lists in lists");
    }
    // A type that is kept from before is not counted again.
    let bytes = shared(0x0A, &[0x0C, 0], 100_000);
    let limits = Limits::DEFAULT.max_nodes(100_001).max_unfold(5);
    decode_with::<Value>(&bytes, &limits).unwrap();
}

/// Text takes less than 64 bytes of memory for each of its own.
#[test]
fn text_takes_a_stated_multiple() {
    let _alone = alone();
    let many = |start: &str, item: &str, end: &str, count: usize| {
        [start, &item.repeat(count), end].concat()
    };
    let nested = |open: &str, close: &str| {
        let one = [&*open.repeat(200), "()", &*close.repeat(200)].concat();
        many("(", &format!("{one},"), ")", 129)
    };
    // One more than fit, where what is full is doubled.
    let count = (1 << 14) + 1;
    let texts = [
        (many("u8[", "1,", "]", count), 4.0),
        (many("u64[", "1,", "]", count), 13.0),
        (many("flags[", "0b1,", "]", count), 7.0),
        (many("char[", "'x',", "]", count), 4.0),
        (many("(", "1u8,", ")", count), 31.0),
        (many("(", "(),", ")", count), 64.0),
        (many("(", "{},", ")", count), 64.0),
        (many("(", "{a:()},", ")", count), 64.0),
        (many("(", "::#0,", ")", count), 64.0),
        (many("(", "\"\",", ")", count), 64.0),
        (many("(", "(()),", ")", count), 64.0),
        (many("(", "[()],", ")", count), 64.0),
        (many("(", "((),()),", ")", count), 64.0),
        (many("(", "some(()),", ")", count), 64.0),
        (many("(", "u8[],", ")", count), 64.0),
        (many("(", "map{():()},", ")", count), 64.0),
        (many("map{", "():(),", "}", count), 64.0),
        (many("(", "set{()},", ")", count), 64.0),
        (many("none<tuple<", "u8,", ">>", count), 64.0),
        (many("none<tuple<", "list<u8>,", ">>", count), 64.0),
        (nested("(", ")"), 64.0),
        (nested("[", "]"), 64.0),
        (nested("{a:", "}"), 64.0),
        (nested("::#0(", ")"), 64.0),
        (nested("some(", ")"), 64.0),
        (nested("((),", ")"), 64.0),
    ];
    for (text, most) in texts {
        let (value, peak) = measured(|| text.parse::<Value>());
        value.unwrap_or_else(|error| panic!("{}: {error}", &text[..20]));
        let factor = peak as f64 / text.len() as f64;
        println!("{factor:.1} times {} bytes of {}…", text.len(), &text[..8]);
        assert!(factor < most, "{factor} for {}…", &text[..20]);
    }
}

/// Writes a journal of about so many bytes: calls of one function, each with the text, and some that never end.
fn write_journal(path: &std::path::Path, text: &str, bytes: u64) {
    let options = JournalOptions::DEFAULT.durability(Durability::None);
    let writer = JournalWriter::create(path, &Header::new(), &options).unwrap();
    let input = Value::Tuple(vec![Value::String(text.into())]);
    for id in 1.. {
        let mut call = Call::new(Direction::Export, "$root", "print", &input);
        call.id = id;
        writer.begin(&call);
        if id % 1000 != 0 {
            writer.end(&call, End::Returned(&Value::UNIT));
        }
        if id % 64 == 0 && std::fs::metadata(path).unwrap().len() >= bytes {
            break;
        }
    }
    writer.finish().unwrap();
}

/// The memory to go on with a journal does not grow with it.
#[test]
fn a_journal_is_appended_in_less_memory_than_it_has() {
    let _alone = alone();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("journal-memory");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("long");
    let _ = std::fs::remove_file(&path);
    write_journal(&path, &"x".repeat(1000), 24 << 20);
    let bytes = std::fs::metadata(&path).unwrap().len();
    let (writer, peak) = measured(|| JournalWriter::append(&path, &JournalOptions::DEFAULT));
    println!("{peak} bytes to append to {bytes}");
    assert!(peak < 256 << 10, "{peak} bytes for a journal of {bytes}");
    drop(writer.unwrap());
    let file = std::fs::File::open(&path).unwrap();
    let (tail, peak) = measured(|| {
        let mut reader = JournalReader::from_reader(file, &Limits::DEFAULT).unwrap();
        assert!(reader.by_ref().all(|event| event.is_ok()));
        reader.tail()
    });
    assert!(tail == Tail::Finished && peak < 256 << 10, "{peak}");
    std::fs::remove_dir_all(folder).unwrap();
}

/// Calls that are under way are remembered, in the memory that is documented.
#[test]
fn calls_that_never_end_take_a_stated_amount() {
    let _alone = alone();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("journal-open-calls");
    let _ = std::fs::remove_file(&path);
    let options = JournalOptions::DEFAULT.durability(Durability::None);
    let writer = JournalWriter::create(&path, &Header::new(), &options).unwrap();
    let (calls, input) = (200_000, Value::UNIT);
    for id in 1..=calls {
        let mut call = Call::new(Direction::Export, "$root", "print", &input);
        call.id = id as u64;
        writer.begin(&call);
    }
    drop(writer);
    let (writer, peak) = measured(|| JournalWriter::append(&path, &JournalOptions::DEFAULT));
    println!("{} bytes a call", peak / calls);
    assert!(peak < 20 * calls + (64 << 10), "{peak}");
    drop(writer.unwrap());
    std::fs::remove_file(path).unwrap();
}

/// What a frame claims to have takes no memory, and what it has takes a multiple.
#[test]
fn the_length_of_a_frame_is_not_believed() {
    let _alone = alone();
    let head = |len: u32| {
        let mut head = [&len.to_le_bytes()[..], &[3]].concat();
        head.push(crc32fast::hash(&head) as u8);
        head
    };
    for arrives in [0, 100, 10_000, 3 << 20] {
        let mut bytes = Journal::default().to_bytes().unwrap();
        let offset = bytes.len() as u64;
        bytes.extend(head(u32::MAX));
        bytes.resize(bytes.len() + arrives, 1);
        let (read, peak) = measured(|| Journal::from_reader(&bytes[..]));
        assert_eq!(read.unwrap().tail, Tail::Cut { offset });
        assert!(peak <= 4 * bytes.len() + (8 << 10), "{peak} for {arrives}");
    }
}
