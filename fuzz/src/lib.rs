//! What must hold for any bytes that reach bantin from outside, as targets for a fuzzer. `fuzz/run` runs them; the tests
//! of the project run the same checks over the kept corpus.

pub mod checks;
#[path = "../../tests/it/html.rs"]
pub mod html;
