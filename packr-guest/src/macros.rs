//! The macros: `setup!` for users, and what generated code calls, so that no `unsafe` stands in a user's crate.

/// Installs an allocator and a panic handler, in a guest that is `no_std`. One line, and optional: a guest may bring its own.
///
/// - The allocator is dlmalloc, which `std` has for WebAssembly too; without the feature `allocator` there is none.
/// - The panic handler keeps the message and the place of the panic for the host, in 1 KiB, and traps.
///
/// A guest with `std` has both from there, and needs the feature `std` of this crate in place of this macro, which does nothing then.
/// So it does for other targets than `wasm32-unknown-unknown`.
#[cfg(not(feature = "std"))]
#[macro_export]
macro_rules! setup {
    () => {
        $crate::__allocator!();

        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        const _: () = {
            #[panic_handler]
            fn panicked(info: &::core::panic::PanicInfo<'_>) -> ! {
                $crate::__private::panicked(info)
            }

            #[unsafe(export_name = "__pack_panic")]
            extern "C" fn take_panic(ptr: *mut *const u8, len: *mut usize) -> i32 {
                // SAFETY: the host calls this with the addresses of two slots.
                unsafe { $crate::__private::take_panic(ptr, len) }
            }
        };

        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        extern crate std as _;
    };
}

/// Nothing: with the feature `std`, allocator and panics are those of `std`.
#[cfg(feature = "std")]
#[macro_export]
macro_rules! setup {
    () => {
        extern crate std as _;
    };
}

#[cfg(all(feature = "allocator", not(feature = "std")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __allocator {
    () => {
        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        const _: () = {
            #[global_allocator]
            static ALLOCATOR: $crate::__private::GlobalDlmalloc = $crate::__private::GlobalDlmalloc;
        };
    };
}

#[cfg(all(not(feature = "allocator"), not(feature = "std")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __allocator {
    () => {};
}

/// An expression that calls the host: module, function, names of the parameters, and nested pairs of arguments.
#[doc(hidden)]
#[macro_export]
macro_rules! __import {
    ($module:tt, $name:tt, [$($param:tt),*], $args:expr) => {{
        // Before anything here has a name that the arguments could mean.
        let args = $args;
        {
            #[cfg(target_family = "wasm")]
            #[link(wasm_import_module = $module)]
            unsafe extern "C" {
                #[link_name = $name]
                fn import(
                    input: *const ::core::primitive::u8,
                    len: ::core::primitive::usize,
                    out_ptr: *mut *mut ::core::primitive::u8,
                    out_len: *mut ::core::primitive::usize,
                ) -> ::core::primitive::i32;
            }
            #[cfg(not(target_family = "wasm"))]
            unsafe fn import(
                _: *const ::core::primitive::u8,
                _: ::core::primitive::usize,
                _: *mut *mut ::core::primitive::u8,
                _: *mut ::core::primitive::usize,
            ) -> ::core::primitive::i32 {
                ::core::panic!("`{}#{}` is the host's, and there is none outside WebAssembly", $module, $name)
            }
            let name = ::core::concat!($module, "#", $name);
            let arguments = $crate::__private::lower_args(&args, &[$($param),*], name);
            let input = arguments.bytes();
            let mut slots = $crate::__private::Slots::new();
            // SAFETY: the calling convention: the input and both slots live through the call.
            let status = unsafe {
                import(input.as_ptr(), input.len(), &mut slots.ptr, &mut slots.len)
            };
            // SAFETY: the host has given the status, and filled the slots as it says.
            unsafe { $crate::__private::lift_result(status, slots, name) }
        }
    }};
}

/// An item that exports `run`, a closure over nested pairs of arguments, under a name.
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    ($name:tt, [$($param:tt),*], $run:expr) => {
        const _: () = {
            // Other targets have other ideas of a symbol's name, and nobody who calls it.
            #[cfg_attr(target_family = "wasm", unsafe(export_name = $name))]
            #[allow(dead_code)]
            extern "C" fn export(
                input: *const ::core::primitive::u8,
                len: ::core::primitive::usize,
                out_ptr: *mut *mut ::core::primitive::u8,
                out_len: *mut ::core::primitive::usize,
            ) -> ::core::primitive::i32 {
                // SAFETY: the host calls this, by the calling convention.
                unsafe {
                    $crate::__private::export(
                        input, len, out_ptr, out_len, &[$($param),*], $run,
                    )
                }
            }
        };
    };
}

/// An item that exports where the package's metadata is.
#[doc(hidden)]
#[macro_export]
macro_rules! __metadata {
    ($bytes:tt) => {
        const _: () = {
            #[cfg_attr(target_family = "wasm", unsafe(export_name = "__pack_types"))]
            #[allow(dead_code)]
            extern "C" fn types(
                ptr: *mut *const ::core::primitive::u8,
                len: *mut ::core::primitive::usize,
            ) -> ::core::primitive::i32 {
                // SAFETY: the host calls this with the addresses of two slots.
                unsafe { $crate::__private::point_at($bytes, ptr, len) }
            }
        };
    };
}
