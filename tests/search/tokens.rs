//! What `bantin::search::analysis` makes of texts, for the comparison with the script of the search page: reads one JSON
//! string a line, writes one JSON array of `[folded, form, joined, start, end]` a line. Places are counted in UTF-16 units
//! of the text in NFC, as a browser counts them.

use std::io::{BufWriter, Write, stdin, stdout};

use bantin::search::analysis;
use bantin::text::nfc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lines() {
        let text: String = serde_json::from_str(&line?)?;
        writeln!(out, "{}", serde_json::to_string(&tokens(&text))?)?;
    }
    out.flush()?;
    Ok(())
}

fn tokens(text: &str) -> Vec<(String, u16, bool, usize, usize)> {
    let composed = nfc(text);
    let units = |end: usize| composed[..end].encode_utf16().count();
    let mut tokens = Vec::new();
    analysis::tokens(text, |token| {
        tokens.push((token.folded.to_owned(), token.form, token.joined, units(token.start), units(token.end)));
    });
    tokens
}
