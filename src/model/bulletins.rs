//! Parsed bulletins and pages become finished ones: dated, addressed, sorted, with every name looked up.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::Sources;
use crate::parse::front::*;
use crate::parse::{Document, ParsedSite};
use crate::source::{FieldPath, Lang, OutputPath, Slug, SourcePath};
use crate::text;
use crate::value::Goal;

use super::addresses::{Claims, is_archive_name, is_reserved_alias, read_alias};
use super::decisions::{Register, Speaker};
use super::ids::*;
use super::links::ContentId;
use super::names::Names;
use super::registries::Registries;
use super::site::*;

/// A bulletin that will be published, with its date and address fixed.
struct Prepared {
    path: SourcePath,
    document: Document<BulletinFront>,
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
    let prepared = prepare(fronts, &units, &names, &options, &mut claims, diags);
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
        tag_ids: HashMap::new(),
        tags: Vec::new(),
        claims: &mut claims,
        copies: BTreeMap::new(),
        results: Vec::new(),
        redirects: BTreeMap::new(),
        diags,
    };
    let pages = work.pages(std::mem::take(&mut parsed.pages), &options);
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
    Site {
        settings: parsed.settings,
        options,
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
        tags: Registry::new(tags),
        units,
        indicators,
        areas,
        categories,
    }
}

fn prepare(
    fronts: Vec<(SourcePath, Document<BulletinFront>)>,
    units: &Registry<UnitId, Unit>,
    names: &Names,
    options: &Options,
    claims: &mut Claims,
    diags: &mut Vec<Diagnostic>,
) -> Vec<Prepared> {
    let mut prepared = Vec::with_capacity(fronts.len());
    for (path, document) in fronts {
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
        let hidden = (front.draft && !options.drafts) || (published.date > options.today && !options.future);
        if hidden {
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

struct Work<'a> {
    units: &'a Registry<UnitId, Unit>,
    indicators: &'a Registry<IndicatorId, IndicatorFront>,
    areas: &'a Registry<AreaId, AreaFront>,
    categories: &'a Registry<CategoryId, CategoryFront>,
    names: &'a Names,
    lang: Lang,
    sources: &'a Sources,
    by_path: HashMap<SourcePath, BulletinId>,
    tag_ids: HashMap<String, TagId>,
    tags: Vec<(String, Tag)>,
    claims: &'a mut Claims,
    copies: BTreeMap<OutputPath, Asset>,
    results: Vec<IndexResult>,
    redirects: BTreeMap<OutputPath, Redirect>,
    diags: &'a mut Vec<Diagnostic>,
}

impl Work<'_> {
    fn announce(&mut self, register: &mut Register, id: BulletinId, item: &Prepared) -> Option<DecisionId> {
        let front = item.document.front.decision.as_ref()?;
        let speaker = Speaker { id, path: &item.path, unit: item.unit, stem: item.stem.as_str() };
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
        let Document { front, body, outline } = document;
        let speaker = Speaker { id, path: &path, unit, stem: stem.as_str() };
        if let (Some(decision), Some(decision_front)) = (decision, &front.decision) {
            self.link_decision(register, &speaker, decision, decision_front);
            let field = FieldPath::root().then("decision").then("attachments");
            let attachments = self.attachments(&path, &url, &decision_front.attachments, &field);
            register.decision_mut(decision).attachments.extend(attachments);
        }
        let plan = front.plan.as_ref().map(|plan| self.plan(register, &speaker, plan));
        let targets = self.targets(&path, &front.targets, plan.as_ref());
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
        self.aliases(&path, &url, &front.title, &front.aliases);
        let translation_of = front.translation_of.as_deref().and_then(|reference| self.translation(&path, reference));
        let summary = front.summary.clone().unwrap_or_else(|| outline.lead.clone());
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
            author: front.author,
            source: front.source,
            cover,
            gallery,
            audio,
            video,
            translation_of,
            draft: front.draft,
            pinned: front.pinned,
            corrections: front.corrections,
            consultation: front.consultation,
            extra: front.extra,
            outline,
            body,
            path,
        }
    }

    fn link_decision(
        &mut self,
        register: &mut Register,
        speaker: &Speaker,
        decision: DecisionId,
        front: &DecisionFront,
    ) {
        let lists = [
            (Relation::LegalBasis, &front.legal_basis),
            (Relation::Implements, &front.implements),
            (Relation::Amends, &front.amends),
            (Relation::Replaces, &front.replaces),
            (Relation::Repeals, &front.repeals),
            (Relation::Corrects, &front.corrects),
            (Relation::Related, &front.related),
        ];
        for (relation, references) in lists {
            for (index, reference) in references.iter().enumerate() {
                let field = FieldPath::root().then("decision").then(relation.key()).then(index);
                let to = register.refer(speaker, reference, field, self.diags);
                register.link(decision, relation, to);
            }
        }
    }

    fn plan(&mut self, register: &mut Register, speaker: &Speaker, front: &PlanFront) -> Plan {
        let root = FieldPath::root().then("plan");
        let parents = front.parents.iter().enumerate().map(|(index, parent)| {
            let field = root.then("parents").then(index).then("decision");
            let decision =
                parent.decision.as_ref().map(|reference| register.refer(speaker, reference, field, self.diags));
            (parent.title.clone(), decision)
        });
        let parents = parents.collect();
        let groups = front.task_groups.iter().enumerate().map(|(index, group)| {
            let field = root.then("task_groups").then(index);
            TaskGroup {
                number: group.number.unwrap_or(index as u32 + 1),
                title: group.title.clone(),
                area: self.area(speaker.path, group.area.as_deref(), field.then("area")),
                indicator: self.indicator(speaker.path, group.indicator.as_deref(), field.then("indicator")),
                note: group.note.clone(),
            }
        });
        let task_groups: Vec<TaskGroup> = groups.collect();
        let tasks = self.tasks(speaker.path, &front.tasks, &task_groups);
        for indicator in front.stated_counts.iter().flat_map(|counts| counts.task_groups_by_indicator.keys()) {
            let field = root.then("stated_counts").then("task_groups").then(indicator.as_str());
            self.indicator(speaker.path, Some(indicator), field);
        }
        Plan {
            kind: front.kind,
            title: front.title.clone(),
            period: front.period.clone(),
            goal: front.goal.clone(),
            motto: front.motto.clone(),
            parents,
            task_groups,
            tasks,
            solutions: front.solutions.clone(),
            models: front.models.clone(),
            stated_counts: front.stated_counts.clone(),
            responsibilities: front.responsibilities.clone(),
            review: front.review.clone(),
        }
    }

    fn tasks(&mut self, path: &SourcePath, fronts: &[TaskFront], groups: &[TaskGroup]) -> Vec<Task> {
        let mut ids = BTreeSet::new();
        let mut tasks = Vec::with_capacity(fronts.len());
        for (index, front) in fronts.iter().enumerate() {
            let field = FieldPath::root().then("plan").then("tasks").then(index);
            let group = front.group.and_then(|number| groups.iter().find(|group| group.number == number));
            if let (Some(number), None) = (front.group, group) {
                self.diags.push(diagnostics::unknown_group(At::value(path, field.then("group")), number));
            }
            let number = front.number.unwrap_or(index as u32 + 1);
            let id = self.unique_id(path, front.id.as_deref(), &format!("nv-{number}"), &field, &mut ids);
            let own_area = self.area(path, front.area.as_deref(), field.then("area"));
            tasks.push(Task {
                id,
                number,
                title: front.title.clone(),
                group: front.group,
                area: own_area.or(group.and_then(|group| group.area)),
                product: front.product.clone(),
                lead: front.lead.clone(),
                support: front.support.clone(),
                due: front.due.clone(),
                done: front.done.as_ref().map(|moment| moment.date),
                note: front.note.clone(),
            });
        }
        tasks
    }

    /// The stated id, which must be a slug and new, or a free one made from `default`.
    fn unique_id(
        &mut self,
        path: &SourcePath,
        stated: Option<&str>,
        default: &str,
        field: &FieldPath,
        ids: &mut BTreeSet<String>,
    ) -> String {
        if let Some(stated) = stated {
            let at = At::value(path, field.then("id"));
            if Slug::parse(stated).is_none() {
                let suggestion = Slug::fold(stated).map(|slug| slug.to_string());
                self.diags.push(diagnostics::bad_id(at, stated, suggestion.as_deref()));
            } else if !ids.insert(stated.to_owned()) {
                self.diags.push(diagnostics::duplicate_id(at, stated));
            }
            return stated.to_owned();
        }
        let mut id = default.to_owned();
        let mut copy = 1;
        while !ids.insert(id.clone()) {
            copy += 1;
            id = format!("{default}-{copy}");
        }
        id
    }

    fn targets(&mut self, path: &SourcePath, fronts: &[TargetFront], plan: Option<&Plan>) -> Vec<Target> {
        let plan_end = plan.and_then(|plan| plan.period.as_ref()).map(|period| period.to);
        // Stated ids come first, so that a made one never takes the name of a stated one.
        let mut ids: BTreeSet<String> = BTreeSet::new();
        let mut taken: Vec<Option<String>> = Vec::with_capacity(fronts.len());
        for (index, front) in fronts.iter().enumerate() {
            let field = FieldPath::root().then("targets").then(index);
            let stated = front.id.as_deref().map(|id| self.unique_id(path, Some(id), "", &field, &mut ids));
            taken.push(stated);
        }
        let mut targets = Vec::with_capacity(fronts.len());
        for (index, front) in fronts.iter().enumerate() {
            let field = FieldPath::root().then("targets").then(index);
            let indicator = self.indicator(path, front.indicator.as_deref(), field.then("indicator"));
            let timing = match (&front.by, front.frequency, plan_end) {
                (Some(by), _, _) => TargetTiming::By(by.clone()),
                (None, Some(frequency), _) => TargetTiming::Every(frequency),
                (None, None, Some(end)) => TargetTiming::PlanEnd(end),
                (None, None, None) => TargetTiming::Unstated,
            };
            let id = taken[index].take().unwrap_or_else(|| {
                let name =
                    front.indicator.clone().filter(|_| indicator.is_some()).unwrap_or(format!("ct-{}", index + 1));
                let default = match &timing {
                    TargetTiming::By(by) if ids.contains(&name) => format!("{name}-{}", by.year()),
                    _ => name,
                };
                self.unique_id(path, None, &default, &field, &mut ids)
            });
            targets.push(Target {
                id,
                statement: self.statement(front, indicator),
                indicator,
                area: self.area(path, front.area.as_deref(), field.then("area")),
                scope: front.scope.clone(),
                strength: front.strength,
                timing,
                milestones: front.milestones.clone(),
                baseline: front.baseline.clone(),
                goal: front.goal.clone(),
                measures: front.measures.clone(),
                results: front.results.clone(),
                note: front.note.clone(),
            });
        }
        targets
    }

    /// A target always says in words what it wants; a short form says it by its indicator's name.
    fn statement(&self, front: &TargetFront, indicator: Option<IndicatorId>) -> String {
        if let Some(statement) = &front.statement {
            return statement.clone();
        }
        let name = match indicator {
            Some(id) => self.indicators.get(id).name.clone(),
            None => front.indicator.clone().unwrap_or_default(),
        };
        let words = front.words.clone().or_else(|| front.goal.as_ref().map(goal_words)).unwrap_or_default();
        if words.is_empty() { name } else { format!("{name}: {words}") }
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
            areas.extend(self.area(path, Some(name), FieldPath::root().then("areas").then(index)));
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

    fn area(&mut self, path: &SourcePath, name: Option<&str>, field: FieldPath) -> Option<AreaId> {
        let name = name?;
        let found = self.areas.find(name);
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.areas.names());
            self.diags.push(diagnostics::unknown_area(At::value(path, field), name, suggestion));
        }
        found
    }

    fn indicator(&mut self, path: &SourcePath, name: Option<&str>, field: FieldPath) -> Option<IndicatorId> {
        let name = name?;
        let found = self.indicators.find(name);
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.indicators.names());
            self.diags.push(diagnostics::unknown_indicator(At::value(path, field), name, suggestion));
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

    fn aliases(&mut self, path: &SourcePath, url: &OutputPath, title: &str, aliases: &[String]) {
        for (index, alias) in aliases.iter().enumerate() {
            let at = At::value(path, FieldPath::root().then("aliases").then(index));
            match read_alias(alias) {
                Some(address) if is_reserved_alias(&address) => {
                    self.diags.push(diagnostics::reserved_address(at, address.as_str()));
                }
                Some(address) => {
                    if self.claims.claim(&address, at, self.diags) {
                        self.redirects.insert(address, Redirect { to: url.clone(), title: title.to_owned() });
                    }
                }
                None => self.diags.push(diagnostics::bad_alias(at, alias)),
            }
        }
    }

    /// Finds the file that `reference` names and gives it a place beside the page.
    fn file(
        &mut self,
        path: &SourcePath,
        url: &OutputPath,
        reference: &str,
        field: FieldPath,
    ) -> Option<(OutputPath, SourcePath)> {
        let at = At::value(path, field);
        let Some(source) = path.join(reference) else {
            self.diags.push(diagnostics::path_outside(at, reference));
            return None;
        };
        match place(self.sources, &source, url) {
            Some((target, copy)) => {
                if let Some(first) = self.copies.get(&target).filter(|first| first.source != copy.source) {
                    let first = At::file(&first.source);
                    self.diags.push(diagnostics::duplicate_address(at, target.as_str(), first));
                    return None;
                }
                self.copies.insert(target.clone(), copy);
                Some((target, source))
            }
            None => {
                let near = nearest_file(self.sources, &source);
                self.diags.push(diagnostics::missing_file(at, reference, near.as_deref()));
                None
            }
        }
    }

    fn attachments(
        &mut self,
        path: &SourcePath,
        url: &OutputPath,
        fronts: &[AttachmentFront],
        field: &FieldPath,
    ) -> Vec<Attachment> {
        let mut attachments = Vec::with_capacity(fronts.len());
        for (index, front) in fronts.iter().enumerate() {
            let Some((target, source)) = self.file(path, url, &front.file, field.then(index)) else { continue };
            let copy = &self.copies[&target];
            attachments.push(Attachment {
                title: front.title.clone().unwrap_or_else(|| source.file_stem().replace(['_', '-'], " ")),
                kind: source.extension().to_uppercase(),
                size: copy.size,
                sha256: copy.sha256.clone(),
                url: target,
                pages: front.pages,
                scanned: front.scanned,
                note: front.note.clone(),
            });
        }
        attachments
    }

    fn image(&mut self, path: &SourcePath, url: &OutputPath, picture: &Picture, field: FieldPath) -> Option<Image> {
        let (target, source) = self.file(path, url, &picture.file, field.clone())?;
        if picture.alt.is_none() {
            self.diags.push(diagnostics::missing_alt(At::value(path, field), &picture.file));
        }
        Some(Image {
            url: target,
            alt: picture.alt.clone().unwrap_or_default(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            dimensions: self.sources.files.get(&source).and_then(|file| file.dimensions),
        })
    }

    fn pages(&mut self, fronts: Vec<(SourcePath, Document<PageFront>)>, options: &Options) -> Vec<Page> {
        let mut pages = Vec::with_capacity(fronts.len());
        let mut references = Vec::new();
        for (path, document) in fronts {
            let Document { front, body, outline } = document;
            if front.draft && !options.drafts {
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
                outline,
                body,
                path,
            });
        }
        let by_path: HashMap<SourcePath, PageId> =
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

    /// `content/static/` goes into the output as it is.
    fn statics(&mut self) {
        for (path, file) in &self.sources.files {
            let Some(inside) = path.as_str().strip_prefix("content/static/") else { continue };
            let target = OutputPath::new(inside);
            if self.claims.claim_free(&target, At::file(path), self.diags) {
                let copy = Asset { source: path.clone(), size: file.size, sha256: file.sha256.clone() };
                self.copies.insert(target, copy);
            }
        }
    }

    fn bulletin_results(&mut self, id: BulletinId, path: &SourcePath, home: Option<UnitId>, fronts: &[ResultFront]) {
        for (index, front) in fronts.iter().enumerate() {
            let field = FieldPath::root().then("results").then(index);
            let unit = match &front.unit {
                Some(name) => self.unit(At::value(path, field.then("unit")), name),
                None => home,
            };
            if unit.is_none() && front.unit.is_none() {
                self.diags.push(diagnostics::missing_field(At::value(path, field.clone()), "unit", "tp-can-tho"));
            }
            let indicator = self.indicator(path, Some(&front.indicator), field.then("indicator"));
            if let (Some(unit), Some(indicator)) = (unit, indicator) {
                self.results.push(index_result(front, unit, indicator, Some(id), At::value(path, field)));
            }
        }
    }

    fn result_rows(&mut self, rows: &[(usize, ResultFront)]) {
        let path = SourcePath::new("content/results.csv");
        for (record, front) in rows {
            let cell = |column: &str| {
                let column = crate::parse::table::RESULT_COLUMNS.iter().position(|name| *name == column).unwrap_or(0);
                crate::parse::table::cell(&path, *record, column)
            };
            let unit = front.unit.as_deref().and_then(|name| self.unit(cell("unit"), name));
            let indicator = self.indicators.find(&front.indicator);
            if indicator.is_none() {
                let suggestion = text::did_you_mean(&front.indicator, self.indicators.names());
                self.diags.push(diagnostics::unknown_indicator(cell("indicator"), &front.indicator, suggestion));
            }
            if let (Some(unit), Some(indicator)) = (unit, indicator) {
                self.results.push(index_result(front, unit, indicator, None, cell("indicator")));
            }
        }
    }

    fn unit(&mut self, at: At, name: &str) -> Option<UnitId> {
        let found = self.units.find(name).or_else(|| self.names.find(self.units, name, None));
        if found.is_none() {
            let suggestion = text::did_you_mean(name, self.units.names());
            self.diags.push(diagnostics::unknown_unit(at, name, suggestion));
        }
        found
    }
}

/// Where a file of the site goes when the page at `url` uses it: beside the page, under a plain name.
pub fn place(sources: &Sources, source: &SourcePath, url: &OutputPath) -> Option<(OutputPath, Asset)> {
    let file = sources.files.get(source)?;
    let copy = Asset { source: source.clone(), size: file.size, sha256: file.sha256.clone() };
    if let Some(inside) = source.as_str().strip_prefix("content/static/") {
        return Some((OutputPath::new(inside), copy));
    }
    let folder = url.as_str().trim_end_matches(".html");
    let stem = Slug::fold(source.file_stem()).map_or("tep".to_owned(), |slug| slug.to_string());
    let name = match source.extension() {
        "" => stem,
        extension => format!("{stem}.{}", text::slug(extension)),
    };
    // Two files of one name from different folders must not take each other's place.
    let inside = source.parent() == "" || same_folder(source, url);
    let prefix = if inside {
        String::new()
    } else {
        format!("{}/", text::slug(source.parent().rsplit('/').next().unwrap_or("tep")))
    };
    Some((OutputPath::new(format!("{folder}/{prefix}{name}")), copy))
}

fn same_folder(source: &SourcePath, url: &OutputPath) -> bool {
    let folder = source.parent().rsplit('/').next().unwrap_or_default();
    let page = url.as_str().trim_end_matches(".html").rsplit('/').next().unwrap_or_default();
    text::slug(folder) == page || folder == "bulletins" || folder == "pages"
}

/// A file whose name differs only in case, marks or extension.
fn nearest_file(sources: &Sources, wanted: &SourcePath) -> Option<String> {
    let siblings = sources.files.keys().filter(|path| path.parent() == wanted.parent()).map(SourcePath::file_name);
    text::did_you_mean(wanted.file_name(), siblings).map(str::to_owned)
}

fn goal_words(goal: &Goal) -> String {
    let joined = |word: &str| {
        goal.conditions().iter().map(|condition| condition.printed.as_str()).collect::<Vec<_>>().join(word)
    };
    match goal {
        Goal::One(condition) => condition.printed.clone(),
        Goal::AnyOf(_) => joined(" hoặc "),
        Goal::AllOf(_) => joined(" và "),
    }
}

fn index_result(
    front: &ResultFront,
    unit: UnitId,
    indicator: IndicatorId,
    bulletin: Option<BulletinId>,
    at: At,
) -> IndexResult {
    IndexResult {
        unit,
        indicator,
        year: front.year,
        score: front.score.clone(),
        rank: front.rank,
        of: front.of,
        change_score: front.change_score.clone(),
        change_rank: front.change_rank,
        compared_with: front.compared_with,
        published: front.published.clone(),
        publisher: front.publisher.clone(),
        source: front.source.clone(),
        note: front.note.clone(),
        bulletin,
        at,
    }
}

/// One result for each indicator, unit and year; two that contradict each other are an error.
fn merged_results(mut results: Vec<IndexResult>, diags: &mut Vec<Diagnostic>) -> Vec<IndexResult> {
    // Bulletins come before rows of the table, newer before older, because the sort is stable.
    results.sort_by_key(|result| (result.indicator, result.unit, result.year, result.bulletin.is_none()));
    let mut merged: Vec<IndexResult> = Vec::with_capacity(results.len());
    for result in results {
        match merged.last_mut() {
            Some(last) if (last.indicator, last.unit, last.year) == (result.indicator, result.unit, result.year) => {
                combine(last, result, diags);
            }
            _ => merged.push(result),
        }
    }
    merged
}

fn combine(last: &mut IndexResult, other: IndexResult, diags: &mut Vec<Diagnostic>) {
    let score = |result: &IndexResult| result.score.as_ref().map(|number| number.value);
    let differs = matches!((score(last), score(&other)), (Some(a), Some(b)) if a != b)
        || matches!((last.rank, other.rank), (Some(a), Some(b)) if a != b);
    if differs {
        let show = |result: &IndexResult| {
            let score = result.score.as_ref().map(|number| number.printed.clone()).unwrap_or_default();
            let rank = result.rank.map(|rank| format!(" ({rank})")).unwrap_or_default();
            format!("{score}{rank}")
        };
        diags.push(diagnostics::result_conflict(
            other.at.clone(),
            last.year,
            &show(&other),
            &show(last),
            &last.at.path,
        ));
    }
    last.score = last.score.take().or(other.score);
    last.rank = last.rank.or(other.rank);
    last.of = last.of.or(other.of);
    last.change_score = last.change_score.take().or(other.change_score);
    last.change_rank = last.change_rank.or(other.change_rank);
    last.compared_with = last.compared_with.or(other.compared_with);
    last.published = last.published.take().or(other.published);
    last.publisher = last.publisher.take().or(other.publisher);
    last.source = last.source.take().or(other.source);
    last.note = last.note.take().or(other.note);
}
