//! A bulletin as `NewsArticle`.

use serde_json::{Value, json};

use crate::model::*;
use crate::text;

use super::{Linker, node, one_or_list};

/// Search engines show no more of a headline.
const LONGEST_HEADLINE: usize = 110;

/// How many corrections the block repeats; the page has them all.
const CORRECTIONS: usize = 3;

/// The node of a bulletin.
pub fn bulletin(linker: Linker, bulletin: &Bulletin) -> Value {
    let site = linker.site();
    let modified = bulletin.corrections.iter().map(|correction| correction.date.date).max();
    let about =
        [bulletin.decision.map(|id| linker.decision_reference(id)), bulletin.unit.map(|id| linker.unit_reference(id))];
    let source = bulletin.source.as_ref().and_then(|source| source.url.clone());
    node(
        "NewsArticle",
        [
            ("url", linker.address(bulletin.url.as_str()).into()),
            ("headline", text::headline(&bulletin.title, LONGEST_HEADLINE).into_owned().into()),
            ("datePublished", published(bulletin).into()),
            ("dateModified", modified.map(|day| day.to_string()).into()),
            ("inLanguage", bulletin.lang.tag().into()),
            ("articleSection", bulletin.category.map(|id| site.categories.get(id).name.as_str()).into()),
            ("keywords", tags(site, bulletin).into()),
            ("author", author(bulletin)),
            ("publisher", linker.publisher()),
            ("about", one_or_list(about.into_iter().flatten().collect())),
            ("image", bulletin.cover.as_ref().map(|cover| linker.address(cover.url.as_str())).into()),
            ("isPartOf", linker.website()),
            ("isBasedOn", source.into()),
            ("correction", one_or_list(corrections(bulletin))),
            ("encoding", bulletin.attachments.iter().map(|file| linker.attachment(file)).collect::<Vec<_>>().into()),
        ],
    )
}

/// When the bulletin was published, if the source says so: the decision's day is not the bulletin's.
pub fn published(bulletin: &Bulletin) -> Option<String> {
    let day = &bulletin.published;
    match (day.basis, day.time) {
        (DateBasis::Decision, _) => None,
        (DateBasis::Stated, Some(time)) => {
            Some(format!("{}T{:02}:{:02}:00+07:00", day.date, time.hour(), time.minute()))
        }
        (DateBasis::Stated, None) => Some(day.date.to_string()),
    }
}

fn tags<'a>(site: &'a Site, bulletin: &Bulletin) -> Vec<&'a str> {
    bulletin.tags.iter().map(|id| site.tags.get(*id).label.as_str()).collect()
}

/// A person with the office that it writes for, or the office alone.
fn author(bulletin: &Bulletin) -> Value {
    let Some(author) = &bulletin.author else { return Value::Null };
    let office = author.office.as_ref().map(|office| json!({"@type": "Organization", "name": office}));
    match author.name.as_str() {
        "" => office.into(),
        name => node("Person", [("name", name.into()), ("affiliation", office.into())]),
    }
}

fn corrections(bulletin: &Bulletin) -> Vec<Value> {
    let newest = bulletin.corrections.iter().rev().take(CORRECTIONS);
    let comments = newest.map(|correction| {
        let day = correction.date.date.to_string();
        json!({"@type": "CorrectionComment", "datePublished": day, "text": correction.note})
    });
    comments.collect()
}
