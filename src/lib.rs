//! bantin (*bản tin*, bulletin) compiles Markdown articles about administrative reform, with their decisions, plans and
//! targets as checked, linked data, into a news site that works on any static server and from a USB stick.
//!
//! The pipeline is `discover → parse → model → relations → render → write`. Each room has one job, gives a complete new
//! value, and imports only from rooms before it:
//!
//! | room | takes → gives |
//! | --- | --- |
//! | [`discover`] | a folder → texts read whole, other files by path, size and hash |
//! | [`parse`] | one text → typed front matter, outline of the body, rows of a table |
//! | [`model`] | parsed files → [`model::Site`]: every reference looked up, every gap reported |
//! | [`relations`] | a site → archives, registers, inverse links, lineages, statuses |
//! | [`images`] | images of the content → the same without metadata and in smaller sizes, through a cache |
//! | [`render`] | site and relations → pages, feeds and data sets, handed one by one to an [`output::Output`] |
//! | [`probe`] | addresses of other sites → whether they still stand, asked over the network on wish |
//! | [`export`] | the same, for a search engine → bulk files and settings |
//! | [`import`] | a Word file, a saved page, a text → its body as Markdown, and with the facts of [`extract`] a draft |
//! | [`write`](mod@write) | that output, in memory or staged on disk and swapped in, with what has not changed left as it is |
//!
//! [`source`], [`digest`], `hash`, [`diagnostics`], [`output`], [`text`], `media`, [`dom`], [`report`], [`share`],
//! [`value`], [`markdown`] and [`search`] lie under the rooms, and so does [`extract`], which finds facts in running text;
//! [`timings`] measures the rooms; [`serve`] is the preview server; [`cli`] is above them all. Beside the pipeline
//! stand those that look at built sites alone: [`verify`] holds one against its manifest, [`signing`] tells whose
//! manifest it is, [`mod@diff`] tells what a new version changes; [`migrate`] brings content of an earlier format to
//! this one. Only `discover`, `images`, `write`, `verify`, `diff`, `probe`, `serve` and `cli` touch disk, clock or
//! network: the same sources, settings and date give the same bytes.

pub mod cli;
pub mod compile;
pub mod diagnostics;
pub mod diff;
pub mod digest;
pub mod discover;
pub mod dom;
pub mod export;
pub mod extract;
pub(crate) mod hash;
pub mod images;
pub mod import;
pub mod markdown;
pub(crate) mod media;
pub mod migrate;
pub mod model;
pub mod output;
pub mod parse;
pub mod probe;
pub mod relations;
pub mod render;
pub mod report;
pub mod schema;
pub mod search;
pub mod serve;
pub mod share;
pub mod signing;
pub mod source;
pub mod text;
pub mod timings;
pub mod value;
pub mod verify;
pub mod write;
