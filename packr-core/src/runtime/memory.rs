//! Guest memory: the buffers that the host owns in it, and checked access to what the guest points at.

use wasmtime::{AsContext, AsContextMut, Memory, Trap, TypedFunc};

use super::backtrace::Backtrace;
use super::buffers::Buffers;
use super::error::Error;
use super::guard::Under;
use super::sandbox::SandboxLimit;
use super::text::MESSAGE;
use crate::codec::Output;
use crate::{CodecError, Limits, Version};

const SMALLEST: u32 = 1024;

/// What the runtime uses of a guest, found once an instance.
pub(super) struct Guest {
    pub(super) memory: Memory,
    pub(super) alloc: Option<TypedFunc<i32, i32>>,
    pub(super) free: Option<TypedFunc<(i32, i32), ()>>,
    /// Tells the message of the last panic, once.
    pub(super) panic: Option<TypedFunc<(i32, i32), i32>>,
    /// Whether outputs stay the guest's.
    keeps_outputs: bool,
    max_calls: usize,
    buffers: Buffers,
}

/// A part of guest memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) ptr: u32,
    pub(super) len: u32,
}

/// Why guest memory could not be used.
pub(super) enum Fault {
    /// A value can't be lowered.
    Codec(CodecError),
    /// The guest's allocator ended with this.
    Wasm(wasmtime::Error),
    /// The guest broke the calling convention.
    Convention(String),
}

impl Fault {
    /// How a function that packr calls itself ended: with a trap, or with the error of a call that it made.
    fn in_own(name: &str, error: wasmtime::Error) -> Self {
        let backtrace = error
            .downcast_ref()
            .map(|trace| Backtrace(trace).to_string());
        Self::Wasm(match error.downcast::<Error>() {
            Ok(error) => error.during(name, backtrace).into(),
            Err(error) => error.context(format!("in its `{name}`")),
        })
    }

    pub(super) fn in_alloc(error: wasmtime::Error) -> Self {
        Self::in_own("__pack_alloc", error)
    }

    pub(super) fn in_free(error: wasmtime::Error) -> Self {
        Self::in_own("__pack_free", error)
    }

    pub(super) fn in_types(error: wasmtime::Error) -> Self {
        Self::in_own("__pack_types", error)
    }

    pub(super) fn no_growth(error: wasmtime::Error, pages: u64) -> Self {
        if error.is::<SandboxLimit>() {
            return Self::Wasm(error);
        }
        Self::Convention(format!(
            "it exports no `__pack_alloc`, and its memory can't grow by {pages} pages for the host"
        ))
    }
}

impl From<CodecError> for Fault {
    fn from(error: CodecError) -> Self {
        Self::Codec(error)
    }
}

/// How values are written: what one instance asks for.
#[derive(Clone, Copy)]
pub(super) struct Format<'a> {
    pub(super) version: Version,
    pub(super) limits: &'a Limits,
}

impl<'a> Format<'a> {
    #[inline]
    fn output(self, room: &'a mut [u8]) -> Output<'a> {
        Output {
            room,
            rest: None,
            version: self.version,
            limits: self.limits,
        }
    }

    /// The message of a value.
    pub(super) fn bytes(self, lower: Lowering<'_>) -> Result<Vec<u8>, CodecError> {
        let mut bytes = Vec::new();
        let len = lower(Output {
            rest: Some(&mut bytes),
            ..self.output(&mut [])
        })?;
        bytes.truncate(len);
        Ok(bytes)
    }

    /// Fails where a value can't be lowered.
    pub(super) fn check(self, lower: Lowering<'_>) -> Result<(), CodecError> {
        lower(self.output(&mut [])).map(drop)
    }
}

/// What came of lowering a value.
pub(super) enum Attempt {
    /// It is in that region, so many bytes of it.
    Lowered(Region, u32),
    /// There is to be a region of so many bytes, and then another attempt.
    Short(u32),
}

/// Writes a value, and may be called again with more room.
pub(super) type Lowering<'a> = &'a dyn Fn(Output<'_>) -> Result<usize, CodecError>;

/// Where the input of an export and the slots for its output are. They stay the call's until it is dropped.
pub(super) struct Prepared<'a> {
    _lease: Lease<'a>,
    pub(super) slots: u32,
    len: u32,
}

impl Prepared<'_> {
    /// The arguments of a packr function.
    pub(super) fn pointers(&self) -> (i32, i32, i32, i32) {
        let (pointer, length) = self.slot_pointers();
        let input = self.slots + SLOTS;
        (input as i32, self.len as i32, pointer, length)
    }

    /// The arguments of a function that takes nothing but the slots.
    pub(super) fn slot_pointers(&self) -> (i32, i32) {
        (self.slots as i32, self.slots as i32 + 4)
    }
}

/// A region in use, which goes back to where it came from, however the use ends.
pub(super) struct Lease<'a> {
    guest: &'a Guest,
    /// `None` before there is one, and while the guest has it back.
    pub(super) region: Option<Region>,
    scratch: bool,
}

impl Lease<'_> {
    /// How much of its region comes before a value: the slots for the output of an export.
    #[inline]
    fn header(&self, region: Region) -> u32 {
        match self.scratch {
            true => 0,
            false => region.aligned() - region.ptr + SLOTS,
        }
    }
}

impl Drop for Lease<'_> {
    #[inline]
    fn drop(&mut self) {
        let Some(region) = self.region.take() else {
            return;
        };
        self.guest.buffers.give_back(region, self.scratch);
    }
}

/// The export that tells the message of a panic.
pub(super) const PANIC: &str = "__pack_panic";
/// The export by which a guest says that its outputs stay its own.
pub(super) const KEEPS_OUTPUTS: &str = "__pack_keeps_outputs";

/// Two `i32`s: pointer and length of the output.
const SLOTS: u32 = 8;

impl Region {
    /// In one word, which is 0 for none: no region that is used starts at 0.
    pub(super) fn packed(self) -> u64 {
        u64::from(self.ptr) << 32 | u64::from(self.len)
    }

    pub(super) fn unpacked(word: u64) -> Option<Self> {
        let (ptr, len) = ((word >> 32) as u32, word as u32);
        (word != 0).then_some(Self { ptr, len })
    }

    /// How many bytes are asked for where `size` are needed: powers of two keep the number of exchanges small when inputs
    /// grow little by little.
    pub(super) fn rounded(size: u32) -> u32 {
        size.checked_next_power_of_two()
            .filter(|len| *len <= i32::MAX as u32)
            .unwrap_or(size)
    }

    #[inline]
    fn range(self) -> std::ops::Range<usize> {
        self.ptr as usize..self.ptr as usize + self.len as usize
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        let (a, b) = (self.range(), other.range());
        a.start < b.end && b.start < a.end
    }

    /// The first address in it that slots may have: guests write them as aligned `i32`s.
    #[inline]
    fn aligned(self) -> u32 {
        self.ptr.next_multiple_of(8)
    }
}

impl Guest {
    pub(super) fn new(
        memory: Memory,
        alloc: Option<TypedFunc<i32, i32>>,
        free: Option<TypedFunc<(i32, i32), ()>>,
        panic: Option<TypedFunc<(i32, i32), i32>>,
        keeps_outputs: bool,
        max_calls: usize,
    ) -> Self {
        Self {
            memory,
            alloc,
            free,
            panic,
            keeps_outputs,
            max_calls,
            buffers: Buffers::default(),
        }
    }

    /// What the runtime uses of an instance; `None` where it exports no memory.
    pub(super) fn of(
        ctx: &mut impl AsContextMut,
        wasm: &wasmtime::Instance,
        max_calls: usize,
    ) -> Option<Self> {
        let memory = wasm.get_memory(&mut *ctx, "memory")?;
        let alloc = wasm.get_typed_func(&mut *ctx, "__pack_alloc").ok();
        let free = wasm.get_typed_func(&mut *ctx, "__pack_free").ok();
        let panic = wasm.get_typed_func(&mut *ctx, PANIC).ok();
        let keeps_outputs = wasm.get_func(&mut *ctx, KEEPS_OUTPUTS).is_some();
        let guest = Self::new(memory, alloc, free, panic, keeps_outputs, max_calls);
        Some(guest)
    }

    /// Begins a call of the allocator.
    pub(super) fn enter_allocator(&self) -> Result<Under, Fault> {
        let under = Under::of_allocator(self.max_calls);
        under.map_err(|limit| Fault::Wasm(wasmtime::Error::new(limit)))
    }

    /// A region for one use. The store is looked at first: given that of another instance, this panics before it takes anything.
    #[inline]
    pub(super) fn lease(&self, ctx: &impl AsContext, scratch: bool) -> Lease<'_> {
        self.memory.data_ptr(ctx);
        Lease {
            guest: self,
            region: self.buffers.take(scratch),
            scratch,
        }
    }

    /// Lowers into the region of a lease, if it has one that is large enough.
    // A call of its own would cost more than lowering a few numbers; in a debug build the stack is dear.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn attempt(
        &self,
        ctx: &mut impl AsContextMut,
        lease: &Lease<'_>,
        format: Format<'_>,
        lower: Lowering<'_>,
    ) -> Result<Attempt, Fault> {
        let Some(region) = lease.region else {
            return Ok(Attempt::Short(SMALLEST));
        };
        // A region lies inside the memory when it is allocated, and memories never shrink.
        let room = &mut self.memory.data_mut(ctx)[region.range()];
        let (header, room) = room.split_at_mut(lease.header(region) as usize);
        if let Some(slots) = header.last_chunk_mut::<{ SLOTS as usize }>() {
            // A guest may leave them as they are.
            *slots = [0; _];
        }
        let available = room.len();
        let needed = lower(format.output(room))?;
        if needed <= available {
            return Ok(Attempt::Lowered(region, needed as u32));
        }
        // 8 for the alignment of a header.
        let size = u32::try_from(needed)
            .ok()
            .and_then(|needed| needed.checked_add(SLOTS + 8));
        size.map(Attempt::Short).ok_or_else(|| no_room(needed))
    }

    /// Lowers the input of an export ahead of the call, where there is room for it: the guest's allocator is not called.
    /// Fails on what can't be lowered, room or not.
    #[inline]
    pub(super) fn ahead(
        &self,
        ctx: &mut impl AsContextMut,
        format: Format<'_>,
        lower: Lowering<'_>,
    ) -> Result<Option<Prepared<'_>>, Fault> {
        let lease = self.lease(&*ctx, false);
        if lease.region.is_none() {
            format.check(lower)?;
            return Ok(None);
        }
        Ok(match self.attempt(ctx, &lease, format, lower)? {
            Attempt::Lowered(region, len) => Some(self.prepared(lease, region, len)),
            Attempt::Short(_) => None,
        })
    }

    /// The input of an export, lowered into the region of a lease.
    #[inline]
    pub(super) fn prepared<'a>(&self, lease: Lease<'a>, region: Region, len: u32) -> Prepared<'a> {
        let slots = region.aligned();
        Prepared {
            _lease: lease,
            slots,
            len,
        }
    }

    /// Tells the guest where the result of an import is.
    #[inline]
    pub(super) fn tell(
        &self,
        ctx: &mut impl AsContextMut,
        slots: [u32; 2],
        region: Region,
        len: u32,
    ) -> Result<(), Fault> {
        let data = self.memory.data_mut(ctx);
        for (slot, word) in slots.into_iter().zip([region.ptr, len]) {
            let there = data
                .get_mut(slot as usize..)
                .and_then(|rest| rest.first_chunk_mut());
            *there.ok_or_else(|| no_slot(slot))? = word.to_le_bytes();
        }
        Ok(())
    }

    /// Takes the region of a lease that is too small, for the allocator to take it back.
    pub(super) fn outgrown(&self, lease: &mut Lease<'_>) -> Option<Region> {
        let region = lease.region.take()?;
        // Memory that the host added to a guest without an allocator stays unused: nobody else can take it.
        self.alloc.as_ref()?;
        self.buffers.disown(region);
        Some(region)
    }

    /// The output of an export, if the guest is to take it back: not what is in a buffer of the host, since a guest may
    /// answer with what it was given.
    #[inline]
    pub(super) fn to_free(&self, output: Region) -> Option<Region> {
        if self.keeps_outputs {
            return None;
        }
        (output.len != 0 && !self.buffers.owns(output)).then_some(output)
    }

    /// Checks a new region and makes it the host's.
    pub(super) fn accept(&self, ctx: &impl AsContext, region: Region) -> Result<Region, Fault> {
        let Region { ptr, len } = region;
        if ptr == 0 {
            return Err(Fault::Convention(format!(
                "its allocator could not provide {len} bytes"
            )));
        }
        let end = u64::from(ptr) + u64::from(len);
        let size = self.memory.data_size(ctx) as u64;
        if end > size {
            return Err(Fault::Convention(format!(
                "its allocator returned {ptr} for {len} bytes, but its memory ends at {size}"
            )));
        }
        if self.buffers.owns(region) {
            return Err(Fault::Convention(format!(
                "its allocator returned {ptr} for {len} bytes, which are in use"
            )));
        }
        self.buffers.own(region);
        Ok(region)
    }

    /// How many pages hold so many bytes.
    pub(super) fn pages(&self, ctx: &impl AsContext, len: u32) -> u64 {
        u64::from(len).div_ceil(self.memory.page_size(ctx))
    }

    /// The region that new pages after `old` others make.
    pub(super) fn grown(
        &self,
        ctx: &impl AsContext,
        old: u64,
        pages: u64,
    ) -> Result<Region, Fault> {
        let page = self.memory.page_size(ctx);
        // Not at 0, which is no address, in a memory that was empty.
        let skipped = if old == 0 { 8 } else { 0 };
        let (start, end) = (old * page + skipped, (old + pages) * page);
        match (u32::try_from(start), u32::try_from(end - start)) {
            (Ok(ptr), Ok(len)) => Ok(Region { ptr, len }),
            _ => Err(Fault::Convention("its memory is full".to_owned())),
        }
    }

    /// The bytes that the guest points at.
    pub(super) fn read<'a>(
        &self,
        ctx: &'a impl AsContext,
        what: &str,
        ptr: u32,
        len: u32,
    ) -> Result<&'a [u8], Fault> {
        within(self.memory.data(ctx), what, ptr, len)
    }

    pub(super) fn read_slots(&self, ctx: &impl AsContext, slots: u32) -> Result<[u32; 2], Fault> {
        slots_in(self.memory.data(ctx), slots)
    }

    /// The message of a failed call.
    pub(super) fn message(&self, ctx: &impl AsContext, ptr: u32, len: u32) -> String {
        if len == 0 {
            return "it gave no message".to_owned();
        }
        match self.read(ctx, "its message", ptr, len) {
            Ok(bytes) => {
                let bytes = &bytes[..bytes.len().min(MESSAGE)];
                let mut text = String::from_utf8_lossy(bytes).into_owned();
                // What was no UTF-8 has become three times as long.
                text.truncate(text.floor_char_boundary(MESSAGE));
                text.shrink_to_fit();
                text
            }
            Err(_) => format!("its message is said to be {len} bytes at {ptr}, outside its memory"),
        }
    }

    /// What tells the message of the panic behind an error of the guest, if that is what it was.
    pub(super) fn panic_of(&self, error: &wasmtime::Error) -> Option<&TypedFunc<(i32, i32), i32>> {
        let take = self.panic.as_ref()?;
        (error.downcast_ref() == Some(&Trap::UnreachableCodeReached)).then_some(take)
    }

    /// The message that it told.
    pub(super) fn panic_message(
        &self,
        ctx: &impl AsContext,
        status: wasmtime::Result<i32>,
        slots: u32,
    ) -> Option<Box<str>> {
        let [ptr, len] = self.read_slots(ctx, slots).ok()?;
        (status.ok()? == 0).then(|| self.message(ctx, ptr, len).into_boxed_str())
    }
}

/// The bytes of a memory that the guest points at.
#[inline]
pub(super) fn within<'a>(
    data: &'a [u8],
    what: &str,
    ptr: u32,
    len: u32,
) -> Result<&'a [u8], Fault> {
    let there = data
        .get(ptr as usize..)
        .and_then(|rest| rest.get(..len as usize));
    there.ok_or_else(|| outside(data, what, ptr, len))
}

#[cold]
fn outside(data: &[u8], what: &str, ptr: u32, len: u32) -> Fault {
    Fault::Convention(format!(
        "{what} is said to be {len} bytes at {ptr}, but its memory ends at {}",
        data.len()
    ))
}

#[cold]
fn no_room(needed: usize) -> Fault {
    Fault::Convention(format!("{needed} bytes do not fit into its memory"))
}

#[cold]
fn no_slot(slot: u32) -> Fault {
    Fault::Convention(format!(
        "the slot for the result at {slot} is outside its memory"
    ))
}

/// Pointer and length of an output.
#[inline]
pub(super) fn slots_in(data: &[u8], slots: u32) -> Result<[u32; 2], Fault> {
    let bytes = within(data, "the slot of the output", slots, SLOTS)?;
    let words = bytes.first_chunk().copied().map(u64::from_le_bytes);
    let words = words.unwrap_or_default();
    Ok([words as u32, (words >> 32) as u32])
}
