packr::bindgen!(world = "w");

fn main() {}
