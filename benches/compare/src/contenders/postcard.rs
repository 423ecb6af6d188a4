//! Bytes by postcard over raw calls: what one does where WIT has no type for the value, and types end at the boundary.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::raw::Raw;
use crate::values::{self, Row, Sexpr, digest};
use crate::work::{Bench, Contender, Failure, Work};

pub struct Postcard(Raw);

impl Postcard {
    pub fn new() -> Result<Self, Failure> {
        Ok(Self(Raw::new()?))
    }

    fn echo<T>(&self, name: &str, value: T) -> Result<Option<Bench>, Failure>
    where
        T: Serialize + DeserializeOwned + Debug + 'static,
    {
        let mut guest = self.0.guest(false)?;
        let echo = guest.echo(name)?;
        let read = |bytes: &[u8]| postcard::from_bytes::<T>(bytes).map_err(Failure::from);
        Bench::of(move || guest.through(&echo, &postcard::to_allocvec(&value)?, read))
    }
}

impl Contender for Postcard {
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure> {
        match work {
            Work::Tree(nodes) => self.echo("echo_tree", values::tree::<Sexpr>(nodes)),
            Work::Chain(levels) => self.echo("echo_tree", values::chain::<Sexpr>(levels)),
            Work::Rows(len) => self.echo("echo_rows", values::rows::<Row>(len)),
            Work::Encode(nodes) => {
                let tree: Sexpr = values::tree(nodes);
                let bytes = postcard::to_allocvec(&tree)?;
                let answer = digest(&postcard::from_bytes::<Sexpr>(&bytes)?);
                Bench::timed(Some(answer), move || postcard::to_allocvec(&tree), || ())
            }
            Work::Decode(nodes) => {
                let bytes = postcard::to_allocvec(&values::tree::<Sexpr>(nodes))?;
                Bench::of(move || postcard::from_bytes::<Sexpr>(&bytes))
            }
            _ => Ok(None),
        }
    }
}
