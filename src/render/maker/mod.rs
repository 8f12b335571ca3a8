//! Views from the model: the small parts that several pages share.

mod decisions;
mod places;
mod plans;
mod statuses;
mod targets;

use crate::model::*;
use crate::relations::Relations;
use crate::source::{Lang, OutputPath};
use crate::text;

use super::contact;
use super::format;
use super::views;
use super::words::Words;

/// Makes views in one language.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    pub site: &'a Site,
    pub relations: &'a Relations,
    pub words: &'a Words,
    pub lang: Lang,
}

impl<'a> Maker<'a> {
    pub fn unit_link(&self, id: UnitId) -> views::Link {
        let unit = self.site.units.get(id);
        views::Link { title: unit.name.clone(), url: unit_url(self.site, id) }
    }

    pub fn indicator_link(&self, id: IndicatorId) -> views::Link {
        let indicator = self.site.indicators.get(id);
        let title = indicator.abbreviation.clone().unwrap_or_else(|| indicator.name.clone());
        views::Link { title, url: indicator_url(self.site, id) }
    }

    pub fn area_link(&self, id: AreaId) -> views::Link {
        views::Link { title: self.area_name(id), url: area_url(self.site, id) }
    }

    pub fn area_name(&self, id: AreaId) -> String {
        let area = self.site.areas.get(id);
        match (self.lang, &area.name_en) {
            (Lang::En, Some(name)) => name.clone(),
            _ => area.name.clone(),
        }
    }

    pub fn category_link(&self, id: CategoryId) -> views::Link {
        views::Link { title: self.site.categories.get(id).name.clone(), url: category_url(self.site, id) }
    }

    pub fn tag_link(&self, id: TagId) -> views::Link {
        views::Link { title: self.site.tags.get(id).label.clone(), url: tag_url(self.site, id) }
    }

    pub fn bulletin_link(&self, bulletin: &Bulletin) -> views::Link {
        views::Link { title: bulletin.title.clone(), url: bulletin.url.to_string() }
    }

    pub fn cards(&self, ids: impl IntoIterator<Item = BulletinId>) -> Vec<views::Card> {
        ids.into_iter().map(|id| self.card(self.site.bulletin(id))).collect()
    }

    pub fn card(&self, bulletin: &Bulletin) -> views::Card {
        views::Card {
            title: bulletin.title.clone(),
            url: bulletin.url.to_string(),
            lang: bulletin.lang.tag(),
            date: format::day(bulletin.published.date),
            summary: bulletin.summary.clone(),
            unit: bulletin.unit.map(|id| self.unit_link(id)),
            category: bulletin.category.map(|id| self.category_link(id)),
            decision: bulletin
                .decision
                .and_then(|id| self.site.decision(id).number.as_ref())
                .map(|number| number.printed.clone()),
            counts: self.counts_line(bulletin),
            pinned: bulletin.pinned,
            draft: bulletin.draft,
        }
    }

    fn counts_line(&self, bulletin: &Bulletin) -> String {
        let plan = bulletin.plan.as_ref();
        let counts = [
            ("count_targets", bulletin.targets.len()),
            ("count_tasks", plan.map_or(0, |plan| plan.tasks.len())),
            ("count_models", plan.map_or(0, |plan| plan.models.len())),
        ];
        let shown =
            counts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| self.words.count(key, *count, self.lang));
        shown.collect::<Vec<_>>().join(", ")
    }

    /// How to say that an absolute address is known.
    pub fn absolute(&self, url: &str) -> Option<String> {
        self.site.base_url().map(|base| format!("{base}{}", clean(url)))
    }

    /// The best address of a page to write into a mail: absolute where the site's is known.
    pub fn address(&self, url: &OutputPath) -> String {
        self.absolute(url.as_str()).unwrap_or_else(|| url.to_string())
    }

    /// Where feedback on a page goes: the site's form, or a mail that names the page.
    pub fn feedback(&self, title: &str, url: &OutputPath) -> Option<String> {
        let settings = &self.site.settings;
        if let Some(form) = &settings.feedback.form {
            return Some(form.clone());
        }
        let email = settings.feedback.email.as_ref().or(settings.organisation.email.as_ref())?;
        Some(contact::mail(email, &self.words.fill("feedback_subject", &[("title", title)]), &self.address(url)))
    }
}

/// The language of a text that should be in `stated`: what a program put together from Vietnamese names, or an officer
/// copied from a decision into an English bulletin, is still Vietnamese, and a voice must read it so. A name or two in
/// an English sentence do not make it Vietnamese, so most of its words have to be.
pub fn language_of(text: &str, stated: Lang) -> Lang {
    // Only a text of another language may turn out to be Vietnamese, and most are stated to be that.
    if stated == Lang::Vi {
        return stated;
    }
    let is_marked = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
    let words = || text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let marked = words().filter(|word| word.chars().any(is_marked)).count();
    if 2 * marked > words().count() { Lang::Vi } else { stated }
}

/// The address that people see of a folder's page ends in a slash.
pub fn clean(url: &str) -> &str {
    match url.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => url,
    }
}

/// "đến năm 2025" and "2025" read alike once the label says "by".
fn deadline_text(printed: &str) -> String {
    let folded = text::fold(printed);
    let mut rest = printed;
    for lead in ["truoc ngay ", "den het ", "den ngay ", "den ", "trong "] {
        if folded.starts_with(lead) {
            let skip = printed.char_indices().nth(lead.chars().count()).map_or(printed.len(), |(offset, _)| offset);
            rest = &printed[skip..];
            break;
        }
    }
    rest.trim_start_matches("năm ").to_owned()
}

pub fn unit_url(site: &Site, id: UnitId) -> String {
    format!("don-vi/{}.html", site.units.name(id))
}

pub fn indicator_url(site: &Site, id: IndicatorId) -> String {
    format!("chi-so/{}.html", site.indicators.name(id))
}

pub fn area_url(site: &Site, id: AreaId) -> String {
    format!("linh-vuc/{}.html", site.areas.name(id))
}

pub fn category_url(site: &Site, id: CategoryId) -> String {
    format!("chuyen-muc/{}.html", site.categories.name(id))
}

pub fn target_anchor(target: &Target) -> String {
    format!("chi-tieu-{}", target.id)
}

/// A target's place in its bulletin.
pub fn target_url(bulletin: &Bulletin, target: &Target) -> String {
    format!("{}#{}", bulletin.url, target_anchor(target))
}

pub fn tag_url(site: &Site, id: TagId) -> String {
    format!("the/{}.html", site.tags.name(id))
}

/// The bulletin's page with its `.md` or `.json`.
pub fn beside(url: &OutputPath, extension: &str) -> String {
    url.with_extension(extension).to_string()
}

impl Site {
    /// The results of an indicator, by unit and year.
    pub fn results_of(&self, id: IndicatorId) -> &[IndexResult] {
        let start = self.results.partition_point(|result| result.indicator < id);
        let end = self.results.partition_point(|result| result.indicator <= id);
        &self.results[start..end]
    }

    /// The results of a unit, by indicator and year.
    pub fn results_of_unit(&self, id: UnitId) -> impl Iterator<Item = &IndexResult> {
        self.indicators.iter().flat_map(move |(indicator, ..)| {
            let results = self.results_of(indicator);
            let start = results.partition_point(|result| result.unit < id);
            let end = results.partition_point(|result| result.unit <= id);
            &results[start..end]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_the_language_that_they_are_in() {
        let cases = [
            ("Chỉ số cải cách hành chính: > 86% đến năm 2026", Lang::En, Lang::Vi),
            ("Reach 86% in Cần Thơ by 2026, in all of the wards", Lang::En, Lang::En),
            ("PAR INDEX over 86%", Lang::En, Lang::En),
            ("PAR INDEX over 86%", Lang::Vi, Lang::Vi),
            ("", Lang::En, Lang::En),
        ];
        for (text, stated, expected) in cases {
            assert_eq!(language_of(text, stated), expected, "{text}");
        }
    }
}
