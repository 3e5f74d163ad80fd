//! The native companion `usher`.

fn main() {}
