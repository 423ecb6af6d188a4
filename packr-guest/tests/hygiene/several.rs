//! Several worlds of one guest, in one module and in others: one of them carries the metadata.
#![no_implicit_prelude]

::packr_guest::bindgen!({ inline: "package my:one; world one { export f: func(n: u8) -> u8; }" });

/// In a module of its own.
pub mod two {
    ::packr_guest::bindgen!({
        inline: "
            package my:two;
            interface i { record r { n: u8, more: list<r> } g: func(r: r) -> r; }
            world two { import i; export i; }
        ",
        metadata: false,
        additional_derives: [::core::cmp::Eq],
    });
}

struct Both;

impl Guest for Both {
    fn f(n: u8) -> u8 {
        n
    }
}

impl two::exports::my::two::i::Guest for Both {
    fn g(r: two::my::two::i::R) -> two::my::two::i::R {
        r
    }
}

self::export!(Both);
two::export!(Both with_types_in two);

#[test]
fn one_type_is_the_guest_of_both() {
    ::std::assert_eq!(<Both as Guest>::f(3), 3);
    let r = two::my::two::i::R {
        n: 1,
        more: ::std::vec::Vec::new(),
    };
    let same = <Both as two::exports::my::two::i::Guest>::g(::core::clone::Clone::clone(&r));
    ::std::assert_eq!(same, r);
}
