//! The published packr, once by each of two versions with the same code.

#[path = "."]
pub mod v6 {
    use packr_6 as packr;
    use packr_abi_6 as packr_abi;
    use packr_derive_6 as packr_derive;

    const GUEST: &str = "published_6";

    #[path = "host.rs"]
    mod host;
    pub use host::Published;
}

#[path = "."]
pub mod v24 {
    use packr_24 as packr;
    use packr_abi_24 as packr_abi;
    use packr_derive_24 as packr_derive;

    const GUEST: &str = "published_24";

    #[allow(clippy::duplicate_mod)]
    #[path = "host.rs"]
    mod host;
    pub use host::Published;
}
