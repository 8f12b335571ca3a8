//! Apache httpd 2.4: `.htaccess` in the top folder of the site. What a module does stands in `<IfModule>`: a server
//! without it would otherwise answer every request with an error.

use std::fmt::Write;

use crate::parse::front::Packing;
use crate::render::policy;

use super::{
    ACTIVE, ASK_AGAIN, FOR_EVER, LASTING, NO_HSTS, Rules, comment, literal, made, packed_extensions, quoted, types,
};

const HEAD: [&str; 6] = [
    "Cấu hình Apache 2.4 cho trang này, do bantin ghi; để nguyên trong thư mục của trang. Máy chủ phải cho phép tệp này:",
    "AllowOverride FileInfo Indexes (hoặc All), cùng các mô-đun headers, mime, dir, alias và rewrite.",
    "",
    "Apache 2.4 settings of this site, written by bantin; leave them in the site's folder. The server must allow them:",
    "AllowOverride FileInfo Indexes (or All), with the modules headers, mime, dir, alias and rewrite.",
    "",
];

pub(super) fn text(rules: &Rules) -> String {
    let mut text = comment(&HEAD);
    text.push_str(&comment(&NO_HSTS));
    let _ = writeln!(text, "\nErrorDocument 404 {}\n", rules.address("404.html"));
    // `Options -Indexes` would say half of it, and where a server does not allow it every answer would be an error.
    text.push_str(
        "# Không tệp nào là chương trình, không liệt kê thư mục. No file is a program, no folder is listed.\n",
    );
    text.push_str("<FilesMatch \"^\">\n  SetHandler default-handler\n</FilesMatch>\n");
    section(&mut text, "dir", |text| text.push_str("  DirectoryIndex index.html\n"));
    section(&mut text, "headers", |text| headers(rules, text));
    section(&mut text, "mime", |text| media_types(rules, text));
    section(&mut text, "alias", |text| moved(rules, text));
    if !rules.packings.is_empty() {
        section(&mut text, "rewrite", |text| packed(rules, text));
    }
    text
}

fn section(text: &mut String, module: &str, write: impl FnOnce(&mut String)) {
    let _ = writeln!(text, "\n<IfModule mod_{module}.c>");
    write(text);
    text.push_str("</IfModule>\n");
}

/// `always` is for answers that are errors, too.
fn headers(rules: &Rules, text: &mut String) {
    let inside = literal(&rules.folder);
    // A packed form is sent under its own name, which has an ending more.
    let is = |rest: &str| quoted(&format!("expr=%{{REQUEST_URI}} =~ m#^{inside}{rest}(?:{})?$#", endings()));
    let mut set = |name: &str, value: &str, condition: &str| {
        let _ = writeln!(text, "  Header always set {name} {}{condition}", quoted(value));
    };
    set("Content-Security-Policy", &rules.policy, "");
    let active = format!(r"(?i:.*\.(?:{}))", ACTIVE.join("|"));
    set("Content-Security-Policy", policy::SANDBOX, &format!(" {}", is(&active)));
    set("Content-Security-Policy", policy::VIEWED, &format!(" {}", is(r"(?i:.*\.pdf)")));
    set("Cache-Control", ASK_AGAIN, "");
    set("Cache-Control", FOR_EVER, &format!(" {}", is(LASTING)));
    for (name, value) in rules.headers() {
        set(name, &value, "");
    }
}

fn endings() -> String {
    Packing::ALL.map(|packing| literal(packing.ending())).join("|")
}

fn media_types(rules: &Rules, text: &mut String) {
    for (media_type, extensions) in types() {
        let _ = writeln!(text, "  AddType {} .{}", quoted(media_type), extensions.join(" ."));
    }
    for packing in rules.packings {
        let (ending, name) = (packing.ending(), coding(*packing));
        // The ending says how the file is packed, not what it is; `.br` is also that of Breton.
        let _ = writeln!(
            text,
            "  <FilesMatch \"(?i)\\.(?:{})\\{ending}$\">\n    RemoveType {ending}\n    RemoveLanguage {ending}\n    \
             AddEncoding {name} {ending}\n  </FilesMatch>",
            packed_extensions(),
        );
    }
}

/// The name in `Content-Encoding` (IANA, HTTP Content Coding Registry).
fn coding(packing: Packing) -> &'static str {
    match packing {
        Packing::Gzip => "gzip",
        Packing::Brotli => "br",
        Packing::Zstd => "zstd",
    }
}

fn moved(rules: &Rules, text: &mut String) {
    let inside = literal(&rules.folder);
    let names: Vec<String> = made().filter(|name| !name.starts_with('.')).map(literal).collect();
    let mut missing = |rest: &str| {
        let _ = writeln!(text, "  RedirectMatch 404 {}", quoted(&format!("^{inside}{rest}")));
    };
    missing(r"(?:.*/)?\.(?!well-known(?:/|$))");
    missing(&format!("(?:{})$", names.join("|")));
    for (from, to) in &rules.moved {
        let _ = writeln!(text, "  RedirectMatch 301 {} {}", quoted(&format!("^{}$", literal(from))), quoted(to));
    }
}

/// Sends the smallest form that the browser takes. `Vary` tells caches in between that others get another one.
fn packed(rules: &Rules, text: &mut String) {
    text.push_str("  # Cần Options FollowSymLinks hoặc SymLinksIfOwnerMatch. Needs one of these options.\n");
    text.push_str("  RewriteEngine On\n");
    let extensions = packed_extensions();
    // Zstd and brotli before gzip: those who take all are given the smallest.
    for packing in rules.packings.iter().rev() {
        let (ending, name) = (packing.ending(), coding(*packing));
        // In any case (RFC 9110, section 8.4.1); `q=0` refuses a form (12.4.2). What leads on inside the server is
        // decoded once more, so names with a percent sign stay as they are.
        let _ = writeln!(
            text,
            "  RewriteCond %{{HTTP:Accept-Encoding}} \"(?:^|[\\s,]){name}(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?:[\\s,;]|$)\" [NC]\n  \
             RewriteCond %{{REQUEST_FILENAME}}{ending} -f\n  RewriteRule ^([^%?]+\\.(?:{extensions}))$ $1{ending} [L]",
        );
    }
    let _ = writeln!(
        text,
        "  <IfModule mod_headers.c>\n    <FilesMatch \"(?i)\\.(?:{extensions})(?:{})?$\">\n      Header merge Vary \
         Accept-Encoding\n    </FilesMatch>\n  </IfModule>",
        endings(),
    );
}
