//! The front matter of bulletins and pages, short forms and long forms.

use crate::diagnostics;
use crate::value::{self, DecisionText, DocumentKind};

use super::front::*;
use super::plan::{plan, target};
use super::read::{field, list};
use super::yaml::{Node, Shape};

/// Reads the front matter of a bulletin. `None` where it is no map or has no title, which is then reported.
pub fn bulletin(node: &Node) -> Option<BulletinFront> {
    let fields = node.fields()?;
    let title = field!(fields, "title", Node::text);
    if title.is_none() {
        node.report(diagnostics::missing_field(
            node.at(),
            "title",
            "Cao Lãnh ban hành kế hoạch CCHC giai đoạn 2021 – 2030",
        ));
    }
    let mut front = BulletinFront {
        title: title.clone().unwrap_or_default(),
        date: field!(fields, "date", Node::moment),
        unit: field!(fields, "unit", Node::text),
        decision: field!(fields, "decision", decision),
        plan: field!(fields, "plan", plan),
        targets: list!(fields, "targets", target),
        results: list!(fields, "results", result),
        attachments: list!(fields, "attachments", attachment),
        category: field!(fields, "category", Node::text),
        tags: field!(fields, "tags", |node: &Node| Some(node.texts())).unwrap_or_default(),
        areas: field!(fields, "areas", |node: &Node| Some(node.texts())).unwrap_or_default(),
        summary: field!(fields, "summary", Node::text),
        author: field!(fields, "author", person),
        source: field!(fields, "source", source),
        cover: field!(fields, "cover", picture),
        gallery: list!(fields, "gallery", picture),
        audio: field!(fields, "audio", Node::text),
        video: field!(fields, "video", Node::text),
        lang: field!(fields, "lang", Node::lang),
        translation_of: field!(fields, "translation_of", Node::text),
        // A draft flag that is not understood is reported, and the bulletin is not published.
        draft: fields.get("draft").is_some_and(|node| node.boolean().unwrap_or(true)),
        pinned: field!(fields, "pinned", Node::boolean).unwrap_or(false),
        expires: field!(fields, "expires", Node::moment),
        aliases: field!(fields, "aliases", |node: &Node| Some(node.texts())).unwrap_or_default(),
        corrections: list!(fields, "corrections", correction),
        consultation: field!(fields, "consultation", consultation),
        extra: field!(fields, "extra", extra).unwrap_or_default(),
        unread: Vec::new(),
    };
    let read = [("date", front.date.is_some()), ("unit", front.unit.is_some()), ("decision", front.decision.is_some())];
    front
        .unread
        .extend(read.iter().filter(|(name, read)| !read && fields.get(name).is_some()).map(|(name, _)| Unread(name)));
    let dated = fields.get("decision").map(|node| node.shape());
    if let (Some(Shape::Map(inner)), Some(decision)) = (dated, &front.decision)
        && (inner.get("date").is_some() && decision.date.is_none()
            || inner.get("number").is_some() && decision.number.is_none())
    {
        front.unread.push(Unread("decision"));
    }
    fields.finish();
    title.map(|_| front)
}

/// Reads the front matter of a page.
pub fn page(node: &Node) -> Option<PageFront> {
    let fields = node.fields()?;
    let title = field!(fields, "title", Node::text);
    if title.is_none() {
        node.report(diagnostics::missing_field(node.at(), "title", "Giới thiệu"));
    }
    let front = PageFront {
        title: title.clone().unwrap_or_default(),
        summary: field!(fields, "summary", Node::text),
        lang: field!(fields, "lang", Node::lang),
        translation_of: field!(fields, "translation_of", Node::text),
        draft: fields.get("draft").is_some_and(|node| node.boolean().unwrap_or(true)),
        aliases: field!(fields, "aliases", |node: &Node| Some(node.texts())).unwrap_or_default(),
        extra: field!(fields, "extra", extra).unwrap_or_default(),
    };
    fields.finish();
    title.map(|_| front)
}

fn decision(node: &Node) -> Option<DecisionFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.decision_text().map(DecisionFront::from);
    };
    let front = DecisionFront {
        number: field!(fields, "number", Node::document_number),
        kind: field!(fields, "type", document_kind),
        date: field!(fields, "date", Node::moment),
        effective: field!(fields, "effective", Node::moment),
        expires: field!(fields, "expires", Node::moment),
        issuer: field!(fields, "issuer", Node::text),
        capacity: field!(fields, "capacity", capacity),
        signer: field!(fields, "signer", signer),
        title: field!(fields, "title", Node::text),
        implements: list!(fields, "implements", decision_reference),
        legal_basis: list!(fields, "legal_basis", decision_reference),
        amends: list!(fields, "amends", decision_reference),
        replaces: list!(fields, "replaces", decision_reference),
        repeals: list!(fields, "repeals", decision_reference),
        corrects: list!(fields, "corrects", decision_reference),
        related: list!(fields, "related", decision_reference),
        attachments: list!(fields, "attachments", attachment),
    };
    fields.finish();
    Some(front)
}

impl From<DecisionText> for DecisionFront {
    fn from(text: DecisionText) -> Self {
        Self {
            number: text.number,
            kind: text.kind,
            date: text.date,
            issuer: text.issuer,
            title: text.title,
            ..Self::default()
        }
    }
}

fn document_kind(node: &Node) -> Option<DocumentKind> {
    node.choice(
        |printed| DocumentKind::from_abbreviation(printed).or_else(|| DocumentKind::from_name(printed)),
        &["Quyết định", "Kế hoạch", "Nghị quyết", "Chỉ thị", "Công văn", "Thông báo", "Báo cáo", "Chương trình"],
    )
}

fn capacity(node: &Node) -> Option<Capacity> {
    node.choice(Capacity::parse, &["committee", "chairman", "TM.", "KT.", "TL.", "TUQ."])
}

fn signer(node: &Node) -> Option<Signer> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| Signer { name: Some(name), role: None });
    };
    let signer = Signer { name: field!(fields, "name", Node::text), role: field!(fields, "role", Node::text) };
    fields.finish();
    Some(signer)
}

/// Another decision in short or long form.
pub(super) fn decision_reference(node: &Node) -> Option<DecisionReference> {
    let Shape::Map(fields) = node.shape() else {
        return node.decision_text();
    };
    let reference = DecisionText {
        number: field!(fields, "number", Node::document_number),
        kind: field!(fields, "type", document_kind),
        date: field!(fields, "date", Node::moment),
        issuer: field!(fields, "issuer", Node::text),
        title: field!(fields, "title", Node::text),
    };
    fields.finish();
    if reference.number.is_none() && reference.title.is_none() {
        node.report(diagnostics::missing_field(node.at(), "number", "1389/QĐ-UBND-HC"));
        return None;
    }
    Some(reference)
}

/// One index result of a bulletin.
fn result(node: &Node) -> Option<ResultFront> {
    let fields = node.fields()?;
    let indicator = field!(fields, "indicator", Node::text);
    let year = field!(fields, "year", Node::year);
    for (missing, name, example) in [(indicator.is_none(), "indicator", "par-index"), (year.is_none(), "year", "2020")]
    {
        if missing && fields.get(name).is_none() {
            node.report(diagnostics::missing_field(node.at(), name, example));
        }
    }
    let result = ResultFront {
        index: node.index(),
        unit: field!(fields, "unit", Node::text),
        indicator: indicator.clone().unwrap_or_default(),
        year: year.unwrap_or_default(),
        score: field!(fields, "score", Node::number),
        rank: field!(fields, "rank", Node::rank),
        of: field!(fields, "of", Node::rank),
        change_score: field!(fields, "change_score", Node::number),
        change_rank: field!(fields, "change_rank", |node: &Node| node.whole(-10_000..=10_000))
            .map(|whole| whole as i32),
        compared_with: field!(fields, "compared_with", Node::year),
        published: field!(fields, "published", Node::deadline),
        publisher: field!(fields, "publisher", Node::text),
        source: field!(fields, "source", Node::text),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    (indicator.is_some() && year.is_some()).then_some(result)
}

fn attachment(node: &Node) -> Option<AttachmentFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|file| AttachmentFront { index: node.index(), file, ..AttachmentFront::default() });
    };
    let file = field!(fields, "file", Node::text);
    if file.is_none() {
        node.report(diagnostics::missing_field(node.at(), "file", "quyet-dinh-1954.pdf"));
    }
    let attachment = AttachmentFront {
        index: node.index(),
        file: file.clone().unwrap_or_default(),
        title: field!(fields, "title", Node::text),
        note: field!(fields, "note", Node::text),
        pages: field!(fields, "pages", Node::count),
        scanned: field!(fields, "scanned", Node::boolean).unwrap_or(false),
    };
    fields.finish();
    file.map(|_| attachment)
}

fn person(node: &Node) -> Option<Person> {
    let Shape::Map(fields) = node.shape() else {
        let printed = node.text()?;
        // "Mi Lê, Trung tâm VHTT&TT": what follows the first comma is the office.
        let (name, office) = match printed.split_once([',', '–']) {
            Some((name, office)) => (name.trim().to_owned(), Some(office.trim().to_owned())),
            None => (printed, None),
        };
        return Some(Person { name, office });
    };
    let name = field!(fields, "name", Node::text);
    let office = field!(fields, "office", Node::text);
    if name.is_none() && office.is_none() {
        node.report(diagnostics::missing_field(node.at(), "name", "Mi Lê"));
    }
    fields.finish();
    (name.is_some() || office.is_some()).then(|| Person { name: name.unwrap_or_default(), office })
}

fn source(node: &Node) -> Option<Source> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| Source { name, url: None });
    };
    let name = field!(fields, "name", Node::text);
    let url = field!(fields, "url", outside_address);
    if name.is_none() {
        node.report(diagnostics::missing_field(node.at(), "name", "TTXVN"));
    }
    fields.finish();
    name.map(|name| Source { name, url })
}

/// An address on the web; only `http` and `https` can be a link.
pub(super) fn outside_address(node: &Node) -> Option<String> {
    let printed = node.text()?;
    let lower = printed.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(printed);
    }
    node.report(diagnostics::not_an_address(node.at(), node.name(), &printed));
    None
}

fn picture(node: &Node) -> Option<Picture> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|file| Picture { file, ..Picture::default() });
    };
    let file = field!(fields, "file", Node::text);
    if file.is_none() {
        node.report(diagnostics::missing_field(node.at(), "file", "anh.jpg"));
    }
    let picture = Picture {
        file: file.clone().unwrap_or_default(),
        alt: field!(fields, "alt", Node::text),
        caption: field!(fields, "caption", Node::text),
        credit: field!(fields, "credit", Node::text),
    };
    fields.finish();
    file.map(|_| picture)
}

fn correction(node: &Node) -> Option<Correction> {
    let fields = node.fields()?;
    let date = field!(fields, "date", Node::moment);
    let note = field!(fields, "note", Node::text);
    for (missing, name, example) in
        [(date.is_none(), "date", "12/11/2021"), (note.is_none(), "note", "sửa số quyết định")]
    {
        if missing && fields.get(name).is_none() {
            node.report(diagnostics::missing_field(node.at(), name, example));
        }
    }
    fields.finish();
    Some(Correction { date: date?, note: note? })
}

fn consultation(node: &Node) -> Option<Consultation> {
    let fields = node.fields()?;
    let from = field!(fields, "from", Node::moment);
    let to = field!(fields, "to", Node::moment);
    for (missing, name) in [(from.is_none(), "from"), (to.is_none(), "to")] {
        if missing && fields.get(name).is_none() {
            node.report(diagnostics::missing_field(node.at(), name, "01/12/2025"));
        }
    }
    let contact = field!(fields, "contact", Node::text);
    fields.finish();
    let (from, to) = (from?, to?);
    if to.date < from.date {
        node.report(diagnostics::bad_value(
            node.at(),
            "consultation",
            &to.printed,
            &value::ValueError::PeriodBackwards,
        ));
        return None;
    }
    Some(Consultation { from, to, contact })
}

/// Theme data: any map.
pub(super) fn extra(node: &Node) -> Option<Extra> {
    node.fields()?;
    match node.json() {
        serde_json::Value::Object(map) => Some(Extra(map)),
        _ => None,
    }
}
