//! Values whose size is told before they are written, and written flat: as any other way writes them, within the same limits.

use packr_core::codec::{Input, Output};
use packr_core::{CodecError, Lift, LiftArgs, Limits, Lower, LowerArgs, Value, Version, encode_as};
use proptest::prelude::*;

const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h", "i"];

type Scalars = (
    (u8, bool),
    (u16, i16),
    (u32, i32),
    (u64, i64),
    (f32, f64),
    char,
    i8,
);

fn scalars() -> impl Strategy<Value = Scalars> {
    let numbers = (
        any::<(u16, i16)>(),
        any::<(u32, i32)>(),
        any::<(u64, i64)>(),
    );
    (
        any::<(u8, bool)>(),
        numbers,
        any::<(f32, f64)>(),
        any::<char>(),
        any::<i8>(),
    )
        .prop_map(|(a, (b, c, d), e, f, g)| (a, b, c, d, e, f, g))
}

/// Limits around what such a value needs, or far from it.
fn limits() -> impl Strategy<Value = Limits> {
    let near = |most: usize| prop_oneof![0..most, Just(1 << 20)];
    (near(400), near(24), near(5)).prop_map(|(bytes, nodes, depth)| {
        Limits::DEFAULT
            .max_bytes(bytes)
            .max_nodes(nodes)
            .max_depth(depth)
    })
}

/// By way of a `Value`, of which nobody tells the size, and of `Vec`s of any length.
fn like_a_value<T: Lower + Lift>(
    value: &T,
    limits: &Limits,
    room: usize,
) -> Result<(), TestCaseError> {
    const { assert!(T::LEVELS > 0) };
    let told = |result: Result<Vec<u8>, CodecError>| result.map_err(|error| error.to_string());
    for version in [Version::V2, Version::V3] {
        let expected = told(encode_as(&value.to_value(), version, limits));
        prop_assert_eq!(told(encode_as(value, version, limits)), expected.clone());
        let (mut first, mut rest) = (vec![7; room], vec![7; 3]);
        let mut write = |rest| {
            let output = Output {
                room: &mut first,
                rest,
                version,
                limits,
            };
            output.value(value).map_err(|error| error.to_string())
        };
        prop_assert_eq!(
            write(None),
            expected.as_ref().map(Vec::len).map_err(String::clone)
        );
        prop_assert_eq!(
            write(Some(&mut rest)).ok(),
            expected.as_ref().map(Vec::len).ok()
        );
        if let Ok(expected) = expected {
            let message = first.get(..expected.len()).unwrap_or(&rest);
            prop_assert_eq!(message, expected.as_slice());
            let input = Input {
                bytes: &expected,
                version: Some(version),
                limits,
            };
            let (read, _) = input.read::<T>().unwrap();
            prop_assert_eq!(read.to_value().to_string(), value.to_value().to_string());
        }
    }
    Ok(())
}

/// Arguments, which are one tuple.
fn like_a_tuple<A: LowerArgs + LiftArgs>(args: &A, limits: &Limits) -> Result<(), TestCaseError> {
    for version in [Version::V2, Version::V3] {
        let expected = encode_as(&args.to_values(), version, limits);
        let mut room = [0; 4096];
        let output = Output {
            room: &mut room,
            rest: None,
            version,
            limits,
        };
        match (output.args(args, NAMES), expected) {
            (Ok(len), Ok(expected)) => {
                prop_assert_eq!(&room[..len], expected.as_slice());
                let input = Input {
                    bytes: &expected,
                    version: None,
                    limits,
                };
                let read = input.args::<A>(NAMES).map(|(args, _)| args.to_values());
                prop_assert_eq!(read.unwrap().to_string(), args.to_values().to_string());
                // Nothing is taken for arguments that has another length.
                for bytes in [&expected[..len - 1], &[expected.as_slice(), &[0]].concat()] {
                    let input = Input {
                        bytes,
                        version: None,
                        limits: &Limits::DEFAULT,
                    };
                    prop_assert!(input.args::<A>(NAMES).is_err());
                }
            }
            (Err(found), Err(expected)) => prop_assert_eq!(found.kind(), expected.kind()),
            (found, expected) => prop_assert!(false, "{:?} is not {:?}", found, expected),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn scalars_and_tuples(value in scalars(), limits in limits(), room in 0_usize..500) {
        like_a_value(&value, &limits, room)?;
        like_a_value(&value.0, &limits, room)?;
        like_a_value(&value.5, &limits, room)?;
        like_a_value(&(), &limits, room)?;
    }

    #[test]
    fn strings_and_options(
        text in ".{0,40}",
        (number, character) in any::<(Option<u64>, Option<char>)>(),
        other in proptest::option::of(".{0,300}"),
        limits in limits(),
        room in 0_usize..500,
    ) {
        like_a_value(&text, &limits, room)?;
        like_a_value(&(other.clone(), number), &limits, room)?;
        like_a_value(&(character, (text.clone(), Some(true), None::<i8>)), &limits, room)?;
        like_a_tuple(&(text.clone(), (number, (other, ()))), &limits)?;
        like_a_tuple(&(text, ()), &limits)?;
    }

    #[test]
    fn arguments(value in scalars(), limits in limits()) {
        let (a, b, c, d, e, f, g) = value;
        like_a_tuple(&(a, (b, (c, (d, (e, (f, (g, ()))))))), &limits)?;
        like_a_tuple(&(a.0, (a.1, (b.0, (b.1, (c.0, (c.1, (d.0, (d.1, (f, ()))))))))), &limits)?;
        like_a_tuple(&(c.0, (c.1, ())), &limits)?;
        like_a_tuple(&(), &limits)?;
    }
}

#[test]
fn what_is_not_one_byte_of_tag_is_written_in_the_general_way() {
    const { assert!(<Option<Vec<u8>> as Lower>::LEVELS == 0) };
    const { assert!(<Option<(u8,)> as Lower>::LEVELS == 0) };
    const { assert!(<(u8, Value) as Lower>::LEVELS == 0) };
    let value = Some(Some(3_u8));
    let bytes = encode_as(&value, Version::V2, &Limits::DEFAULT).unwrap();
    assert_eq!(
        bytes,
        encode_as(&value.to_value(), Version::V2, &Limits::DEFAULT).unwrap()
    );
}
