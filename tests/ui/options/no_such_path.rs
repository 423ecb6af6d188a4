packr::bindgen!("w" in "no/such/folder");

fn main() {}
