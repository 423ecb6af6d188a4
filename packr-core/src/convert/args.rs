//! Conversions of the parameters of a call.

use alloc::vec;
use alloc::vec::Vec;

use super::{Lift, Lower};
use crate::codec::{Children, CodecError, Flat, Forward, Reader, Size, Step, Writer, levels};
use crate::value::{Name, Value};

/// The parameters of a call that is made: `(a, (b, ()))` for two, so that any number works.
///
/// Written as one tuple.
pub trait LowerArgs {
    #[doc(hidden)]
    const COUNT: usize;

    /// How many levels the arguments have, the tuple not counted, if their size is told before they are written; else 0.
    #[doc(hidden)]
    const LEVELS: usize;

    /// What the nodes of the arguments take, that of the tuple not counted.
    #[doc(hidden)]
    fn sizes(&self) -> Size;

    /// The same with the tuple.
    #[doc(hidden)]
    #[inline]
    fn size(&self) -> Size {
        self.sizes().in_tuple(Self::COUNT)
    }

    /// Writes the tuple.
    #[doc(hidden)]
    #[inline]
    fn flat_args(&self, flat: &mut Flat<'_>) -> Option<u32> {
        let mut nodes = [0; MANY];
        self.flat_each(flat, &mut nodes)?;
        flat.tuple(nodes.get(..Self::COUNT)?)
    }

    #[doc(hidden)]
    fn flat_each(&self, flat: &mut Flat<'_>, nodes: &mut [u32]) -> Option<()>;

    /// Writes the tuple. `names` are the parameters' names, for errors.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    fn lower_args(
        &self,
        names: &'static [&'static str],
        w: &mut Writer<'_>,
    ) -> Result<u32, CodecError> {
        let mark = w.mark();
        self.lower_each(names, w)?;
        w.tuple_since(mark)
    }

    /// The tuple as a [`Value`].
    fn to_values(&self) -> Value {
        let mut values = Vec::new();
        self.each_to_value(&mut values);
        Value::Tuple(values)
    }

    #[doc(hidden)]
    fn lower_each(
        &self,
        names: &'static [&'static str],
        w: &mut Writer<'_>,
    ) -> Result<(), CodecError>;

    #[doc(hidden)]
    fn each_to_value(&self, values: &mut Vec<Value>);
}

impl LowerArgs for () {
    const COUNT: usize = 0;
    const LEVELS: usize = 1;

    #[inline]
    fn sizes(&self) -> Size {
        Size::NONE
    }

    #[inline]
    fn flat_each(&self, _: &mut Flat<'_>, _: &mut [u32]) -> Option<()> {
        Some(())
    }

    fn lower_each(&self, _: &'static [&'static str], _: &mut Writer<'_>) -> Result<(), CodecError> {
        Ok(())
    }

    fn each_to_value(&self, _: &mut Vec<Value>) {}
}

impl<A: Lower, R: LowerArgs> LowerArgs for (A, R) {
    const COUNT: usize = R::COUNT + 1;
    const LEVELS: usize = match R::COUNT {
        MANY.. => 0,
        _ => levels(&[A::LEVELS, R::LEVELS]).saturating_sub(1),
    };

    #[inline]
    fn sizes(&self) -> Size {
        self.0.size().and(self.1.sizes())
    }

    #[inline]
    fn flat_each(&self, flat: &mut Flat<'_>, nodes: &mut [u32]) -> Option<()> {
        let (place, left) = nodes.split_first_mut()?;
        *place = self.0.lower_flat(flat)?;
        self.1.flat_each(flat, left)
    }

    fn lower_each(
        &self,
        names: &'static [&'static str],
        w: &mut Writer<'_>,
    ) -> Result<(), CodecError> {
        let (name, names) = split(names);
        let node = w.param(&self.0, name)?;
        w.push(node);
        self.1.lower_each(names, w)
    }

    fn each_to_value(&self, values: &mut Vec<Value>) {
        values.push(self.0.to_value());
        self.1.each_to_value(values);
    }
}

/// As many parameters are written flat, and read forward.
const MANY: usize = 8;

/// The parameters of a call that is served: `(a, (b, ()))` for two.
///
/// Read from one tuple; a single parameter may also come without it, where its type decides which is
/// meant.
pub trait LiftArgs: Sized {
    #[doc(hidden)]
    const COUNT: usize;

    /// For a single parameter: its [`Lift::SINGLES`].
    #[doc(hidden)]
    const SINGLES: usize;

    /// How many levels [`forward`](Self::forward) reads, the tuple not counted; 0 where it can't.
    #[doc(hidden)]
    const FORWARD: usize;

    /// What the nodes of the parameters take, that of the tuple not counted; `None` where that is not always the same.
    #[doc(hidden)]
    const SIZE: Option<Size>;

    /// Reads the parameters from a whole message, if it is as it is written.
    #[doc(hidden)]
    #[inline]
    fn forward(f: &mut Forward<'_>) -> Option<Self> {
        let mut nodes = [0; MANY];
        let args = Self::forward_each(f, &mut nodes)?;
        f.tuple(nodes.get(..Self::COUNT)?)?;
        Some(args)
    }

    #[doc(hidden)]
    fn forward_each(f: &mut Forward<'_>, nodes: &mut [u32]) -> Option<Self>;

    /// Reads the parameters from the message's root. `names` are their names, for errors.
    ///
    /// # Errors
    ///
    /// When their number or one of them is not as expected.
    fn lift_args(
        names: &'static [&'static str],
        r: &mut Reader<'_>,
        root: u32,
    ) -> Result<Self, CodecError> {
        if Self::COUNT == 1 && is_bare(r, root, Self::SINGLES)? {
            return Self::lift_bare(names, r, root);
        }
        let mut nodes = r.items(root)?;
        if nodes.len() != Self::COUNT {
            return Err(wrong_count(names, nodes.len()));
        }
        Self::lift_each(names, r, &mut nodes)
    }

    /// The same from a [`Value`].
    ///
    /// # Errors
    ///
    /// As [`lift_args`](Self::lift_args).
    fn from_values(names: &'static [&'static str], values: Value) -> Result<Self, CodecError> {
        let values = if Self::COUNT == 1 {
            param_tuple(values, Self::SINGLES)
        } else {
            values
        };
        match values {
            Value::Tuple(items) if items.len() == Self::COUNT => {
                Self::each_from_value(names, &mut items.into_iter())
            }
            Value::Tuple(items) => Err(wrong_count(names, items.len())),
            other => Err(CodecError::expected("a tuple of parameters", &other)),
        }
    }

    #[doc(hidden)]
    fn lift_bare(
        names: &'static [&'static str],
        r: &mut Reader<'_>,
        node: u32,
    ) -> Result<Self, CodecError>;

    #[doc(hidden)]
    fn lift_each(
        names: &'static [&'static str],
        r: &mut Reader<'_>,
        nodes: &mut Children<'_>,
    ) -> Result<Self, CodecError>;

    #[doc(hidden)]
    fn each_from_value(
        names: &'static [&'static str],
        values: &mut dyn Iterator<Item = Value>,
    ) -> Result<Self, CodecError>;
}

impl LiftArgs for () {
    const COUNT: usize = 0;
    const SINGLES: usize = 0;
    const FORWARD: usize = 1;
    const SIZE: Option<Size> = Some(Size::NONE);

    #[inline]
    fn forward_each(_: &mut Forward<'_>, _: &mut [u32]) -> Option<Self> {
        Some(())
    }

    fn lift_bare(
        names: &'static [&'static str],
        _: &mut Reader<'_>,
        _: u32,
    ) -> Result<Self, CodecError> {
        Err(wrong_count(names, 1))
    }

    fn lift_each(
        _: &'static [&'static str],
        _: &mut Reader<'_>,
        _: &mut Children<'_>,
    ) -> Result<Self, CodecError> {
        Ok(())
    }

    fn each_from_value(
        _: &'static [&'static str],
        _: &mut dyn Iterator<Item = Value>,
    ) -> Result<Self, CodecError> {
        Ok(())
    }
}

impl<A: Lift, R: LiftArgs> LiftArgs for (A, R) {
    const COUNT: usize = R::COUNT + 1;
    const SINGLES: usize = A::SINGLES;
    // What comes bare could be taken for what is in a tuple, if it can be in one itself.
    const FORWARD: usize = match R::COUNT {
        0 if A::SINGLES > 0 => 0,
        MANY.. => 0,
        _ => match levels(&[A::FORWARD, R::FORWARD]) {
            0 => 0,
            levels => levels - 1,
        },
    };
    const SIZE: Option<Size> = Size::sum(&[A::SIZE, R::SIZE]);

    #[inline]
    fn forward_each(f: &mut Forward<'_>, nodes: &mut [u32]) -> Option<Self> {
        let (place, left) = nodes.split_first_mut()?;
        let (first, node) = f.part()?;
        *place = node;
        Some((first, R::forward_each(f, left)?))
    }

    fn lift_bare(
        names: &'static [&'static str],
        r: &mut Reader<'_>,
        node: u32,
    ) -> Result<Self, CodecError> {
        let (name, names) = split(names);
        let first = A::lift(r, node).map_err(|error| error.at(param(name)))?;
        let mut none = Children::NONE;
        Ok((first, R::lift_each(names, r, &mut none)?))
    }

    fn lift_each(
        names: &'static [&'static str],
        r: &mut Reader<'_>,
        nodes: &mut Children<'_>,
    ) -> Result<Self, CodecError> {
        let (name, names) = split(names);
        let node = nodes.next().ok_or_else(|| wrong_count(names, 0))?;
        let first = r.param(node, name)?;
        Ok((first, R::lift_each(names, r, nodes)?))
    }

    fn each_from_value(
        names: &'static [&'static str],
        values: &mut dyn Iterator<Item = Value>,
    ) -> Result<Self, CodecError> {
        let (name, names) = split(names);
        let value = values.next().ok_or_else(|| wrong_count(names, 0))?;
        let first = A::from_value(value).map_err(|error| error.at(param(name)))?;
        Ok((first, R::each_from_value(names, values)?))
    }
}

fn param(name: &'static str) -> Step {
    Step::Field(Name::Borrowed(name))
}

fn split(names: &'static [&'static str]) -> (&'static str, &'static [&'static str]) {
    match names.split_first() {
        Some((name, names)) => (name, names),
        None => ("_", &[]),
    }
}

#[cold]
fn wrong_count(names: &'static [&'static str], found: usize) -> CodecError {
    CodecError::count("parameters", names.len(), found)
}

/// Whether a single parameter, whose type has `singles` tuples of one item around it, is not in the tuple of parameters:
/// whether there is not one more of them.
fn is_bare(r: &mut Reader<'_>, root: u32, singles: usize) -> Result<bool, CodecError> {
    let mut node = root;
    for _ in 0..=singles {
        match r.single(node)? {
            Some(inner) => node = inner,
            None => return Ok(true),
        }
    }
    Ok(false)
}

/// Puts a single parameter into a tuple, unless it is in one. Its type has `singles` tuples of one item
/// around it, so with one more it is in the tuple of parameters.
pub(crate) fn param_tuple(value: Value, singles: usize) -> Value {
    let mut inner = &value;
    for _ in 0..=singles {
        match inner {
            Value::Tuple(items) if items.len() == 1 => inner = &items[0],
            _ => return Value::Tuple(vec![value]),
        }
    }
    value
}
