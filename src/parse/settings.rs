//! `site.yaml`: the settings of a site.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics;
use crate::source::Lang;

use super::bulletin::{extra, outside_address};
use super::front::*;
use super::read::{field, list};
use super::yaml::{Node, Shape};

/// The format that this version of bantin reads and writes.
pub const FORMAT: u32 = 1;

impl Default for SettingsFront {
    fn default() -> Self {
        Self {
            format: FORMAT,
            title: String::new(),
            description: None,
            organisation: Organisation::default(),
            base_url: None,
            languages: vec![Lang::Vi],
            theme: "default".to_owned(),
            menus: Menus::default(),
            categories: Vec::new(),
            notice: None,
            sample: false,
            feedback: Feedback::default(),
            licence: None,
            measuring: None,
            per_page: 20,
            feed_entries: 20,
            share_images: ShareImages::default(),
            hosting: Hosting::default(),
            checks: BTreeMap::new(),
            links: LinkPolicy::default(),
            abbreviations: BTreeMap::new(),
            extra: Extra::default(),
        }
    }
}

/// Reads `site.yaml`; what is missing keeps its default.
pub fn settings(node: &Node) -> Option<SettingsFront> {
    let fields = node.fields()?;
    let default = SettingsFront::default();
    let format = field!(fields, "format", Node::count);
    match format {
        Some(FORMAT) => {}
        Some(other) => fields.get("format").into_iter().for_each(|node| {
            node.report(diagnostics::unknown_format(node.at(), other, FORMAT));
        }),
        None => node.report(diagnostics::missing_field(node.at(), "format", "1")),
    }
    let title = field!(fields, "title", Node::text);
    if title.is_none() {
        node.report(diagnostics::missing_field(node.at(), "title", "Bản tin cải cách hành chính phường Cao Lãnh"));
    }
    let languages: Vec<Lang> = list!(fields, "languages", Node::lang);
    let settings = SettingsFront {
        format: format.unwrap_or(FORMAT),
        title: title.unwrap_or_default(),
        description: field!(fields, "description", Node::text),
        organisation: field!(fields, "organisation", organisation).unwrap_or_default(),
        base_url: field!(fields, "base_url", base_url),
        languages: if languages.is_empty() { default.languages } else { languages },
        theme: field!(fields, "theme", Node::text).unwrap_or(default.theme),
        menus: field!(fields, "menus", menus).unwrap_or_default(),
        categories: field!(fields, "categories", categories).unwrap_or_default(),
        notice: field!(fields, "notice", Node::text),
        sample: field!(fields, "sample", Node::boolean).unwrap_or(false),
        feedback: field!(fields, "feedback", feedback).unwrap_or_default(),
        licence: field!(fields, "licence", licence),
        measuring: field!(fields, "measuring", measuring),
        per_page: field!(fields, "per_page", |node: &Node| node.whole(1..=500)).map_or(default.per_page, |n| n as u32),
        feed_entries: field!(fields, "feed_entries", |node: &Node| node.whole(1..=200))
            .map_or(default.feed_entries, |n| n as u32),
        share_images: field!(fields, "share_images", share_images).unwrap_or_default(),
        hosting: field!(fields, "hosting", hosting).unwrap_or_default(),
        checks: field!(fields, "checks", checks).unwrap_or_default(),
        links: field!(fields, "links", links).unwrap_or_default(),
        abbreviations: field!(fields, "abbreviations", abbreviations).unwrap_or_default(),
        extra: field!(fields, "extra", extra).unwrap_or_default(),
    };
    if let Some(node) = fields.get("time_zone") {
        time_zone(&node);
    }
    fields.finish();
    Some(settings)
}

/// Vietnam has one time zone and every date without a zone is read in it; another one is refused, not ignored.
fn time_zone(node: &Node) {
    const KNOWN: [&str; 6] = ["+07:00", "+07", "utc+7", "gmt+7", "asia/ho_chi_minh", "asia/saigon"];
    let Some(printed) = node.text() else { return };
    if !KNOWN.contains(&printed.to_lowercase().as_str()) {
        let options = &["+07:00", "Asia/Ho_Chi_Minh"];
        node.report(diagnostics::unknown_choice(node.at(), "time_zone", &printed, Some("+07:00"), options));
    }
}

fn menus(node: &Node) -> Option<Menus> {
    let fields = node.fields()?;
    let menus = Menus { main: list!(fields, "main", menu_entry), footer: list!(fields, "footer", menu_entry) };
    fields.finish();
    Some(menus)
}

fn organisation(node: &Node) -> Option<Organisation> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| Organisation { name, ..Organisation::default() });
    };
    let name = field!(fields, "name", Node::text);
    if name.is_none() {
        node.report(diagnostics::missing_field(node.at(), "name", "Ủy ban nhân dân phường Cao Lãnh"));
    }
    let organisation = Organisation {
        name: name.unwrap_or_default(),
        unit: field!(fields, "unit", Node::text),
        responsible: field!(fields, "responsible", Node::text),
        address: field!(fields, "address", Node::text),
        email: field!(fields, "email", email),
        phone: field!(fields, "phone", Node::text),
        url: field!(fields, "url", outside_address),
    };
    fields.finish();
    Some(organisation)
}

fn email(node: &Node) -> Option<String> {
    let printed = node.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let is_email = printed.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && user.chars().all(is_plain) && host.chars().all(is_plain)
    });
    if is_email {
        return Some(printed);
    }
    node.report(diagnostics::not_an_email(node.at(), &printed));
    None
}

/// The site's own address, always with a slash at the end.
fn base_url(node: &Node) -> Option<String> {
    let printed = outside_address(node)?;
    Some(normal_base_url(&printed))
}

/// The form of a base address that links are built on: no query, one slash at the end.
pub fn normal_base_url(address: &str) -> String {
    let plain = address.split(['?', '#']).next().unwrap_or(address);
    format!("{}/", plain.trim_end_matches('/'))
}

fn menu_entry(node: &Node) -> Option<MenuEntry> {
    let fields = node.fields()?;
    let title = field!(fields, "title", Node::text);
    let link = field!(fields, "link", Node::text);
    for (missing, name, example) in
        [(title.is_none(), "title", "Giới thiệu"), (link.is_none(), "link", "pages/gioi-thieu.md")]
    {
        if missing {
            node.report(diagnostics::missing_field(node.at(), name, example));
        }
    }
    fields.finish();
    Some(MenuEntry { title: title?, link: link? })
}

fn categories(node: &Node) -> Option<Vec<CategoryFront>> {
    let entry = |node: &Node| {
        let Shape::Map(fields) = node.shape() else {
            return node.text().map(|name| CategoryFront { name, ..CategoryFront::default() });
        };
        let name = field!(fields, "name", Node::text);
        if name.is_none() {
            node.report(diagnostics::missing_field(node.at(), "name", "Kế hoạch"));
        }
        let description = field!(fields, "description", Node::text);
        fields.finish();
        name.map(|name| CategoryFront { id: String::new(), name, description })
    };
    let entries = super::registry::entries(node, entry);
    Some(entries.into_iter().map(|(id, category)| CategoryFront { id, ..category }).collect())
}

fn feedback(node: &Node) -> Option<Feedback> {
    let Shape::Map(fields) = node.shape() else {
        return email(node).map(|email| Feedback { email: Some(email), form: None });
    };
    let feedback = Feedback { email: field!(fields, "email", email), form: field!(fields, "form", outside_address) };
    fields.finish();
    Some(feedback)
}

fn licence(node: &Node) -> Option<Licence> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| Licence { name, url: None });
    };
    let name = field!(fields, "name", Node::text);
    let url = field!(fields, "url", outside_address);
    if name.is_none() {
        node.report(diagnostics::missing_field(node.at(), "name", "CC BY 4.0"));
    }
    fields.finish();
    name.map(|name| Licence { name, url })
}

/// A counter is named in full or not at all: readers must be able to learn what it is and what for.
fn measuring(node: &Node) -> Option<Measuring> {
    let fields = node.fields()?;
    let script = field!(fields, "script", script_address);
    let name = field!(fields, "name", Node::text);
    let purpose = field!(fields, "purpose", Node::text);
    for (name, example) in [
        ("script", "https://dem.example.org/dem.js"),
        ("name", "Bộ đếm của tỉnh"),
        ("purpose", "đếm số lượt xem từng trang, không nhận ra người đọc"),
    ] {
        if fields.get(name).is_none_or(|node| node.is_null()) {
            node.report(diagnostics::missing_field(node.at(), name, example));
        }
    }
    fields.finish();
    Some(Measuring { script: script?, name: name?, purpose: purpose? })
}

/// The address goes into the content security policy, so nothing may stand in it that ends a directive or adds one.
fn script_address(node: &Node) -> Option<String> {
    let printed = node.text()?;
    let rest = printed.strip_prefix("https://").unwrap_or_default();
    let (authority, path) = rest.split_once('/').unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    let is_path = !path.is_empty() && path.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/%?=&+@:".contains(c));
    if is_host && is_port && is_path {
        return Some(printed);
    }
    node.report(diagnostics::not_a_script_address(node.at(), &printed));
    None
}

fn share_images(node: &Node) -> Option<ShareImages> {
    let read = |word: &str| match crate::text::fold(word).as_str() {
        "none" | "khong" | "false" => Some(ShareImages::None),
        "site" | "trang" => Some(ShareImages::Site),
        "bulletins" | "ban tin" => Some(ShareImages::Bulletins),
        _ => None,
    };
    node.choice(read, &["none", "site", "bulletins"])
}

/// A server, several, or a map that also says how files are packed.
fn hosting(node: &Node) -> Option<Hosting> {
    let Shape::Map(fields) = node.shape() else {
        let servers = node.items().iter().filter_map(server).collect();
        return Some(Hosting { servers, precompress: BTreeSet::new() });
    };
    let servers = list!(fields, "servers", server);
    if fields.get("servers").is_none_or(|node| node.items().is_empty()) {
        node.report(diagnostics::missing_field(node.at(), "servers", "[nginx, apache]"));
    }
    let precompress = list!(fields, "precompress", packing);
    fields.finish();
    Some(Hosting { servers: servers.into_iter().collect(), precompress: precompress.into_iter().collect() })
}

fn server(node: &Node) -> Option<Server> {
    let read = |word: &str| match crate::text::fold(word).as_str() {
        "nginx" => Some(Server::Nginx),
        "apache" | "httpd" => Some(Server::Apache),
        "iis" => Some(Server::Iis),
        "netlify" | "cloudflare" => Some(Server::Netlify),
        _ => None,
    };
    node.choice(read, &Server::ALL.map(Server::key))
}

fn packing(node: &Node) -> Option<Packing> {
    let read = |word: &str| match crate::text::fold(word).as_str() {
        "gzip" | "gz" => Some(Packing::Gzip),
        "brotli" | "br" => Some(Packing::Brotli),
        "zstd" | "zst" => Some(Packing::Zstd),
        _ => None,
    };
    node.choice(read, &Packing::ALL.map(Packing::key))
}

fn checks(node: &Node) -> Option<BTreeMap<String, CheckLevel>> {
    let read = |word: &str| match crate::text::fold(word).as_str() {
        "off" | "tat" | "false" => Some(CheckLevel::Off),
        "warning" | "canh bao" => Some(CheckLevel::Warning),
        "error" | "loi" => Some(CheckLevel::Error),
        _ => None,
    };
    let mut checks = BTreeMap::new();
    for (code, node) in node.fields()?.entries() {
        if !diagnostics::WARNINGS.contains(&code.as_str()) {
            let suggestion = crate::text::did_you_mean(&code, diagnostics::WARNINGS.iter().copied());
            node.report(diagnostics::unknown_field(node.at_key(), &code, suggestion, diagnostics::WARNINGS));
        } else if let Some(level) = node.choice(read, &["off", "warning", "error"]) {
            checks.insert(code, level);
        }
    }
    Some(checks)
}

fn links(node: &Node) -> Option<LinkPolicy> {
    let fields = node.fields()?;
    let policy = LinkPolicy { allow: list!(fields, "allow", domain), deny: list!(fields, "deny", domain) };
    fields.finish();
    Some(policy)
}

/// A domain as staff write it: `gov.vn`, `.gov.vn`, `*.gov.vn`.
fn domain(node: &Node) -> Option<String> {
    let printed = node.text()?;
    let plain = printed.trim_start_matches("*.").trim_start_matches('.').to_ascii_lowercase();
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain.split('.').all(is_label) {
        return Some(plain);
    }
    node.report(diagnostics::not_a_domain(node.at(), &printed));
    None
}

fn abbreviations(node: &Node) -> Option<BTreeMap<String, String>> {
    let entries = node.fields()?.entries();
    Some(entries.into_iter().filter_map(|(short, node)| Some((short, node.text()?))).collect())
}
