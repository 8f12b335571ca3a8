//! Parsed bulletins and pages become finished ones: dated, addressed, sorted, with every name looked up.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::Sources;
use crate::hash::Map;
use crate::parse::addresses::Addresses;
use crate::parse::front::*;
use crate::parse::{Document, ParsedSite};
use crate::source::{FieldPath, Lang, OutputPath, Slug, SourcePath};
use crate::text;

use super::addresses::{Claims, is_archive_name, is_reserved_alias, read_alias};
use super::decisions::{Register, Speaker};
use super::ids::*;
use super::links::ContentId;
use super::names::Names;
use super::registries::Registries;
use super::results::merged_results;
use super::site::*;

/// A bulletin that will be published, with its date and address fixed.
struct Prepared {
    path: SourcePath,
    document: Box<Document<BulletinFront>>,
    published: Published,
    stem: Slug,
    url: OutputPath,
    unit: Option<UnitId>,
}

/// Builds the site from parsed files and registers.
pub fn build(
    mut parsed: ParsedSite,
    registries: Registries,
    sources: &Sources,
    options: Options,
    diags: &mut Vec<Diagnostic>,
) -> Site {
    let Registries { units, indicators, areas, categories } = registries;
    let names = Names::new(&units);
    let mut claims = Claims::default();
    let fronts = std::mem::take(&mut parsed.bulletins);
    let mut waiting = Vec::new();
    let prepared = prepare(fronts, &units, &names, &options, &mut waiting, &mut claims, diags);
    let owner = parsed.settings.organisation.unit.as_deref().and_then(|name| {
        let found = units.find(name).or_else(|| names.find(&units, name, Some(options.today)));
        if found.is_none() {
            let at =
                At::value(&SourcePath::new("content/site.yaml"), FieldPath::root().then("organisation").then("unit"));
            diags.push(diagnostics::unknown_unit(at, name, text::did_you_mean(name, units.names())));
        }
        found
    });
    let mut work = Work {
        units: &units,
        indicators: &indicators,
        areas: &areas,
        categories: &categories,
        names: &names,
        lang: parsed.settings.languages.first().copied().unwrap_or_default(),
        sources,
        by_path: prepared
            .iter()
            .enumerate()
            .map(|(index, item)| (item.path.clone(), BulletinId::from(index)))
            .collect(),
        tag_ids: Map::default(),
        tags: Vec::new(),
        claims: &mut claims,
        copies: BTreeMap::new(),
        results: Vec::new(),
        redirects: BTreeMap::new(),
        diags,
    };
    let pages = work.pages(std::mem::take(&mut parsed.pages), &options, &mut waiting);
    work.statics();
    let mut register = Register::new(&units, &names);
    let announced: Vec<Option<DecisionId>> =
        prepared.iter().enumerate().map(|(index, item)| work.announce(&mut register, index.into(), item)).collect();
    let bulletins: Vec<Bulletin> = prepared
        .into_iter()
        .zip(announced)
        .enumerate()
        .map(|(index, (item, decision))| work.bulletin(&mut register, index.into(), item, decision))
        .collect();
    work.result_rows(&parsed.results);
    let Work { tags, copies, results, redirects, .. } = work;
    let decisions = register.finish();
    let by_path =
        bulletins.iter().enumerate().map(|(index, item)| (item.path.clone(), ContentId::Bulletin(index.into())));
    let by_path =
        by_path.chain(pages.iter().enumerate().map(|(index, page)| (page.path.clone(), ContentId::Page(index.into()))));
    let by_path = by_path.collect();
    let mut site = Site {
        settings: parsed.settings,
        options,
        waiting,
        owner,
        bulletins,
        pages,
        decision_urls: decisions.iter().map(|decision| decision.url.to_string()).collect(),
        decisions,
        results: merged_results(results, diags),
        tables: parsed.tables,
        copies,
        by_path,
        redirects,
        addresses: Addresses::default(),
        withdrawn_now: Vec::new(),
        tags: Registry::new(tags),
        units,
        indicators,
        areas,
        categories,
    };
    free_redirects(&mut site, diags);
    site
}

/// An old address of a decision, unit or indicator is none where one has it now.
fn free_redirects(site: &mut Site, diags: &mut Vec<Diagnostic>) {
    let mut redirects = std::mem::take(&mut site.redirects);
    redirects.retain(|address, redirect| {
        let is_free = !site.makes(&address.as_str().to_lowercase());
        if !is_free {
            diags.push(diagnostics::reserved_alias(redirect.at.clone(), address.as_str()));
        }
        is_free
    });
    site.redirects = redirects;
}

fn prepare(
    fronts: Vec<(SourcePath, Box<Document<BulletinFront>>)>,
    units: &Registry<UnitId, Unit>,
    names: &Names,
    options: &Options,
    waiting: &mut Vec<Waiting>,
    claims: &mut Claims,
    diags: &mut Vec<Diagnostic>,
) -> Vec<Prepared> {
    let mut prepared = Vec::with_capacity(fronts.len());
    for (path, mut document) in fronts {
        let front = &document.front;
        let published = match published(front) {
            Some(published) => published,
            // The date was given and could not be read, which is reported; the rest of the file is still looked at.
            None if front.is_unread("date") || front.is_unread("decision") => {
                Published { date: options.today, time: None, basis: DateBasis::Stated }
            }
            None => {
                diags.push(diagnostics::missing_date(At::file(&path)));
                continue;
            }
        };
        if front.draft && !options.drafts {
            waiting.push(Waiting { path, title: document.front.title, from: None });
            continue;
        }
        if published.date > options.today && !options.future {
            waiting.push(Waiting { path, title: document.front.title, from: Some(published.date) });
            continue;
        }
        let stem = match path.file_name() {
            "index.md" => path.parent().rsplit('/').next().unwrap_or_default(),
            _ => path.file_stem(),
        };
        let Some(stem) = Slug::fold(stem) else {
            diags.push(diagnostics::bad_file_name(At::file(&path), path.file_name()));
            continue;
        };
        let (year, month) = (published.date.year(), published.date.month());
        let url = OutputPath::new(format!("tin/{year}/{month:02}/{stem}.html"));
        if !claims.claim(&url, At::file(&path), diags) {
            continue;
        }
        if is_archive_name(stem.as_str()) {
            diags.push(diagnostics::reserved_address(At::file(&path), url.as_str()));
            continue;
        }
        let unit = front.unit.as_deref().and_then(|name| {
            let found = units.find(name).or_else(|| names.find(units, name, Some(published.date)));
            if found.is_none() {
                let at = At::value(&path, FieldPath::root().then("unit"));
                diags.push(diagnostics::unknown_unit(at, name, text::did_you_mean(name, units.names())));
            }
            found
        });
        if unit.is_none() && document.front.unit.is_some() {
            document.front.unread.push(Unread("unit"));
        }
        prepared.push(Prepared { path, document, published, stem, url, unit });
    }
    prepared.sort_by(|a, b| {
        let newest = |item: &Prepared| (item.published.date, item.published.time);
        newest(b).cmp(&newest(a)).then_with(|| a.path.cmp(&b.path))
    });
    prepared
}

fn published(front: &BulletinFront) -> Option<Published> {
    if let Some(moment) = &front.date {
        return Some(Published { date: moment.date, time: moment.time, basis: DateBasis::Stated });
    }
    let date = front.decision.as_ref()?.date.as_ref()?.date;
    Some(Published { date, time: None, basis: DateBasis::Decision })
}

/// The registers and lists that building a bulletin reads and fills.
pub(super) struct Work<'a> {
    pub(super) units: &'a Registry<UnitId, Unit>,
    pub(super) indicators: &'a Registry<IndicatorId, IndicatorFront>,
    pub(super) areas: &'a Registry<AreaId, AreaFront>,
    pub(super) categories: &'a Registry<CategoryId, CategoryFront>,
    pub(super) names: &'a Names,
    pub(super) lang: Lang,
    pub(super) sources: &'a Sources,
    pub(super) by_path: Map<SourcePath, BulletinId>,
    pub(super) tag_ids: Map<String, TagId>,
    pub(super) tags: Vec<(String, Tag)>,
    pub(super) claims: &'a mut Claims,
    pub(super) copies: BTreeMap<OutputPath, Asset>,
    pub(super) results: Vec<IndexResult>,
    pub(super) redirects: BTreeMap<OutputPath, Redirect>,
    pub(super) diags: &'a mut Vec<Diagnostic>,
}

impl Work<'_> {
    fn announce(&mut self, register: &mut Register, id: BulletinId, item: &Prepared) -> Option<DecisionId> {
        let front = item.document.front.decision.as_ref()?;
        let speaker = Speaker {
            id,
            path: &item.path,
            unit: item.unit,
            stem: item.stem.as_str(),
            year: item.published.date.year(),
        };
        Some(register.announce(&speaker, front, self.diags))
    }

    fn bulletin(
        &mut self,
        register: &mut Register,
        id: BulletinId,
        item: Prepared,
        decision: Option<DecisionId>,
    ) -> Bulletin {
        let Prepared { path, document, published, stem, url, unit } = item;
        let Document { mut front, matter, body, outline } = *document;
        let speaker = Speaker { id, path: &path, unit, stem: stem.as_str(), year: published.date.year() };
        if let (Some(decision), Some(decision_front)) = (decision, &front.decision) {
            self.link_decision(register, &speaker, decision, decision_front);
            let field = FieldPath::root().then("decision").then("attachments");
            let attachments = self.attachments(&path, &url, &decision_front.attachments, &field);
            register.decision_mut(decision).attachments.extend(attachments);
        }
        let plan = front.plan.take().map(|plan| self.plan(register, &speaker, plan));
        let targets = self.targets(&path, std::mem::take(&mut front.targets), plan.as_ref());
        self.bulletin_results(id, &path, unit, &front.results);
        let root = FieldPath::root();
        let attachments = self.attachments(&path, &url, &front.attachments, &root.then("attachments"));
        let category = front.category.as_deref().and_then(|name| {
            let found = self.categories.find(name);
            if found.is_none() {
                let suggestion = text::did_you_mean(name, self.categories.names());
                self.diags.push(diagnostics::unknown_category(
                    At::value(&path, root.then("category")),
                    name,
                    suggestion,
                ));
            }
            found
        });
        let cover = front.cover.as_ref().and_then(|picture| self.image(&path, &url, picture, root.then("cover")));
        let gallery = front.gallery.iter().enumerate();
        let gallery =
            gallery.filter_map(|(index, picture)| self.image(&path, &url, picture, root.then("gallery").then(index)));
        let gallery = gallery.collect();
        let mut media = |file: &Option<String>, field: &str| {
            let file = file.as_deref()?;
            self.file(&path, &url, file, root.then(field)).map(|(url, _)| url)
        };
        let (audio, video) = (media(&front.audio, "audio"), media(&front.video, "video"));
        let captions = front.video.as_deref().and_then(|video| self.captions(&path, &url, video));
        self.aliases(&path, &url, &front.title, &front.aliases);
        let translation_of = front.translation_of.as_deref().and_then(|reference| self.translation(&path, reference));
        let has_own_summary = front.summary.is_some();
        let summary = front.summary.take().unwrap_or_else(|| outline.lead.clone());
        Bulletin {
            areas: self.bulletin_areas(&path, &front, &targets, plan.as_ref()),
            indicators: self.bulletin_indicators(id, &targets),
            tags: front.tags.iter().map(|label| self.tag(label)).collect::<BTreeSet<_>>().into_iter().collect(),
            expires: front.expires.as_ref().map(|moment| moment.date),
            lang: front.lang.unwrap_or(self.lang),
            url,
            title: front.title,
            published,
            unit,
            decision,
            unread: front.unread,
            plan,
            targets,
            attachments,
            category,
            summary,
            has_own_summary,
            author: front.author,
            source: front.source,
            cover,
            gallery,
            audio,
            video,
            captions,
            translation_of,
            draft: front.draft,
            pinned: front.pinned,
            corrections: front.corrections,
            consultation: front.consultation,
            extra: front.extra,
            matter,
            outline,
            body,
            path,
        }
    }

    fn bulletin_areas(
        &mut self,
        path: &SourcePath,
        front: &BulletinFront,
        targets: &[Target],
        plan: Option<&Plan>,
    ) -> Vec<AreaId> {
        let mut areas: BTreeSet<AreaId> = BTreeSet::new();
        for (index, name) in front.areas.iter().enumerate() {
            areas.extend(self.area(path, Some(name), || FieldPath::root().then("areas").then(index)));
        }
        areas.extend(targets.iter().filter_map(|target| target.area));
        areas.extend(plan.iter().flat_map(|plan| plan.task_groups.iter().filter_map(|group| group.area)));
        areas.extend(plan.iter().flat_map(|plan| plan.tasks.iter().filter_map(|task| task.area)));
        areas.into_iter().collect()
    }

    fn bulletin_indicators(&self, id: BulletinId, targets: &[Target]) -> Vec<IndicatorId> {
        let mut indicators: BTreeSet<IndicatorId> = targets.iter().filter_map(|target| target.indicator).collect();
        // The results of the bulletin at hand are the last that were entered.
        let own = self.results.iter().rev().take_while(|result| result.bulletin == Some(id));
        indicators.extend(own.map(|result| result.indicator));
        indicators.into_iter().collect()
    }

    fn tag(&mut self, label: &str) -> TagId {
        let slug = Slug::fold(label).map_or("khac".to_owned(), |slug| slug.to_string());
        *self.tag_ids.entry(slug.clone()).or_insert_with(|| {
            self.tags.push((slug, Tag { label: label.to_owned() }));
            TagId::from(self.tags.len() - 1)
        })
    }

    pub(super) fn area(
        &mut self,
        path: &SourcePath,
        name: Option<&str>,
        field: impl FnOnce() -> FieldPath,
    ) -> Option<AreaId> {
        let name = name?;
        let found = self.areas.find(name);
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.areas.names());
            self.diags.push(diagnostics::unknown_area(At::value(path, field()), name, suggestion));
        }
        found
    }

    pub(super) fn indicator(
        &mut self,
        path: &SourcePath,
        name: Option<&str>,
        field: impl FnOnce() -> FieldPath,
    ) -> Option<IndicatorId> {
        let name = name?;
        let found = find_indicator(self.indicators, name);
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.indicators.names());
            self.diags.push(diagnostics::unknown_indicator(At::value(path, field()), name, suggestion));
        }
        found
    }

    fn translation(&mut self, path: &SourcePath, reference: &str) -> Option<BulletinId> {
        let target = path.join(reference);
        let found = target.and_then(|target| self.by_path.get(&target).copied());
        if found.is_none() {
            let at = At::value(path, FieldPath::root().then("translation_of"));
            self.diags.push(diagnostics::missing_file(at, reference, None));
        }
        found
    }

    pub(super) fn aliases(&mut self, path: &SourcePath, url: &OutputPath, title: &str, aliases: &[String]) {
        for (index, alias) in aliases.iter().enumerate() {
            let at = At::value(path, FieldPath::root().then("aliases").then(index));
            match read_alias(alias) {
                Some(address) if is_reserved_alias(&address) => {
                    self.diags.push(diagnostics::reserved_alias(at, address.as_str()));
                }
                Some(address) => {
                    if self.claims.claim(&address, at.clone(), self.diags) {
                        self.redirects.insert(address, Redirect { to: url.clone(), title: title.to_owned(), at });
                    }
                }
                None => self.diags.push(diagnostics::bad_alias(at, alias)),
            }
        }
    }

    fn pages(
        &mut self,
        fronts: Vec<(SourcePath, Document<PageFront>)>,
        options: &Options,
        waiting: &mut Vec<Waiting>,
    ) -> Vec<Page> {
        let mut pages = Vec::with_capacity(fronts.len());
        let mut references = Vec::new();
        for (path, document) in fronts {
            let Document { front, matter, body, outline } = document;
            if front.draft && !options.drafts {
                waiting.push(Waiting { path, title: front.title, from: None });
                continue;
            }
            let inside = path.as_str().trim_start_matches("content/pages/").trim_end_matches(".md");
            let parts: Option<Vec<String>> =
                inside.split('/').map(|part| Slug::fold(part).map(|slug| slug.to_string())).collect();
            let Some(parts) = parts else {
                self.diags.push(diagnostics::bad_file_name(At::file(&path), path.file_name()));
                continue;
            };
            let url = OutputPath::new(format!("{}.html", parts.join("/")));
            if !self.claims.claim_free(&url, At::file(&path), self.diags) {
                continue;
            }
            self.aliases(&path, &url, &front.title, &front.aliases);
            references.push(front.translation_of.clone());
            pages.push(Page {
                url,
                lang: front.lang.unwrap_or(self.lang),
                title: front.title,
                summary: front.summary.unwrap_or_else(|| outline.lead.clone()),
                translation_of: None,
                draft: front.draft,
                extra: front.extra,
                matter,
                outline,
                body,
                path,
            });
        }
        let by_path: Map<SourcePath, PageId> =
            pages.iter().enumerate().map(|(index, page)| (page.path.clone(), PageId::from(index))).collect();
        for (page, reference) in pages.iter_mut().zip(references) {
            let Some(reference) = reference else { continue };
            page.translation_of = page.path.join(&reference).and_then(|target| by_path.get(&target).copied());
            if page.translation_of.is_none() {
                let at = At::value(&page.path, FieldPath::root().then("translation_of"));
                self.diags.push(diagnostics::missing_file(at, &reference, None));
            }
        }
        pages
    }

    pub(super) fn unit(&mut self, at: At, name: &str) -> Option<UnitId> {
        let found = self.units.find(name).or_else(|| self.names.find(self.units, name, None));
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.units.names());
            self.diags.push(diagnostics::unknown_unit(at, name, suggestion));
        }
        found
    }
}

/// An indicator by its id, else by its abbreviation or another name: "SIPAS" is `sipas`.
pub(super) fn find_indicator(indicators: &Registry<IndicatorId, IndicatorFront>, name: &str) -> Option<IndicatorId> {
    indicators.find(name).or_else(|| {
        let wanted = text::fold(name);
        let is_meant = |indicator: &IndicatorFront| {
            let names = indicator.abbreviation.iter().chain(&indicator.aliases);
            names.chain(std::iter::once(&indicator.name)).any(|name| text::fold(name) == wanted)
        };
        indicators.iter().find(|(_, _, indicator)| is_meant(indicator)).map(|(id, ..)| id)
    })
}
