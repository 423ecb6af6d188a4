
packr::bindgen!({
    inline: "package a:b; world w {}",
    async: true,
    wasmtime_crate: other::wasmtime,
    require_store_data_send: true,
});

fn main() {}
