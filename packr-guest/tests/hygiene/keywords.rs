//! Rust's keywords as names of everything that has a name.
#![no_implicit_prelude]

/// Strict keywords.
pub mod strict {
    ::packr_guest::bindgen!({ inline: "
        package %as:%break;
        interface %const {
            record %struct { %continue: u8, %else: string, %extern: f32, %false: bool }
            variant %enum { %fn, %for(u8), %if(%enum), %impl(tuple<%enum, %enum>), %in, %self, super, crate }
            enum %let { %loop, %match, %mod, %self, super, crate }
            flags %move { %mut, %pub, %ref, %self, super, crate, all, empty, bits, %flags, iter, contains }
            type %return = option<%enum>;
            %static: func(%trait: %struct, %true: %enum, %type: %let, %unsafe: %move) -> %return;
            %use: func(%where: list<%struct>, %while: option<string>, %async: list<%move>) -> result<%let, %enum>;
            %self: func(%self: %struct, super: string, crate: u8);
            super: func();
            crate: func();
        }
        interface %self {
            record %self { %self: option<%self>, super: u8, crate: u8, this: string }
            record super { %self: %self }
            this: func(%self: %self) -> %self;
        }
        interface super { f: func(); }
        interface crate { f: func(); }
        world %dyn {
            use %const.{%struct as %await, %enum as %trait};
            record %where { %await: %await, %self: option<%trait> }
            import %const;
            export %const;
            import %self;
            export %self;
            import super;
            export crate;
            import %match: func(%ref: %await, %self: %where) -> %trait;
            import %self: func(%self: u8);
            export %match: func(%ref: %await, %self: %where) -> %trait;
            export super: func(super: string);
        }
    " });
}

/// Reserved keywords, weak ones, and those of later editions.
pub mod reserved {
    ::packr_guest::bindgen!({ inline: "
        package %abstract:%become;
        interface %box {
            record %do { %final: u8, %macro: u8, %override: u8, %priv: u8, %typeof: u8, %unsized: u8 }
            variant %virtual { %yield(%virtual), %try(option<%virtual>), %gen, union, auto, raw, safe }
            flags %gen { %gen, %try, union }
            %dyn: func(%try: %do, %gen: %virtual, union: %gen, macro-rules: string) -> option<%virtual>;
        }
        world %yield {
            import %box;
            export %box;
            import %try: interface { %gen: func(); }
            export %gen: interface { %try: func(%box: string); }
        }
    " });
}

struct Own;

mod implementations {
    use super::Own;
    use super::strict::r#as::r#break::r#const::{Enum, Let, Move, Return, Struct};
    use super::strict::exports::r#as::r#break::{r#const, crate_, self_};
    use super::strict::{Guest, Trait, Where};

    impl r#const::Guest for Own {
        fn r#static(r#trait: Struct, r#true: Enum, _: Let, _: Move) -> Return {
            let _ = r#trait;
            ::core::option::Option::Some(r#true)
        }
        fn r#use(
            _: ::std::vec::Vec<Struct>,
            _: ::core::option::Option<::std::string::String>,
            _: ::std::vec::Vec<Move>,
        ) -> ::core::result::Result<Let, Enum> {
            ::core::result::Result::Ok(Let::Loop)
        }
        fn self_(_: Struct, _: ::std::string::String, _: u8) {}
        fn super_() {}
        fn crate_() {}
    }

    impl self_::Guest for Own {
        fn this(this: self_::Self_) -> self_::Self_ {
            this
        }
    }

    impl crate_::Guest for Own {
        fn f() {}
    }

    impl Guest for Own {
        fn r#match(_: Struct, this: Where) -> Trait {
            let _ = this;
            Enum::Fn
        }
        fn super_(_: ::std::string::String) {}
    }
}

strict::export!(Own with_types_in strict);

#[test]
fn keywords_are_raw_identifiers() {
    use strict::r#as::r#break::r#const::{Enum, Let, Move};
    use strict::exports::r#as::r#break::r#const::Guest;
    let tree = Enum::r#impl(Enum::r#if(Enum::Fn), Enum::Self_);
    let bytes = ::packr_guest::encode(&tree).unwrap();
    ::std::assert_eq!(::packr_guest::decode::<Enum>(&bytes).unwrap(), tree);
    ::std::assert_eq!(
        ::std::format!("{:?}", Move::PUB | Move::REF),
        "Move(PUB | REF)"
    );
    let none = ::core::option::Option::None;
    let used = Own::r#use(::std::vec::Vec::new(), none, ::std::vec::Vec::new());
    ::std::assert_eq!(used, ::core::result::Result::Ok(Let::Loop));
}
