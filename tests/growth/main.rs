//! How work grows with what comes in: each shape of input at `n` and at `2n`. Twice as much may cost twice as much and no more.
//!
//! `cargo test` runs each shape once and small, and sees that it is what it says. `tests/growth/run` counts the instructions of
//! both sizes under valgrind: the same count on every machine, however busy, which no clock gives.

mod desk;
mod shape;
mod text;

use shape::shapes;
use std::hint::black_box;

/// What `tests/growth/run` asks for: `0/2 PART`, the first of two shares of the shapes with that in their names.
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

/// All shapes, or a share of them, in one process: to start it under valgrind costs more than most of them.
#[test]
fn shapes_are_counted_where_that_is_asked_for() {
    let Some(asked) = std::env::var_os(ASKED) else { return };
    let asked = asked.into_string().expect("UTF-8");
    let (share, part) = asked.split_once(' ').expect("a share, and a part of a name");
    let (share, shares) = share.split_once('/').expect("which share of how many");
    let (share, shares): (usize, usize) = (share.parse().expect("a number"), shares.parse().expect("a number"));
    let shapes = shapes();
    let wanted = shapes.iter().filter(|shape| shape.name.contains(part));
    for shape in wanted.enumerate().filter(|(index, _)| index % shares == share).map(|(_, shape)| shape) {
        println!("\nshape {}", shape.name);
        // What is made once, such as tables, is made before.
        (shape.prepare)(1)();
        counted_work((shape.prepare)(shape.count));
        counted_work((shape.prepare)(2 * shape.count));
    }
}
