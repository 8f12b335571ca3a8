//! IIS: `web.config` in the top folder of the site. Only what every IIS has is used: a section of a module that is not
//! installed would make it refuse the whole site. Where redirects are not installed, the pages at old addresses lead on.

use std::fmt::Write;

use crate::media;
use crate::render::feeds::escape;
use crate::render::policy;

use super::{ASK_AGAIN, NO_HSTS, Rules, made};

const HEAD: [&str; 4] = [
    "Cấu hình IIS cho trang này, do bantin ghi; để nguyên trong thư mục của trang. Địa chỉ cũ cần HTTP Redirection;",
    "tệp nén sẵn không dùng được ở IIS: hãy bật nén tĩnh của IIS.",
    "IIS settings of this site, written by bantin; leave them in the site's folder. Old addresses need HTTP Redirection;",
    "IIS cannot use packed forms: switch its static compression on.",
];

/// IIS reads no more than 250 KB (`MaxWebConfigFileSizeInKB`). Old addresses beyond that are left to their pages.
const MOST_BYTES: usize = 240 * 1024;

pub(super) fn text(rules: &Rules) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!--\n");
    for line in HEAD.iter().chain(&NO_HSTS) {
        let _ = writeln!(text, "  {line}");
    }
    text.push_str("-->\n<configuration>\n  <system.webServer>\n");
    text.push_str(SETTINGS);
    headers(rules, &mut text);
    hidden(&mut text);
    media_types(&mut text);
    text.push_str("  </system.webServer>\n");
    let end = "</configuration>\n";
    for location in locations(rules) {
        if text.len() + location.len() + end.len() > MOST_BYTES {
            break;
        }
        text.push_str(&location);
    }
    text.push_str(end);
    text
}

/// No listings, one name for the page of a folder, no programs, a page for what is missing.
const SETTINGS: &str = r#"    <directoryBrowse enabled="false" />
    <defaultDocument enabled="true">
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <handlers accessPolicy="Read" />
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
"#;

fn headers(rules: &Rules, text: &mut String) {
    text.push_str("    <httpProtocol>\n      <customHeaders>\n        <remove name=\"X-Powered-By\" />\n");
    let policy = ("Content-Security-Policy", rules.policy.clone());
    for (name, value) in [policy].into_iter().chain(rules.headers()) {
        text.push_str(&header("        ", name, &value));
    }
    text.push_str("      </customHeaders>\n    </httpProtocol>\n");
}

/// A name that is there already may not be added, and one that is not may be removed.
fn header(indent: &str, name: &str, value: &str) -> String {
    format!("{indent}<remove name=\"{name}\" />\n{indent}<add name=\"{name}\" value=\"{}\" />\n", escape(value))
}

fn hidden(text: &mut String) {
    text.push_str("    <security>\n      <requestFiltering>\n        <hiddenSegments>\n");
    // IIS hides `web.config` by itself.
    for name in made().filter(|name| *name != "web.config") {
        let _ = writeln!(text, "          <remove segment=\"{name}\" />\n          <add segment=\"{name}\" />");
    }
    text.push_str("        </hiddenSegments>\n      </requestFiltering>\n    </security>\n");
}

fn media_types(text: &mut String) {
    let _ = writeln!(
        text,
        "    <staticContent>\n      <clientCache cacheControlMode=\"NoControl\" cacheControlCustom=\"{ASK_AGAIN}\" />"
    );
    for (extension, media_type) in media::TYPES {
        let _ = writeln!(
            text,
            "      <remove fileExtension=\".{extension}\" />\n      <mimeMap fileExtension=\".{extension}\" \
             mimeType=\"{media_type}\" />"
        );
    }
    text.push_str("    </staticContent>\n");
}

/// What holds for single files, the most important first.
fn locations(rules: &Rules) -> impl Iterator<Item = String> {
    let lasting = rules.lasting.iter().map(|path| path.as_str()).chain(["tim-kiem"]).map(|path| {
        let keep = "<clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" \
                    cacheControlCustom=\"public, immutable\" />";
        location(path, &format!("      <staticContent>\n        {keep}\n      </staticContent>\n"))
    });
    let of = |wanted: &'static str| rules.apart.iter().filter(move |(_, policy)| *policy == wanted);
    let apart = of(policy::SANDBOX).chain(of(policy::VIEWED)).map(|(path, policy)| {
        let header = header("          ", "Content-Security-Policy", policy);
        let headers = format!("        <customHeaders>\n{header}        </customHeaders>\n");
        location(path.as_str(), &format!("      <httpProtocol>\n{headers}      </httpProtocol>\n"))
    });
    // Of a folder and its page the page: a location of the folder would take everything in it along.
    let pages = rules.moved.iter().filter(|(from, _)| from.ends_with(".html") || from.ends_with(".htm"));
    let moved = pages.map(|(from, to)| {
        let from = from.strip_prefix(&rules.folder).unwrap_or(from);
        let to = escape(to);
        location(
            from,
            &format!(
                "      <httpRedirect enabled=\"true\" destination=\"{to}\" exactDestination=\"true\" \
                 httpResponseStatus=\"Permanent\" />\n"
            ),
        )
    });
    lasting.chain(apart).chain(moved)
}

fn location(path: &str, inner: &str) -> String {
    let path = escape(path);
    format!("  <location path=\"{path}\">\n    <system.webServer>\n{inner}    </system.webServer>\n  </location>\n")
}
