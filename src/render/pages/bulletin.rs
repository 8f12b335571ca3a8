//! The page of one bulletin, and beside it the text (`.md`) and the data (`.json`).

use jiff::civil::Date;

use crate::markdown::EmbedKind;
use crate::model::*;
use crate::parse;
use crate::relations::{RelatedReason, TargetRef, related};
use crate::render::body::BodyResolver;
use crate::render::contact::{contact as contact_url, mail, percent};
use crate::render::linked::{self, published};
use crate::render::maker::{Maker, beside};
use crate::render::{RenderError, Renderer, datasets, format, views};
use crate::text;

use super::{Frame, share};

/// Vietnamese is read at about this many syllables a minute.
const SYLLABLES_PER_MINUTE: usize = 220;

pub fn bulletin(renderer: &Renderer, id: BulletinId) -> Result<(), RenderError> {
    let bulletin = renderer.site.bulletin(id);
    let maker = renderer.maker(bulletin.lang);
    let body = BodyResolver::new(renderer, maker, &bulletin.path, &bulletin.url);
    let view = view(renderer, maker, id, bulletin, body.render(bulletin.body.start)?);
    for (extension, bytes) in datasets::bulletin_files(maker, id, &view, renderer.endings) {
        renderer.output.write(&bulletin.url.with_extension(extension), bytes)?;
    }
    let source = renderer.sources.texts.get(&bulletin.path).map_or("", |source| source.text());
    renderer.output.write(&bulletin.url.with_extension("md"), parse::published_source(source).into_bytes())?;
    let date = bulletin.published.date;
    let (year, month) = (date.year(), date.month());
    let mut frame = Frame::new("bulletin", bulletin.url.as_str(), bulletin.lang, bulletin.title.clone())
        .section("bulletins")
        .describe(bulletin.summary.clone())
        .above(maker.words.get("menu_bulletins"), "tin/index.html")
        .above(&year.to_string(), &format!("tin/{year}/index.html"))
        .above(&format!("{month:02}/{year}"), &format!("tin/{year}/{month:02}/index.html"));
    frame.alternates = view.translations.clone();
    frame.index = !bulletin.draft;
    frame.image = share::of_bulletin(renderer, maker, bulletin, &view)?;
    if let Some(unit) = bulletin.unit {
        let name = renderer.site.units.get(unit).name.clone();
        frame
            .feeds
            .push(views::Link { title: name, url: format!("don-vi/{}/feed.atom", renderer.site.units.name(unit)) });
    }
    frame.article = Some(views::Article {
        published: published(bulletin),
        modified: view.updated.as_ref().map(|day| day.iso.clone()),
        section: view.card.category.as_ref().map(|category| category.title.clone()),
        tags: view.tags.iter().map(|tag| tag.title.clone()).collect(),
        creator: view.author.clone().or_else(|| view.office.clone()),
        number: view.card.decision.clone(),
    });
    frame.write_linked(renderer, maker, "bulletin", &view, |linker| vec![linked::bulletin(linker, bulletin)])
}

fn view(renderer: &Renderer, maker: Maker, id: BulletinId, bulletin: &Bulletin, content: String) -> views::Bulletin {
    let (site, relations) = (renderer.site, renderer.relations);
    let targets = (0..bulletin.targets.len()).map(|index| TargetRef { bulletin: id, index: index as u32 });
    let results = relations.results_of(id).map(|index| &site.results[index]);
    let headings = bulletin.outline.headings.iter().filter(|heading| heading.level == 2);
    let updated = bulletin.corrections.iter().map(|correction| correction.date.date).max();
    views::Bulletin {
        card: maker.card(bulletin),
        notices: notices(maker, bulletin),
        date_note: (bulletin.published.basis == DateBasis::Decision)
            .then(|| maker.words.get("date_from_decision").to_owned()),
        lead: bulletin.has_own_summary.then(|| bulletin.summary.clone()),
        time: bulletin.published.time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())),
        updated: updated.map(format::day),
        author: bulletin.author.as_ref().map(|author| author.name.clone()).filter(|name| !name.is_empty()),
        office: bulletin.author.as_ref().and_then(|author| author.office.clone()),
        source: bulletin.source.as_ref().map(|source| source.name.clone()),
        source_url: bulletin.source.as_ref().and_then(|source| source.url.clone()),
        reading_time: bulletin.outline.words.div_ceil(SYLLABLES_PER_MINUTE).max(1),
        cover: bulletin.cover.as_ref().map(|cover| image(renderer, cover)),
        decision: bulletin.decision.map(|decision| maker.decision(decision)),
        plan: bulletin.plan.as_ref().map(|plan| maker.plan(id, plan)),
        targets: maker.targets(targets),
        results: results.map(|result| maker.result_row(result)).collect(),
        attachments: bulletin.attachments.iter().map(|attachment| maker.attachment(attachment)).collect(),
        content,
        headings: headings
            .map(|heading| views::Heading { level: heading.level, title: heading.text.clone(), id: heading.id.clone() })
            .collect(),
        gallery_in_body: bulletin.outline.embeds.iter().any(|embed| embed.kind == EmbedKind::Gallery),
        gallery: bulletin.gallery.iter().map(|picture| image(renderer, picture)).collect(),
        audio: bulletin.audio.as_ref().map(ToString::to_string),
        video: bulletin.video.as_ref().map(ToString::to_string),
        captions: bulletin.captions.as_ref().map(ToString::to_string),
        corrections: corrections(bulletin),
        consultation: consultation(maker, bulletin),
        areas: bulletin.areas.iter().map(|id| maker.area_link(*id)).collect(),
        tags: bulletin.tags.iter().map(|id| maker.tag_link(*id)).collect(),
        indicators: bulletin.indicators.iter().map(|id| maker.indicator_link(*id)).collect(),
        translations: translations(maker, relations.translations(id)),
        related: related(site, relations, id)
            .into_iter()
            .map(|(other, reason)| views::Related {
                card: maker.card(site.bulletin(other)),
                reason: related_reason(maker, reason),
            })
            .collect(),
        // Bulletins stand newest first: the previous one in time is the next in the list.
        previous: site.bulletins[usize::from(id) + 1..]
            .iter()
            .find(|other| other.lang == bulletin.lang)
            .map(|other| maker.bulletin_link(other)),
        next: site.bulletins[..usize::from(id)]
            .iter()
            .rev()
            .find(|other| other.lang == bulletin.lang)
            .map(|other| maker.bulletin_link(other)),
        markdown_url: beside(&bulletin.url, "md"),
        json_url: beside(&bulletin.url, "json"),
        target_files: target_files(maker, bulletin),
        share: share(maker, bulletin),
        feedback_url: maker.feedback(&bulletin.title, &bulletin.url),
        extra: bulletin.extra.0.clone(),
    }
}

/// The links under the table of targets; what stands in brackets says what each is good for.
fn target_files(maker: Maker, bulletin: &Bulletin) -> Vec<views::Download> {
    let formats = [("XLSX", "xlsx", "for_excel"), ("CSV", "csv", "plain_table")];
    let files = formats.into_iter().filter(|_| !bulletin.targets.is_empty());
    files
        .map(|(format, extension, word)| views::Download {
            format: format.to_owned(),
            url: beside(&bulletin.url, extension),
            size: maker.words.get(word).to_owned(),
        })
        .collect()
}

/// A picture with the sizes that a browser may choose from.
pub fn image(renderer: &Renderer, image: &Image) -> views::Image {
    let made = renderer.images.get(&image.url);
    let dimensions = made.map_or(image.dimensions, |made| made.dimensions);
    let variants = made.map_or(&[][..], |made| &made.variants);
    views::Image {
        url: image.url.to_string(),
        alt: image.alt.clone(),
        caption: image.caption.clone(),
        credit: image.credit.clone(),
        width: dimensions.map(|(width, _)| width),
        height: dimensions.map(|(_, height)| height),
        sizes: variants
            .iter()
            .map(|variant| views::ImageSize { url: variant.url.to_string(), width: variant.width })
            .collect(),
    }
}

fn translations(maker: Maker, ids: &[BulletinId]) -> Vec<views::Alternate> {
    let alternates = ids.iter().map(|id| {
        let bulletin = maker.site.bulletin(*id);
        views::Alternate { lang: bulletin.lang.tag(), title: bulletin.title.clone(), url: bulletin.url.to_string() }
    });
    alternates.collect()
}

/// What a reader must know before reading: in force or not, unit or not, draft or not.
pub fn notices(maker: Maker, bulletin: &Bulletin) -> Vec<views::Notice> {
    let mut notices = Vec::new();
    if bulletin.draft {
        notices.push(views::Notice {
            kind: "draft",
            text: maker.words.get("notice_draft").to_owned(),
            links: Vec::new(),
        });
    }
    if let Some(decision) = bulletin.decision {
        notices.extend(decision_notice(maker, decision));
    }
    notices.extend(bulletin.unit.and_then(|unit| maker.unit_notice(unit)));
    if bulletin.expires.is_some_and(|day| day < maker.site.options.today) {
        notices.push(views::Notice {
            kind: "expired",
            text: maker.words.get("notice_expired").to_owned(),
            links: Vec::new(),
        });
    }
    notices
}

/// A notice for a decision that another one has replaced or repealed.
pub fn decision_notice(maker: Maker, id: DecisionId) -> Option<views::Notice> {
    let effect = maker.relations.effect(id);
    let kind = match effect.kind {
        crate::relations::EffectKind::Replaced => "replaced",
        crate::relations::EffectKind::Repealed => "repealed",
        _ => return None,
    };
    let links = effect.by.map(|by| {
        let other = maker.site.decision(by);
        views::Link { title: maker.decision_label(other), url: other.url.to_string() }
    });
    Some(views::Notice {
        kind,
        text: maker.words.get(&format!("notice_{kind}")).to_owned(),
        links: links.into_iter().collect(),
    })
}

fn consultation(maker: Maker, bulletin: &Bulletin) -> Option<views::Consultation> {
    let consultation = bulletin.consultation.as_ref()?;
    let (from, to, today) = (consultation.from.date, consultation.to.date, maker.site.options.today);
    // Days are counted from the day of the build and say so, because the page stays as it is.
    let (state, days) = match () {
        () if today < from => ("upcoming", Some(("consultation_begins", days_between(today, from)))),
        () if today > to => ("closed", None),
        () if today == to => ("open", Some(("consultation_last_day", 0))),
        () => ("open", Some(("consultation_days_left", days_between(today, to)))),
    };
    let day = text::format_date(today);
    let contact = consultation.contact.as_deref();
    let subject = maker.words.fill("consultation_subject", &[("title", &bulletin.title)]);
    Some(views::Consultation {
        state,
        word: maker.words.get(&format!("consultation_{state}")).to_owned(),
        days: days.map(|(key, days)| maker.words.count(key, days, maker.lang).replace("{date}", &day)),
        from: format::day(from),
        to: format::day(to),
        contact: consultation.contact.clone(),
        contact_url: contact.and_then(|printed| contact_url(printed, &subject, &maker.address(&bulletin.url))),
    })
}

/// Newest first, whatever the order in the file; of one day the one that was written later.
fn corrections(bulletin: &Bulletin) -> Vec<views::Step> {
    let mut corrections: Vec<_> = bulletin.corrections.iter().rev().collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date.date));
    let steps = corrections
        .into_iter()
        .map(|correction| views::Step { when: text::format_date(correction.date.date), text: correction.note.clone() });
    steps.collect()
}

fn days_between(first: Date, last: Date) -> usize {
    usize::try_from((last - first).get_days()).unwrap_or_default()
}

fn related_reason(maker: Maker, reason: RelatedReason) -> String {
    let words = maker.words;
    match reason {
        RelatedReason::SameDecision => words.get("related_same_decision").to_owned(),
        RelatedReason::Decision(relation) => words.get(&format!("related_{}", relation.key())).to_owned(),
        RelatedReason::InverseDecision(relation) => {
            words.get(&format!("related_{}", relation.inverse_key())).to_owned()
        }
        RelatedReason::Indicator(id) => words.fill("related_indicator", &[("name", &maker.indicator_link(id).title)]),
        RelatedReason::Unit(id) => words.fill("related_unit", &[("name", &maker.site.units.get(id).name)]),
        RelatedReason::Category(id) => words.fill("related_category", &[("name", &maker.site.categories.get(id).name)]),
    }
}

/// Plain links that hand title and address to a service; they need the page's absolute address.
fn share(maker: Maker, bulletin: &Bulletin) -> Vec<views::Link> {
    let Some(url) = maker.absolute(bulletin.url.as_str()) else { return Vec::new() };
    let encoded = percent(&url);
    let links = [
        ("share_email", mail("", &bulletin.title, &url)),
        ("share_facebook", format!("https://www.facebook.com/sharer/sharer.php?u={encoded}")),
        ("share_zalo", format!("https://sp.zalo.me/share_inline?link={encoded}")),
    ];
    links.into_iter().map(|(key, url)| views::Link { title: maker.words.get(key).to_owned(), url }).collect()
}
