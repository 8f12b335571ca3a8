//! A site for a search engine that exists already: bulk files and settings that a portal over many sites loads.
//!
//! Takes the checked site through a `Maker`; hands files to an [`Output`], each document as one line of JSON. The
//! subjects are those of the site's own search. What an engine must know of Vietnamese goes along as its settings: folding
//! of case, marks and `đ`, spellings that rank first, abbreviations, document numbers.
//!
//! Files stay small enough for the limits of both engines, and documents are made in parallel and leave in order, so that
//! memory does not grow with the site and the bytes are the same on any number of threads.

mod documents;
mod letters;
mod meilisearch;
mod opensearch;
mod synonyms;

use rayon::prelude::*;
use serde_json::Value;

use crate::discover::Sources;
use crate::output::{Output, OutputError};
use crate::render::maker::Maker;
use crate::source::OutputPath;

pub use documents::Document;

/// The engines that are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    OpenSearch,
    Meilisearch,
}

impl Engine {
    pub const ALL: [Engine; 2] = [Engine::OpenSearch, Engine::Meilisearch];

    pub fn key(self) -> &'static str {
        match self {
            Engine::OpenSearch => "opensearch",
            Engine::Meilisearch => "meilisearch",
        }
    }

    /// The name that the files of documents begin with.
    fn stem(self) -> &'static str {
        match self {
            Engine::OpenSearch => "bulk",
            Engine::Meilisearch => "documents",
        }
    }
}

/// How much was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub documents: usize,
    /// Files of documents.
    pub parts: usize,
    pub bytes: u64,
}

/// One file of documents. OpenSearch takes 100 MB in a request and is advised to get 5 to 15
/// (`http.max_content_length`, Bulk API); Meilisearch takes 100 MB (`MEILI_HTTP_PAYLOAD_SIZE_LIMIT`).
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// How many documents are made before they are written.
const BATCH: usize = 512;

/// Writes the bulk files and the settings of `engine` for the site of `maker`, whose address is `base_url`.
///
/// # Errors
/// Where the output refuses a file.
pub fn write(
    maker: Maker,
    sources: &Sources,
    base_url: &str,
    engine: Engine,
    output: &dyn Output,
) -> Result<Summary, OutputError> {
    write_parts(maker, sources, base_url, engine, output, MOST_BYTES)
}

fn write_parts(
    maker: Maker,
    sources: &Sources,
    base_url: &str,
    engine: Engine,
    output: &dyn Output,
    most_bytes: usize,
) -> Result<Summary, OutputError> {
    let (name, settings) = match engine {
        Engine::OpenSearch => ("index.json", opensearch::index(maker.site)),
        Engine::Meilisearch => ("settings.json", meilisearch::settings(maker.site)),
    };
    let settings = pretty(&settings);
    let mut parts = Parts::new(engine, most_bytes, output);
    parts.summary.bytes = settings.len() as u64;
    output.write(&OutputPath::new(name), settings)?;
    let library = documents::Library { maker, sources, base_url, engine };
    let subjects = documents::subjects(maker);
    for batch in subjects.chunks(BATCH) {
        let lines: Vec<Vec<u8>> = batch.par_iter().map(|subject| lines(engine, &library.document(*subject))).collect();
        for line in &lines {
            parts.take(line)?;
        }
    }
    parts.finish()
}

/// A document as it stands in a file. OpenSearch wants an action before it; the portal names the index in the address
/// (`POST /{index}/_bulk`), so that one file serves any index.
fn lines(engine: Engine, document: &Document) -> Vec<u8> {
    let mut line = Vec::with_capacity(4 * 1024);
    if engine == Engine::OpenSearch {
        line.extend(format!("{{\"index\":{{\"_id\":\"{}\"}}}}\n", document.id).as_bytes());
    }
    serde_json::to_writer(&mut line, document).expect("a struct of texts and numbers always serialises");
    line.push(b'\n');
    line
}

/// Gathers lines into files of a limited size.
struct Parts<'a> {
    engine: Engine,
    most_bytes: usize,
    output: &'a dyn Output,
    open: Vec<u8>,
    summary: Summary,
}

impl<'a> Parts<'a> {
    fn new(engine: Engine, most_bytes: usize, output: &'a dyn Output) -> Self {
        Self { engine, most_bytes, output, open: Vec::new(), summary: Summary::default() }
    }

    fn take(&mut self, line: &[u8]) -> Result<(), OutputError> {
        if !self.open.is_empty() && self.open.len() + line.len() > self.most_bytes {
            self.close()?;
        }
        self.open.extend_from_slice(line);
        self.summary.documents += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<(), OutputError> {
        self.summary.parts += 1;
        self.summary.bytes += self.open.len() as u64;
        let name = match self.summary.parts {
            1 => format!("{}.ndjson", self.engine.stem()),
            number => format!("{}-{number}.ndjson", self.engine.stem()),
        };
        self.output.write(&OutputPath::new(name), std::mem::take(&mut self.open))
    }

    /// A site without documents has an empty first file, so that a script finds what it expects.
    fn finish(mut self) -> Result<Summary, OutputError> {
        if !self.open.is_empty() || self.summary.parts == 0 {
            self.close()?;
        }
        Ok(self.summary)
    }
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("JSON always serialises");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests;
