//! Index results, units and indicators.

use jiff::civil::Date;

use crate::model::*;
use crate::parse::front::Part;
use crate::text;

use super::{Maker, deadline_text, indicator_url, target_url, unit_url};
use crate::render::{format, views};

impl<'a> Maker<'a> {
    pub fn result_row(&self, result: &IndexResult) -> views::ResultRow {
        let indicator = self.site.indicators.get(result.indicator);
        let unit = indicator.unit.as_deref();
        let change_rank = result.change_rank.map(|change| self.rank_change(change));
        views::ResultRow {
            unit: self.unit_link(result.unit),
            indicator: self.indicator_link(result.indicator),
            year: result.year,
            score: result
                .score
                .as_ref()
                .map(|score| format::quantity(score.value, unit, self.lang))
                .unwrap_or_default(),
            rank: result.rank.map(|rank| format::rank(rank, result.of)).unwrap_or_default(),
            change_score: result
                .change_score
                .as_ref()
                .map(|change| format::signed(change.value, self.lang))
                .unwrap_or_default(),
            change_rank: change_rank.unwrap_or_default(),
            compared_with: result.compared_with,
            published: result.published.as_ref().map(|published| deadline_text(&published.printed)),
            publisher: result.publisher.clone(),
            source: result.source.clone(),
            note: result.note.clone(),
            bulletin: result.bulletin.map(|id| self.bulletin_link(self.site.bulletin(id))),
            bulletin_lang: result.bulletin.map(|id| self.site.bulletin(id).lang.tag()),
        }
    }

    /// "tăng 8 bậc": positive is better.
    pub fn rank_change(&self, change: i32) -> String {
        match change {
            0 => self.words.get("rank_same").to_owned(),
            up if up > 0 => self.words.fill("rank_up", &[("n", &up.to_string())]),
            down => self.words.fill("rank_down", &[("n", &down.unsigned_abs().to_string())]),
        }
    }

    /// "83,76 %, hạng 37/63 (2020)".
    pub fn result_text(&self, result: &IndexResult) -> String {
        let unit = self.site.indicators.get(result.indicator).unit.as_deref();
        let reached = self.reached_text(result.score.as_ref().map(|score| score.value), result.rank, result.of, unit);
        format!("{reached} ({})", result.year)
    }

    pub fn unit_row(&self, id: UnitId) -> views::UnitRow {
        let unit = self.site.units.get(id);
        let day = |date: Option<Date>| date.map(text::format_date);
        let validity = match (day(unit.valid_from), day(unit.valid_to)) {
            (Some(from), Some(to)) => self.words.fill("valid_between", &[("from", &from), ("to", &to)]),
            (Some(from), None) => self.words.fill("valid_from", &[("date", &from)]),
            (None, Some(to)) => self.words.fill("valid_to", &[("date", &to)]),
            (None, None) => String::new(),
        };
        views::UnitRow {
            title: unit.name.clone(),
            url: unit_url(self.site, id),
            kind: unit.kind.map(|kind| self.words.get(&format!("unit_{}", kind.key().replace('-', "_"))).to_owned()),
            parent: unit.parent.map(|parent| self.site.units.get(parent).name.clone()),
            validity,
            ended: unit.ended(self.site.options.today),
            bulletins: self.relations.of_unit(id).len(),
        }
    }

    /// "Đơn vị này đã kết thúc hoạt động ngày 30/06/2025; nay thuộc …".
    pub fn unit_notice(&self, id: UnitId) -> Option<views::Notice> {
        let unit = self.site.units.get(id);
        let end = unit.valid_to.filter(|_| unit.ended(self.site.options.today))?;
        let values = [("unit", unit.name.as_str()), ("date", &text::format_date(end))];
        let key = if unit.successors.is_empty() { "notice_unit_ended" } else { "notice_unit_succeeded" };
        let links = unit.successors.iter().map(|(successor, _)| self.told_apart(*successor, &unit.name)).collect();
        Some(views::Notice { kind: "dissolved", text: self.words.fill(key, &values), links })
    }

    /// A unit's link; one that carries the name of the unit it stands beside says from when it is.
    pub fn told_apart(&self, id: UnitId, beside: &str) -> views::Link {
        let mut link = self.unit_link(id);
        let validity = self.unit_row(id).validity;
        if link.title == beside && !validity.is_empty() {
            link.title = format!("{} ({validity})", link.title);
        }
        link
    }

    pub fn part(&self, part: Part) -> String {
        self.words
            .get(match part {
                Part::Whole => "part_whole",
                Part::Part => "part_part",
            })
            .to_owned()
    }

    pub fn indicator_row(&self, id: IndicatorId) -> views::IndicatorRow {
        let indicator = self.site.indicators.get(id);
        let targets = self.relations.targets_of_indicator(id);
        let latest = self.latest_result(id);
        // The status shown is of the newest target of the unit that the row speaks of.
        let spoken_of = latest.map(|result| result.unit).or(self.site.owner);
        let target = match latest {
            Some(_) => targets.iter().find(|reference| self.site.bulletin(reference.bulletin).unit == spoken_of),
            None => targets.first(),
        };
        let goal = target.map(|reference| {
            let (bulletin, target) = self.site.target(*reference);
            let words =
                [target.goal.as_ref().map(|goal| self.goal(goal)).unwrap_or_default(), self.timing(&target.timing)];
            let words = words.iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join(", ");
            let title = if words.is_empty() { target.statement.clone() } else { words };
            views::Link { title, url: target_url(bulletin, target) }
        });
        let goal_unit = target.and_then(|reference| self.site.bulletin(reference.bulletin).unit);
        views::IndicatorRow {
            title: indicator.name.clone(),
            abbreviation: indicator.abbreviation.clone(),
            url: indicator_url(self.site, id),
            publisher: indicator.publisher.clone(),
            latest: latest.map(|result| self.result_text(result)).unwrap_or_default(),
            latest_unit: latest.map(|result| self.site.units.get(result.unit).name.clone()),
            targets: targets.len(),
            goal,
            // Said once: the result names the unit already.
            goal_unit: goal_unit.filter(|_| latest.is_none()).map(|unit| self.site.units.get(unit).name.clone()),
            status: target
                .map(|reference| self.status(self.relations.status(*reference), self.site.target(*reference).1)),
        }
    }

    /// The newest result of the site's own unit, else of the unit that has the newest one.
    pub fn latest_result(&self, id: IndicatorId) -> Option<&'a IndexResult> {
        let results = self.site.results_of(id);
        let newest = |unit: Option<UnitId>| {
            results
                .iter()
                .filter(|result| unit.is_none_or(|unit| result.unit == unit))
                .max_by_key(|result| (result.year, std::cmp::Reverse(result.unit)))
        };
        self.site.owner.and_then(|owner| newest(Some(owner))).or_else(|| newest(None))
    }
}
