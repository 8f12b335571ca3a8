//! `bantin export search`: bulk files and settings for a search engine, from a site that has no mistakes.

use anyhow::{Result, bail};
use serde_json::{Map, json};

use crate::export::{self, Engine};
use crate::relations::Relations;
use crate::render::Theme;
use crate::render::maker::Maker;
use crate::source::Lang;
use crate::text;
use crate::write::Bundle;

use super::Outcome;
use super::args::{ExportCommand, ExportSearchArgs, Target};
use super::build::{as_found, load, refused, shown, threads};
use super::phrases::phrase;
use super::report::Terminal;

pub fn export(command: &ExportCommand, terminal: &Terminal) -> Result<Outcome> {
    match command {
        ExportCommand::Search(arguments) => search(arguments, terminal),
    }
}

fn search(arguments: &ExportSearchArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    let engine = match arguments.to {
        Target::Opensearch => Engine::OpenSearch,
        Target::Meilisearch => Engine::Meilisearch,
    };
    let loaded = load(&arguments.site, false)?;
    let folder = &arguments.site.site;
    let output = arguments.output.clone().unwrap_or_else(|| folder.join("export").join(engine.key()));
    terminal.diagnostics(&loaded.checked.diagnostics, &loaded.sources, false);
    if loaded.checked.errors() > 0 {
        return Ok(refused(terminal, &loaded.checked, &output));
    }
    let site = &loaded.checked.site;
    let Some(base_url) = site.base_url() else {
        bail!(phrase(
            terminal.lang,
            "chưa biết địa chỉ của trang nên kết quả tìm kiếm không dẫn tới đâu; thêm base_url vào content/site.yaml, hoặc ghi --base-url https://…",
            "the site's address is not known, so results would lead nowhere; add base_url to content/site.yaml, or give --base-url https://…",
        ));
    };
    let relations = Relations::new(site);
    let theme = Theme::load(&loaded.sources, &site.settings.theme, &site.used_languages())?;
    let maker = Maker { site, relations: &relations, words: theme.words(site.lang()), lang: site.lang() };
    let bundle = Bundle::stage(&output, &folder.join("content"))?;
    let summary = export::write(maker, &loaded.sources, base_url, engine, &bundle)?;
    as_found(&loaded.sources)?;
    let mut about = Map::new();
    about.insert("engine".to_owned(), engine.key().into());
    about.insert("site".to_owned(), base_url.into());
    about.insert("documents".to_owned(), json!(summary.documents));
    bundle.publish(about)?;
    terminal.say(&format!("\n{}", words(terminal.lang, &summary, &shown(&output))));
    Ok(Outcome::Done)
}

fn words(lang: Lang, summary: &export::Summary, output: &str) -> String {
    let count = |number: usize| text::format_count(number as i64);
    let size = text::format_bytes(summary.bytes, lang == Lang::Vi);
    let (documents, files) = (count(summary.documents), count(summary.parts + 1));
    match lang {
        Lang::Vi => format!("Đã xuất {documents} tài liệu tìm kiếm ({files} tệp, {size}) vào {output}"),
        Lang::En => format!("Exported {documents} documents for search ({files} files, {size}) to {output}"),
    }
}
