//! Netlify and Cloudflare Pages: `_headers` and `_redirects`. Both ask browsers to look again before each use of a file,
//! so only what lasts is said, and both pack and send 404.html by themselves. Where two rules meet, one value is put
//! after the other: of content security policies all then hold, which is what a sandbox on top wants.

use std::fmt::Write;

use crate::render::policy;

use super::{ACTIVE, FOR_EVER, NO_HSTS, Rules, comment};

const HEAD: [&str; 2] = [
    "Do bantin ghi, cho Netlify và Cloudflare Pages; để ở thư mục trên cùng của phần được đăng.",
    "Written by bantin for Netlify and Cloudflare Pages; belongs into the top folder of what is published.",
];

const BOTH: [&str; 2] = [
    "Mỗi địa chỉ cũ có hai dòng: Netlify đọc dòng có dấu !, Cloudflare Pages đọc dòng kia.",
    "Each old address has two lines: Netlify takes the one with !, Cloudflare Pages the other.",
];

pub(super) fn headers(rules: &Rules) -> String {
    let mut text = comment(&HEAD);
    text.push_str(&comment(&NO_HSTS));
    let root = rules.address("");
    let policy = ("Content-Security-Policy", rules.policy.clone());
    let _ = writeln!(text, "\n{root}*");
    for (name, value) in [policy].into_iter().chain(rules.headers()) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for extension in ACTIVE {
        let _ = writeln!(text, "\n{root}*.{extension}\n  Content-Security-Policy: {}", policy::SANDBOX);
    }
    let lasting = rules.lasting.iter().map(|path| rules.address(path.as_str()));
    for path in lasting.chain([format!("{root}tim-kiem/*")]) {
        let _ = writeln!(text, "\n{path}\n  Cache-Control: {FOR_EVER}");
    }
    text
}

/// Addresses are percent-encoded, so that a blank or a `*` in one means nothing.
pub(super) fn redirects(rules: &Rules) -> String {
    let mut text = comment(&HEAD);
    text.push_str(&comment(&BOTH));
    text.push('\n');
    for (from, to) in &rules.moved {
        let from = crate::source::percent_encode(from);
        let _ = writeln!(text, "{from} {to} 301!\n{from} {to} 301");
    }
    text
}
