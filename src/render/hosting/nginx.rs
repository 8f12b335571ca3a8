//! nginx: a snippet for inside a `server { }` block.
//!
//! One location holds all: what stands in it is inherited by those inside, headers too, as long as none of them adds
//! one of its own (nginx.org, `add_header`). What differs from file to file is therefore a variable.

use std::fmt::Write;

use crate::media;
use crate::parse::front::Packing;
use crate::render::policy;

use super::{ACTIVE, ASK_AGAIN, FOR_EVER, LASTING, NO_HSTS, Rules, comment, literal, made, quoted, types};

const HEAD: [&str; 10] = [
    "Cấu hình nginx cho trang này, do bantin ghi. CHÉP vào trong khối server { } của máy chủ, sau dòng root, rồi tải lại",
    "nginx. Đừng dùng include trỏ vào thư mục của trang: ai ghi được vào thư mục đó sẽ sửa được cả máy chủ.",
    "Chép lại sau khi đổi hosting, base_url hoặc aliases. Chỉ khối location này là của trang; nó không chạy chương trình",
    "nào, kể cả .php.",
    "",
    "nginx settings of this site, written by bantin. COPY them into the server { } block, after its root, and reload",
    "nginx. Do not include them from the site's own folder: whoever can write there could then change the server.",
    "Copy them again after a change of hosting, base_url or aliases. Nothing in this location runs a program, .php",
    "included.",
    "",
];

pub(super) fn text(rules: &Rules) -> String {
    let mut text = comment(&HEAD);
    text.push_str(&comment(&NO_HSTS));
    let folder = &rules.folder;
    let _ = write!(
        text,
        "\nset $bantin_policy {};\nset $bantin_cache {};\n\nlocation ^~ {} {{\n",
        quoted(&rules.policy),
        quoted(ASK_AGAIN),
        quoted(folder),
    );
    text.push_str("    index index.html;\n    autoindex off;\n    absolute_redirect off;\n");
    let _ = writeln!(text, "    error_page 403 404 =404 {};\n", quoted(&rules.address("404.html")));
    text.push_str("    add_header Content-Security-Policy $bantin_policy always;\n");
    text.push_str("    add_header Cache-Control $bantin_cache always;\n");
    for (name, value) in rules.headers() {
        let _ = writeln!(text, "    add_header {name} {} always;", quoted(&value));
    }
    media_types(&mut text);
    packings(rules, &mut text);
    let inside = literal(folder);
    let mut pattern = |modifier: &str, rest: &str, then: &str| {
        let _ = writeln!(text, "    location {modifier} {} {{ {then} }}", quoted(&format!("^{inside}{rest}")));
    };
    pattern("~", r"(?:.*/)?\.(?!well-known(?:/|$))", "return 404;");
    pattern("~", &format!("{LASTING}$"), &format!("set $bantin_cache {};", quoted(FOR_EVER)));
    let active = format!(r".*\.(?:{})$", ACTIVE.join("|"));
    pattern("~*", &active, &format!("set $bantin_policy {};", quoted(policy::SANDBOX)));
    pattern("~*", r".*\.pdf$", &format!("set $bantin_policy {};", quoted(policy::VIEWED)));
    // The pattern above has the names that begin with a dot.
    for name in made().filter(|name| !name.starts_with('.')) {
        let _ = writeln!(text, "    location = {} {{ return 404; }}", quoted(&format!("{folder}{name}")));
    }
    for (from, to) in &rules.moved {
        let _ = writeln!(text, "    location = {} {{ return 301 {}; }}", quoted(from), quoted(to));
    }
    text.push_str("}\n");
    text
}

/// A table of types replaces the server's own, so it is the whole one.
fn media_types(text: &mut String) {
    text.push_str("\n    charset utf-8;\n    charset_types");
    let plain = |media_type: &'static str| media_type.split(';').next().unwrap_or(media_type);
    // nginx counts text/html in by itself, and warns where it is named.
    let texts = types().into_iter().map(|(media_type, _)| media_type).filter(|media_type| media::is_text(media_type));
    for media_type in texts.map(plain).filter(|media_type| *media_type != "text/html") {
        let _ = write!(text, " {media_type}");
    }
    let _ = write!(text, ";\n    default_type {};\n    types {{\n", media::UNKNOWN);
    for (media_type, extensions) in types() {
        let _ = writeln!(text, "        {} {};", plain(media_type), extensions.join(" "));
    }
    text.push_str("    }\n\n");
}

fn packings(rules: &Rules, text: &mut String) {
    for packing in rules.packings {
        text.push_str(match packing {
            Packing::Gzip => "    gzip_static on;\n    gzip_vary on;\n",
            Packing::Brotli => {
                "    # Cần mô-đun ngx_brotli; needs the module ngx_brotli (Debian: libnginx-mod-http-brotli-static).\n    \
                 # brotli_static on;\n"
            }
            Packing::Zstd => "    # Cần mô-đun zstd-nginx-module; needs the module zstd-nginx-module.\n    # zstd_static on;\n",
        });
    }
    if !rules.packings.is_empty() {
        text.push('\n');
    }
}
