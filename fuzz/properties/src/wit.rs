//! Any text read as WIT is a world, from which Rust code comes, or errors with places; and a world that is printed reads as the same.

use packr_bindgen::error::ErrorKind;
use packr_bindgen::model::Model;
use packr_bindgen::options::{GuestOptions, HostOptions};
use packr_bindgen::{Errors, Inline, Request, emit, load};
use packr_core::Metadata;
use proc_macro2::TokenStream;

/// Checks the property.
pub fn check(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let world = match read(text, None) {
        Ok(model) => return look_at(&model),
        Err(errors) => some_world(&errors),
    };
    if let Some(world) = world {
        match read(text, Some(world)) {
            Ok(model) => look_at(&model),
            Err(errors) => have_places(&errors),
        }
    }
}

fn read(text: &str, world: Option<String>) -> Result<Model, Errors> {
    let text = text.to_owned();
    let request = Request {
        world,
        inline: Some(Inline { text, place: None }),
        ..Request::default()
    };
    load(&request).model
}

fn have_places(errors: &Errors) {
    assert!(errors.iter().count() > 0);
    for error in errors {
        let told = error.to_string();
        let about_worlds = matches!(error.kind(), ErrorKind::World { .. });
        assert!(about_worlds || error.location().is_some(), "{told}");
        assert!(!told.is_empty());
    }
}

/// A world to choose, where that is all that is wrong.
fn some_world(errors: &Errors) -> Option<String> {
    have_places(errors);
    errors.iter().find_map(|error| match error.kind() {
        ErrorKind::World { worlds, .. } => worlds.first().cloned(),
        _ => None,
    })
}

fn look_at(model: &Model) {
    is_rust(&emit::host(model, &HostOptions::default()));
    is_rust(&emit::guest(model, &GuestOptions::default()));
    let world = packr_bindgen::world(model);
    if let Ok(metadata) = Metadata::write(&world) {
        Metadata::read(&metadata).expect("what was written is read");
    }
    let printed = model.to_string();
    match read(&printed, Some(model.world.name.clone())) {
        Ok(again) => assert_eq!(again.to_string(), printed),
        Err(errors) => panic!("{errors}\n{printed}"),
    }
}

fn is_rust(code: &TokenStream) {
    if let Err(error) = syn::parse2::<syn::File>(code.clone()) {
        panic!("{error}\n{code}");
    }
}
