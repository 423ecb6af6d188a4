#![doc = include_str!("../README.md")]

mod connection;
mod owner;
mod reader;
mod sink;
mod store;
mod tables;

pub use postgres;
pub use store::PostgresStore;
pub use tables::{TableError, Tables};
