//! The tests of bantin as its users meet it: the real program on small sites, the library's laws, the sample site.
//!
//! One binary, so that the crate is linked once. `support` builds sites and runs the program; every other module is one
//! subject. Goldens and data-driven cases lie in `tests/fixtures/` and are rewritten with `UPDATE_GOLDENS=1`, to be read
//! in review.

mod addresses;
mod cli;
mod diff;
mod dist;
mod export;
mod extract;
mod faults;
mod formats;
mod fuzz;
mod generated;
mod goldens;
mod hostile;
mod hosting;
mod html;
mod images;
mod import;
mod incremental;
mod laws;
mod linked;
mod links;
mod mistakes;
mod model;
mod output;
mod places;
mod preview;
mod publishing;
mod readers;
mod registers;
mod same_bytes;
mod schema;
mod search;
mod serve;
mod share;
mod sign;
mod supply;
mod support;
mod theme;
mod tools;
mod verify;
mod warnings;
mod workbook;
