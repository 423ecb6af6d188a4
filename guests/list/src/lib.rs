//! A linked list of any length: values as deep as they are long.
#![no_std]
extern crate alloc;
use alloc::boxed::Box;

packr_guest::setup!();
packr_guest::bindgen!(in "../../tests/wit/list.wit");

struct List;

impl Guest for List {
    fn sum(list: Cell) -> i64 {
        let mut sum = 0_i64;
        let mut rest = Some(&list);
        while let Some(cell) = rest {
            sum = sum.wrapping_add(cell.value.into());
            rest = cell.next.as_deref();
        }
        sum
    }

    fn count(length: u32) -> Cell {
        let mut list = Cell {
            value: 0,
            next: None,
        };
        for value in 1..length {
            list = Cell {
                value,
                next: Some(Box::new(list)),
            };
        }
        list
    }
}

export!(List);
