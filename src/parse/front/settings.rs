//! The settings of `site.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Lang;

use super::Extra;

/// `site.yaml`.
#[derive(Clone, Debug)]
pub struct SettingsFront {
    pub format: u32,
    pub title: String,
    pub description: Option<String>,
    pub organisation: Organisation,
    pub base_url: Option<String>,
    /// The first is the site's own language.
    pub languages: Vec<Lang>,
    pub theme: String,
    pub menus: Menus,
    pub categories: Vec<CategoryFront>,
    /// A sentence at the top of every page, such as "Trang mẫu …".
    pub notice: Option<String>,
    /// A sample site names no agency as its owner.
    pub sample: bool,
    pub feedback: Feedback,
    pub licence: Option<Licence>,
    /// A script that counts visits; none unless the site asks for it.
    pub measuring: Option<Measuring>,
    pub per_page: u32,
    pub feed_entries: u32,
    pub share_images: ShareImages,
    pub hosting: Hosting,
    pub checks: BTreeMap<String, CheckLevel>,
    pub links: LinkPolicy,
    pub abbreviations: BTreeMap<String, String>,
    pub extra: Extra,
}

#[derive(Clone, Debug, Default)]
pub struct Organisation {
    pub name: String,
    pub unit: Option<String>,
    pub responsible: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub url: Option<String>,
}

/// What stands in the menus beside the six fixed entries.
#[derive(Clone, Debug, Default)]
pub struct Menus {
    pub main: Vec<MenuEntry>,
    pub footer: Vec<MenuEntry>,
}

#[derive(Clone, Debug)]
pub struct MenuEntry {
    pub title: String,
    /// A source path of a page, an address of the site, or an outside address.
    pub link: String,
}

#[derive(Clone, Debug, Default)]
pub struct CategoryFront {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Feedback {
    pub email: Option<String>,
    pub form: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Licence {
    pub name: String,
    pub url: Option<String>,
}

/// A script of another server that counts visits: what it is called and what the figures are for, so that the privacy
/// page can say so.
#[derive(Clone, Debug)]
pub struct Measuring {
    /// `https://` and only characters that mean nothing to a content security policy.
    pub script: String,
    pub name: String,
    pub purpose: String,
}

impl Measuring {
    /// `https://count.example.org`: the part of the address that a policy names.
    pub fn origin(&self) -> &str {
        let host = self.script.find("://").map_or(0, |at| at + 3);
        let end = self.script[host..].find('/').map_or(self.script.len(), |at| host + at);
        &self.script[..end]
    }

    /// `count.example.org`, as readers know a server.
    pub fn host(&self) -> &str {
        self.origin().trim_start_matches("https://")
    }
}

/// Which pages get a picture of their own for social networks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShareImages {
    None,
    /// One for the whole site.
    #[default]
    Site,
    /// One for each bulletin too.
    Bulletins,
}

/// The servers for which the output holds settings, and how its files are packed for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosting {
    pub servers: BTreeSet<Server>,
    pub precompress: BTreeSet<Packing>,
}

/// A server, or a service that publishes folders of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Server {
    Nginx,
    Apache,
    Iis,
    /// Netlify, and Cloudflare Pages, which reads the same files.
    Netlify,
}

impl Server {
    pub const ALL: [Server; 4] = [Server::Nginx, Server::Apache, Server::Iis, Server::Netlify];

    pub fn key(self) -> &'static str {
        match self {
            Server::Nginx => "nginx",
            Server::Apache => "apache",
            Server::Iis => "iis",
            Server::Netlify => "netlify",
        }
    }

    /// The names of its settings in the top folder of the output.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Server::Nginx => &["nginx.conf"],
            Server::Apache => &[".htaccess"],
            Server::Iis => &["web.config"],
            Server::Netlify => &["_headers", "_redirects"],
        }
    }
}

/// A form in which a browser takes a file (RFC 9110, section 8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packing {
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl Packing {
    pub const ALL: [Packing; 3] = [Packing::Gzip, Packing::Brotli, Packing::Zstd];

    pub fn key(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Brotli => "brotli",
            Packing::Zstd => "zstd",
        }
    }

    /// What a file's name gets at its end.
    pub fn ending(self) -> &'static str {
        match self {
            Packing::Gzip => ".gz",
            Packing::Brotli => ".br",
            Packing::Zstd => ".zst",
        }
    }

    /// Whether this program was built with it.
    pub fn is_built(self) -> bool {
        match self {
            Packing::Gzip => true,
            Packing::Brotli => cfg!(feature = "brotli"),
            Packing::Zstd => cfg!(feature = "zstd"),
        }
    }
}

/// To which other sites links may lead. A domain stands for all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkPolicy {
    /// Where any is named, links to all others are reported.
    pub allow: Vec<String>,
    /// These are reported in any case.
    pub deny: Vec<String>,
}

/// What a site makes of one kind of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLevel {
    Off,
    Warning,
    Error,
}
