//! How work grows with what comes in: each shape of input at `n` and at `2n`. Twice as much may cost twice as much and no more.
//!
//! `cargo test` runs each shape once and small, and sees that it is what it says. `tests/growth/run` counts the instructions of
//! both sizes under valgrind: the same count on every machine, however busy, which no clock gives.

mod shape;
mod text;

use shape::shapes;
use std::hint::black_box;

/// What `tests/growth/run` asks for: `list`, or `1 NAME` or `2 NAME`, a shape at its size or at twice that.
const ASKED: &str = "JOTSMITH_GROWTH";

/// What is counted. `tests/growth/run` tells valgrind its name, and it counts within it alone.
#[inline(never)]
fn counted_work(work: Box<dyn FnOnce()>) {
    black_box(work)();
}

#[test]
fn every_shape_runs() {
    let shapes = shapes();
    assert!(shapes.len() >= 130, "{} shapes", shapes.len());
    for (index, shape) in shapes.iter().enumerate() {
        assert!(shapes[..index].iter().all(|other| other.name != shape.name), "two are called {}", shape.name);
        (shape.prepare)(shape.count / 20 + 1)();
    }
}

#[test]
fn a_shape_is_counted_where_that_is_asked_for() {
    let Some(asked) = std::env::var_os(ASKED) else { return };
    let asked = asked.into_string().expect("UTF-8");
    let shapes = shapes();
    if asked == "list" {
        shapes.iter().for_each(|shape| println!("\nshape {}", shape.name));
        return;
    }
    let (factor, name) = asked.split_once(' ').expect("a factor and a name");
    let factor: usize = factor.parse().expect("a factor");
    let shape = shapes.iter().find(|shape| shape.name == name).expect("a shape");
    // What is made once, such as tables, is made before.
    (shape.prepare)(1)();
    counted_work((shape.prepare)(factor * shape.count));
}
