//! Calls in both directions, as `docs/abi.md` describes them.
#![allow(unsafe_code, reason = "the calling convention is made of pointers")]

use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

use packr_core::codec::{Input, Output};
use packr_core::{CodecError, Lift, LiftArgs, Limits, Lower, LowerArgs, Version};

use crate::kept::{Buffer, INPUT, OUTPUT};
use crate::memory;

/// The names of a function's parameters, for errors.
type Names = &'static [&'static str];

const OK: i32 = 0;
/// The result is the guest's to free.
const OK_OWNED: i32 = 1;
const FAILED: i32 = -1;

/// Where a host writes the place of its result.
#[derive(Debug)]
pub struct Slots {
    /// Of the result, or of the message of a failure.
    pub ptr: *mut u8,
    /// Its length.
    pub len: usize,
}

impl Slots {
    /// Slots that say nothing yet.
    #[allow(clippy::new_without_default, reason = "only generated code makes one")]
    pub fn new() -> Self {
        Slots {
            ptr: core::ptr::null_mut(),
            len: 0,
        }
    }
}

/// Writes a message.
type Lowering<'a> = &'a dyn Fn(Output<'_>) -> Result<usize, CodecError>;

/// The host's limits bound how deep values are, and the stack of the guest: what overflows it is a trap.
const LIMITS: Limits = Limits::DEFAULT.max_depth(usize::MAX);

/// How long a buffer is that was not there.
const SMALLEST: usize = 256;

/// Writes a message into a buffer, which becomes longer where it has to, and returns the message's length.
fn write(buffer: &mut Vec<u8>, lower: Lowering<'_>) -> Result<usize, CodecError> {
    if buffer.is_empty() {
        lengthen(buffer, SMALLEST);
    }
    let mut longer = Vec::new();
    let len = lower(output(buffer, Some(&mut longer)))?;
    if len > buffer.len() {
        // All of it is there for the next message.
        longer.resize(longer.capacity(), 0);
        *buffer = longer;
    }
    Ok(len)
}

fn output<'a>(room: &'a mut [u8], rest: Option<&'a mut Vec<u8>>) -> Output<'a> {
    Output {
        room,
        rest,
        version: Version::V2,
        limits: &LIMITS,
    }
}

/// Where the arguments of a call are until it is over.
pub struct Arguments {
    buffer: Option<Buffer>,
    len: usize,
}

impl Arguments {
    /// The message.
    pub fn bytes(&self) -> &[u8] {
        self.buffer
            .as_ref()
            .map_or(&[], |buffer| &buffer[..self.len])
    }
}

impl Drop for Arguments {
    fn drop(&mut self) {
        if let Some(buffer) = self.buffer.take() {
            INPUT.put(buffer);
        }
    }
}

/// Writes the arguments of a call to the host.
pub fn lower_args<A: LowerArgs>(args: &A, names: Names, function: &'static str) -> Arguments {
    if A::LEVELS == 0 {
        return lower_input(&|output| output.args(args, names), function);
    }
    let mut buffer = INPUT.take();
    let size = args.size().message();
    if buffer.len() < size {
        lengthen(&mut buffer, size);
    }
    match output(&mut buffer, None).flat_args(args) {
        Ok(len) => Arguments {
            buffer: Some(buffer),
            len,
        },
        Err(error) => wrong_arguments(function, &error),
    }
}

fn lower_input(lower: Lowering<'_>, function: &'static str) -> Arguments {
    let mut buffer = INPUT.take();
    match write(&mut buffer, lower) {
        Ok(len) => Arguments {
            buffer: Some(buffer),
            len,
        },
        Err(error) => wrong_arguments(function, &error),
    }
}

#[cold]
fn wrong_arguments(function: &str, error: &CodecError) -> ! {
    panic!("the arguments of `{function}`: {error}")
}

/// What the host answered.
///
/// # Safety
///
/// The host has returned `status` and filled `slots` by the calling convention.
pub unsafe fn lift_result<R: Lift>(status: i32, slots: Slots, function: &'static str) -> R {
    // SAFETY: with these statuses there is a result, which stays where it is until the next call of the host.
    let result = unsafe { result_bytes(status, &slots, function) };
    let read = input(result).read();
    if status == OK_OWNED {
        // SAFETY: this status says that the host took it from `__pack_alloc`; `result` is not used any more.
        unsafe { memory::free(slots.ptr, slots.len) }
    }
    match read {
        Ok((result, _)) => result,
        Err(error) => wrong_result(function, &error),
    }
}

fn input(bytes: &[u8]) -> Input<'_> {
    Input {
        bytes,
        version: None,
        limits: &LIMITS,
    }
}

/// # Safety
///
/// As [`lift_result`]; the bytes are not used longer than they are there.
unsafe fn result_bytes<'a>(status: i32, slots: &Slots, function: &str) -> &'a [u8] {
    // SAFETY: whatever the status, the slots say where the host's answer is.
    let bytes = unsafe { memory::bytes(slots.ptr, slots.len) };
    match status {
        OK | OK_OWNED => bytes,
        ..OK => panic!(
            "`{function}` failed in the host: {}",
            core::str::from_utf8(bytes).unwrap_or("its message is no UTF-8")
        ),
        _ => panic!("`{function}` returned the unknown status {status}"),
    }
}

#[cold]
fn wrong_result(function: &str, error: &CodecError) -> ! {
    panic!("the result of `{function}`: {error}")
}

/// Serves a call of the host with `run`.
///
/// # Safety
///
/// The calling convention: there are `len` bytes of input, and two slots.
pub unsafe fn export<A: LiftArgs, R: Lower>(
    input: *const u8,
    len: usize,
    out_ptr: *mut *mut u8,
    out_len: *mut usize,
    names: Names,
    run: impl FnOnce(A) -> R,
) -> i32 {
    crate::panic::install_hook();
    // SAFETY: the caller says so, and the input is not used once the arguments are lifted.
    let input = unsafe { memory::bytes(input, len) };
    let args = self::input(input).args(names);
    // SAFETY: the caller says that there are two slots.
    unsafe {
        match args {
            Ok((args, _)) => {
                let result: R = run(args);
                match R::LEVELS {
                    0 => answer(&|output| output.value(&result), out_ptr, out_len),
                    _ => answer_flat(&result, out_ptr, out_len),
                }
            }
            Err(error) => fail(&error, out_ptr, out_len),
        }
    }
}

/// Answers with a value whose size is told before it is written.
///
/// # Safety
///
/// Both slots can be written to.
unsafe fn answer_flat<R: Lower>(result: &R, out_ptr: *mut *mut u8, out_len: *mut usize) -> i32 {
    let mut buffer = OUTPUT.take();
    let size = result.size().message();
    if buffer.len() < size {
        lengthen(&mut buffer, size);
    }
    // SAFETY: the caller says so.
    unsafe {
        match output(&mut buffer, None).flat_value(result) {
            Ok(len) => {
                memory::hand_over(buffer, len, out_ptr, out_len);
                OK
            }
            Err(error) => fail(&error, out_ptr, out_len),
        }
    }
}

/// Makes a buffer that long, or as long as messages may be.
#[cold]
fn lengthen(buffer: &mut Vec<u8>, len: usize) {
    buffer.resize(len.clamp(SMALLEST, Limits::DEFAULT.max_bytes), 0);
}

/// # Safety
///
/// Both slots can be written to.
unsafe fn answer(lower: Lowering<'_>, out_ptr: *mut *mut u8, out_len: *mut usize) -> i32 {
    let mut buffer = OUTPUT.take();
    match write(&mut buffer, lower) {
        Ok(len) => {
            // SAFETY: the caller says so.
            unsafe { memory::hand_over(buffer, len, out_ptr, out_len) };
            OK
        }
        // SAFETY: the caller says so.
        Err(error) => unsafe { fail(&error, out_ptr, out_len) },
    }
}

/// # Safety
///
/// Both slots can be written to.
#[cold]
unsafe fn fail(error: &CodecError, out_ptr: *mut *mut u8, out_len: *mut usize) -> i32 {
    let message = error.to_string().into_bytes();
    let len = message.len();
    // SAFETY: the caller says so.
    unsafe { memory::hand_over(Box::new(message), len, out_ptr, out_len) };
    FAILED
}

#[cfg(test)]
mod tests {
    extern crate std;

    use alloc::string::String;
    use alloc::vec::Vec;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use packr_core::{Value, ValueType, decode, encode};

    /// Calls `run` as a host does, and frees what it answers.
    fn serve<A: LiftArgs, R: Lower>(input: &[u8], run: impl FnOnce(A) -> R) -> (i32, Vec<u8>) {
        let mut slots = Slots::new();
        let (out_ptr, out_len) = (&mut slots.ptr as *mut _, &mut slots.len as *mut _);
        // SAFETY: the input and the slots live through the call; the answer is freed after it is copied.
        unsafe {
            let status = export(
                input.as_ptr(),
                input.len(),
                out_ptr,
                out_len,
                &["a", "b"],
                run,
            );
            let answer = memory::bytes(slots.ptr, slots.len).to_vec();
            memory::pack_free(slots.ptr, slots.len);
            (status, answer)
        }
    }

    /// What a host answered with `status`.
    fn answered<R: Lift>(status: i32, bytes: &[u8]) -> R {
        let ptr = memory::pack_alloc(bytes.len() as i32);
        let len = bytes.len();
        // SAFETY: the block has that many bytes, and is freed once: by `lift_result` if the status is 1.
        unsafe {
            core::slice::from_raw_parts_mut(ptr, len).copy_from_slice(bytes);
            let result = catch_unwind(AssertUnwindSafe(|| {
                lift_result(status, Slots { ptr, len }, "a:b/c#d")
            }));
            if status != OK_OWNED {
                memory::pack_free(ptr, len);
            }
            result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }
    }

    fn complaint(run: impl FnOnce() -> u8) -> String {
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        panic.downcast_ref::<String>().unwrap().clone()
    }

    #[test]
    fn exports_answer_or_say_why_not() {
        let add = |(a, (b, ())): (u8, (u8, ()))| a + b;
        let input = encode(&(1_u8, 2_u8)).unwrap();
        assert_eq!(serve(&input, add), (0, encode(&3_u8).unwrap()));
        let (status, message) = serve(&encode(&(1_u8, true)).unwrap(), add);
        let message = String::from_utf8(message).unwrap();
        assert_eq!(status, -1);
        assert!(
            message.starts_with("b: expected u8, found bool"),
            "{message}"
        );
        let (status, message) = serve(b"nothing of the kind", add);
        assert_eq!((status, message.is_empty()), (-1, false));
        assert_eq!(serve(&[], add).0, -1);
    }

    #[test]
    fn results_that_cannot_be_written_are_failures() {
        let ty = (0..600).fold(ValueType::U8, |inner, _| ValueType::List(inner.into()));
        let (status, message) = serve(&encode(&()).unwrap(), |()| Value::none(ty));
        assert_eq!(status, -1);
        assert!(String::from_utf8(message).unwrap().contains("max_depth"));
    }

    #[test]
    fn depth_is_the_hosts_to_limit() {
        let deep = (0..600).fold(Value::U8(1), |inner, _| Value::Tuple([inner].into()));
        let arguments = Value::Tuple([deep.clone()].into());
        let limits = Limits::DEFAULT.max_depth(1000);
        let bytes = packr_core::encode_with(&arguments, &limits).unwrap();
        let (status, message) = serve(&bytes, |(value, ()): (Value, ())| value);
        assert_eq!(status, 0);
        assert_eq!(
            packr_core::decode_with::<Value>(&message, &limits).unwrap(),
            deep
        );
    }

    #[test]
    fn texts_that_are_too_long_are_failures() {
        let text = "a".repeat(Limits::DEFAULT.max_bytes);
        let panic = catch_unwind(|| drop(lower_args(&(text.as_str(), ()), &["a"], "a:b/c#d")));
        let panic = panic.unwrap_err().downcast::<String>().unwrap();
        assert!(panic.starts_with("the arguments of `a:b/c#d`: ") && panic.contains("max_bytes"));
        let (status, message) = serve(&encode(&()).unwrap(), |()| text);
        assert_eq!(status, -1);
        assert!(String::from_utf8(message).unwrap().contains("max_bytes"));
    }

    #[test]
    fn imports_follow_the_status() {
        let bytes = encode(&7_u8).unwrap();
        assert_eq!(answered::<u8>(0, &bytes), 7);
        assert_eq!(answered::<u8>(1, &bytes), 7);
        let failed = complaint(|| answered(-3, b"out of luck"));
        assert_eq!(failed, "`a:b/c#d` failed in the host: out of luck");
        let unknown = complaint(|| answered(2, &bytes));
        assert_eq!(unknown, "`a:b/c#d` returned the unknown status 2");
        let wrong = complaint(|| answered(0, &encode("seven").unwrap()));
        assert!(
            wrong.starts_with("the result of `a:b/c#d`: expected u8"),
            "{wrong}"
        );
    }

    #[test]
    fn arguments_are_one_tuple() {
        let args = ("x", (1_u8, ()));
        let input = lower_args(&args, &["name", "count"], "a:b/c#d");
        let expected = Value::Tuple([Value::String("x".into()), Value::U8(1)].into());
        assert_eq!(decode::<Value>(input.bytes()).unwrap(), expected);
    }

    #[test]
    fn static_data_is_pointed_at() {
        let mut slots = Slots::new();
        let ptr = (&mut slots.ptr as *mut *mut u8).cast();
        // SAFETY: both slots are there; what they are told is static.
        let seen = unsafe {
            assert_eq!(memory::point_at(b"data", ptr, &mut slots.len), 0);
            memory::bytes(slots.ptr, slots.len)
        };
        assert_eq!(seen, b"data");
    }

    #[test]
    fn there_is_no_block_of_nothing() {
        assert!(memory::pack_alloc(0).is_null());
        assert!(memory::pack_alloc(-1).is_null());
        // SAFETY: there is nothing to free.
        unsafe { memory::pack_free(core::ptr::null_mut(), 8) };
    }
}
