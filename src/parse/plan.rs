//! Plans and targets in front matter: short forms, long forms, and the conditions inside them.

use std::collections::BTreeMap;

use crate::diagnostics;
use crate::value::{
    self, Comparator, Condition, Deadline, Goal, GoalText, Measure, Period, Reading, RelativeTo, Strength, Timing,
};

use super::bulletin::decision_reference;
use super::front::*;
use super::read::{field, list};
use super::yaml::{Fields, Node, Shape};

/// Reads the `plan` of a bulletin: a title, or the long form.
pub(super) fn plan(node: &Node) -> Option<PlanFront> {
    let Shape::Map(fields) = node.shape() else {
        let title = node.text()?;
        let period = value::find_period(&title);
        return Some(PlanFront { title: Some(title), period, ..PlanFront::default() });
    };
    let title = field!(fields, "title", Node::text);
    let period = match fields.get("period") {
        Some(node) => period(&node),
        None => title.as_deref().and_then(value::find_period),
    };
    let plan = PlanFront {
        kind: field!(fields, "kind", plan_kind),
        title,
        period,
        goal: field!(fields, "goal", Node::text),
        motto: field!(fields, "motto", Node::text),
        parents: list!(fields, "parents", plan_parent),
        task_groups: list!(fields, "task_groups", task_group),
        tasks: list!(fields, "tasks", task),
        solutions: field!(fields, "solutions", |node: &Node| Some(node.texts())).unwrap_or_default(),
        models: list!(fields, "models", model),
        stated_counts: field!(fields, "stated_counts", stated_counts),
        responsibilities: list!(fields, "responsibilities", responsibility),
        review: field!(fields, "review", review),
    };
    fields.finish();
    Some(plan)
}

fn plan_kind(node: &Node) -> Option<PlanKind> {
    node.choice(PlanKind::parse, &PlanKind::ALL.map(PlanKind::key))
}

fn period(node: &Node) -> Option<Period> {
    let Shape::Map(fields) = node.shape() else { return node.period() };
    let from = field!(fields, "from", Node::deadline);
    let to = field!(fields, "to", Node::deadline);
    for (name, example) in [("from", "2021"), ("to", "2030")] {
        if fields.get(name).is_none() {
            node.report(diagnostics::missing_field(node.at(), name, example));
        }
    }
    fields.finish();
    let (from, to) = (from?, to?);
    let printed = format!("{} – {}", from.printed, to.printed);
    match value::parse_period(&printed) {
        Ok(period) => Some(period),
        Err(error) => {
            node.report(diagnostics::bad_value(node.at(), "period", &printed, &error));
            None
        }
    }
}

fn plan_parent(node: &Node) -> Option<PlanParent> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|title| PlanParent { title, decision: None });
    };
    let title = field!(fields, "title", Node::text);
    let decision = field!(fields, "decision", decision_reference);
    if title.is_none() {
        node.report(diagnostics::missing_field(node.at(), "title", "Kế hoạch CCHC tỉnh giai đoạn 2021 – 2030"));
    }
    fields.finish();
    title.map(|title| PlanParent { title, decision })
}

fn task_group(node: &Node) -> Option<TaskGroupFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|title| TaskGroupFront { index: node.index(), title, ..TaskGroupFront::default() });
    };
    let title = required_title(&fields, "title", "Cải cách thể chế");
    let group = TaskGroupFront {
        index: node.index(),
        number: field!(fields, "number", Node::count),
        title: title.clone().unwrap_or_default(),
        area: field!(fields, "area", Node::text),
        indicator: field!(fields, "indicator", Node::text),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    title.map(|_| group)
}

fn required_title(fields: &Fields, name: &'static str, example: &str) -> Option<String> {
    let title = fields.get(name).and_then(|node| node.text());
    if title.is_none() {
        fields.node().report(diagnostics::missing_field(fields.node().at(), name, example));
    }
    title
}

fn task(node: &Node) -> Option<TaskFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|title| TaskFront { index: node.index(), title, ..TaskFront::default() });
    };
    let title = required_title(&fields, "title", "Rà soát, công bố thủ tục hành chính");
    let task = TaskFront {
        index: node.index(),
        id: field!(fields, "id", Node::text),
        number: field!(fields, "number", Node::count),
        title: title.clone().unwrap_or_default(),
        group: field!(fields, "group", Node::count),
        area: field!(fields, "area", Node::text),
        product: field!(fields, "product", Node::text),
        lead: field!(fields, "lead", Node::text),
        support: field!(fields, "support", |node: &Node| Some(node.texts())).unwrap_or_default(),
        due: field!(fields, "due", due),
        done: field!(fields, "done", Node::moment),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    title.map(|_| task)
}

fn due(node: &Node) -> Option<Due> {
    let printed = node.text()?;
    if let Some(frequency) = value::parse_frequency(&printed) {
        return Some(Due::Every(frequency));
    }
    node.deadline().map(Due::By)
}

fn model(node: &Node) -> Option<ModelFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| ModelFront { name, ..ModelFront::default() });
    };
    let name = required_title(&fields, "name", "Cà phê doanh nhân");
    let model = ModelFront {
        number: field!(fields, "number", Node::count),
        name: name.clone().unwrap_or_default(),
        lead: field!(fields, "lead", Node::text),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    name.map(|_| model)
}

fn stated_counts(node: &Node) -> Option<StatedCounts> {
    let fields = node.fields()?;
    let groups = fields.get("task_groups");
    let by_indicator: BTreeMap<String, u32> = match groups.as_ref().map(Node::shape) {
        Some(Shape::Map(map)) => {
            map.entries().into_iter().filter_map(|(indicator, node)| Some((indicator, node.count()?))).collect()
        }
        _ => BTreeMap::new(),
    };
    let counts = StatedCounts {
        targets: field!(fields, "targets", Node::count),
        task_groups: match by_indicator.is_empty() {
            true => groups.and_then(|node| node.count()),
            false => None,
        },
        task_groups_by_indicator: by_indicator,
        tasks: field!(fields, "tasks", Node::count),
        solutions: field!(fields, "solutions", Node::count),
        models: field!(fields, "models", Node::count),
    };
    fields.finish();
    Some(counts)
}

fn responsibility(node: &Node) -> Option<Responsibility> {
    let Shape::Map(fields) = node.shape() else {
        let printed = node.text()?;
        let (who, duty) = printed.split_once(':').unwrap_or(("", &printed));
        return Some(Responsibility { who: who.trim().to_owned(), duty: duty.trim().to_owned(), role: None });
    };
    let who = required_title(&fields, "who", "Phòng Nội vụ");
    let duty = required_title(&fields, "duty", "chủ trì, theo dõi, báo cáo hằng tháng");
    let role = field!(fields, "role", |node: &Node| node.choice(Role::parse, &["lead", "support"]));
    fields.finish();
    Some(Responsibility { who: who?, duty: duty?, role })
}

fn review(node: &Node) -> Option<Review> {
    let Shape::Map(fields) = node.shape() else {
        let statement = node.text()?;
        return Some(Review {
            frequency: value::parse_frequency(&statement),
            statement: Some(statement),
            ..Review::default()
        });
    };
    let review = Review {
        frequency: field!(fields, "frequency", Node::frequency),
        by: field!(fields, "by", Node::text),
        to: field!(fields, "to", Node::text),
        forum: field!(fields, "forum", Node::text),
        statement: field!(fields, "statement", Node::text),
    };
    fields.finish();
    Some(review)
}

/// The fields of a target's long form; a map with one other key is the short form `indicator: condition`.
const TARGET_FIELDS: [&str; 15] = [
    "id",
    "statement",
    "indicator",
    "area",
    "scope",
    "strength",
    "by",
    "frequency",
    "milestones",
    "baseline",
    "goal",
    "any_of",
    "all_of",
    "measures",
    "results",
];

/// Reads one target.
pub(super) fn target(node: &Node) -> Option<TargetFront> {
    let target = match node.shape() {
        Shape::Map(fields) => match short_target(&fields) {
            Some((indicator, condition)) => target_in_words(&condition, Some(indicator)),
            None => {
                let target = long_target(node, &fields);
                fields.finish();
                target
            }
        },
        _ => target_in_words(node, None),
    };
    target.map(|target| TargetFront { index: node.index(), ..target })
}

fn short_target<'a>(fields: &Fields<'a>) -> Option<(String, Node<'a>)> {
    let mut entries = fields.entries();
    let is_short = entries.len() == 1
        && !TARGET_FIELDS.contains(&entries[0].0.as_str())
        && entries[0].0 != "note"
        && matches!(entries[0].1.shape(), Shape::Scalar);
    if is_short { entries.pop() } else { None }
}

/// A target given as words: the condition is read from them, and a sentence without one stays a target in words.
fn target_in_words(node: &Node, indicator: Option<String>) -> Option<TargetFront> {
    let printed = node.text()?;
    let mut target = TargetFront { indicator, ..TargetFront::default() };
    match value::parse_goal(&printed) {
        Ok(read) => apply(&mut target, read),
        // A whole sentence may be a goal without a figure; a short condition that means nothing is a mistake.
        Err(_) if target.indicator.is_none() => target.goal = None,
        Err(error) => {
            node.report(diagnostics::bad_value(node.at(), "goal", &printed, &error));
            return None;
        }
    }
    match target.indicator {
        Some(_) => target.words = Some(printed),
        None => target.statement = Some(printed),
    }
    Some(target)
}

/// Takes over what a condition in words says; explicit fields that are read later win.
fn apply(target: &mut TargetFront, read: GoalText) {
    match read.timing {
        Some(Timing::By(deadline)) => target.by = Some(deadline),
        Some(Timing::Frequency(frequency)) => target.frequency = Some(frequency),
        None => {}
    }
    target.strength = read.strength;
    target.scope = scope_of(&read.goal);
    target.goal = Some(read.goal);
}

fn scope_of(goal: &Goal) -> Option<String> {
    goal.conditions().iter().find_map(|condition| condition.scope.clone())
}

fn long_target(node: &Node, fields: &Fields) -> Option<TargetFront> {
    let statement = field!(fields, "statement", Node::text);
    let mut target = TargetFront::default();
    if let Some(read) = long_goal(node, fields) {
        apply(&mut target, read);
    } else if let Some(Ok(read)) = statement.as_deref().map(value::parse_goal) {
        apply(&mut target, read);
    }
    let by = field!(fields, "by", Node::deadline);
    let frequency = field!(fields, "frequency", Node::frequency);
    if let (Some(_), Some(_), Some(node)) = (&by, &frequency, fields.get("frequency")) {
        node.report(diagnostics::by_and_frequency(node.at_key()));
    }
    // A deadline in a field replaces the rhythm read from words, and the reverse.
    if by.is_some() || frequency.is_some() {
        (target.by, target.frequency) = (by, frequency);
    }
    target.id = field!(fields, "id", Node::text);
    target.indicator = field!(fields, "indicator", Node::text);
    target.area = field!(fields, "area", Node::text);
    target.scope = field!(fields, "scope", Node::text).or(target.scope);
    let strengths = ["must", "strive", "contribute"];
    target.strength =
        field!(fields, "strength", |node: &Node| node.choice(Strength::from_key, &strengths)).or(target.strength);
    target.milestones = list!(fields, "milestones", milestone);
    target.baseline = field!(fields, "baseline", baseline);
    target.measures = field!(fields, "measures", |node: &Node| Some(node.texts())).unwrap_or_default();
    target.results = list!(fields, "results", target_result);
    target.note = field!(fields, "note", Node::text);
    if statement.is_none() && target.indicator.is_none() {
        node.report(diagnostics::missing_field(node.at(), "statement", "100% hồ sơ được giải quyết đúng hạn"));
        return None;
    }
    target.statement = statement;
    Some(target)
}

/// `goal`, `any_of` or `all_of`; more than one of them is a mistake.
fn long_goal(node: &Node, fields: &Fields) -> Option<GoalText> {
    let [single, any, all] = [fields.get("goal"), fields.get("any_of"), fields.get("all_of")];
    if [&single, &any, &all].iter().filter(|given| given.is_some()).count() > 1 {
        node.report(diagnostics::one_goal_only(node.at()));
    }
    if let Some(node) = single {
        return goal(&node);
    }
    let (list, combine): (Node, fn(Vec<Condition>) -> Goal) = match (any, all) {
        (Some(any), _) => (any, Goal::AnyOf),
        (None, Some(all)) => (all, Goal::AllOf),
        (None, None) => return None,
    };
    let parts: Vec<GoalText> = list.items().iter().filter_map(goal).collect();
    let timing = parts.iter().find_map(|part| part.timing.clone());
    let strength = parts.iter().find_map(|part| part.strength);
    let conditions: Vec<Condition> = parts.iter().flat_map(|part| part.goal.conditions().to_vec()).collect();
    if conditions.is_empty() {
        return None;
    }
    Some(GoalText { goal: combine(conditions), timing, strength })
}

/// One condition in words or in fields.
fn goal(node: &Node) -> Option<GoalText> {
    let Shape::Map(fields) = node.shape() else {
        let printed = node.text()?;
        return match value::parse_goal(&printed) {
            Ok(read) => Some(read),
            Err(error) => {
                node.report(diagnostics::bad_value(node.at(), node.name(), &printed, &error));
                None
            }
        };
    };
    let condition = condition(node, &fields);
    fields.finish();
    condition.map(|condition| GoalText { goal: Goal::One(condition), timing: None, strength: None })
}

fn condition(node: &Node, fields: &Fields) -> Option<Condition> {
    const COMPARATORS: &[&str] =
        &[">", ">=", "<", "<=", "=", "increase", "decrease", "range", "rank_top", "maintain", "improve"];
    let comparator = field!(fields, "comparator", |node: &Node| node.choice(Comparator::from_key, COMPARATORS));
    if comparator.is_none() && fields.get("comparator").is_none() {
        node.report(diagnostics::missing_field(node.at(), "comparator", ">="));
    }
    let number = field!(fields, "value", Node::number);
    let (min, max) = (field!(fields, "min", Node::number), field!(fields, "max", Node::number));
    let on = field!(fields, "on", |node: &Node| node.choice(Measure::from_key, &["score", "rank"]));
    let unit = field!(fields, "unit", Node::text);
    let relative = field!(fields, "relative_to", |node: &Node| {
        node.choice(RelativeTo::from_key, &["previous_year", "baseline"])
    });
    let of = field!(fields, "of", Node::rank);
    let scope = field!(fields, "scope", Node::text);
    let comparator = comparator?;
    let number = number.or(min);
    let needs_value = !matches!(comparator, Comparator::Maintain | Comparator::Improve);
    if needs_value && number.is_none() {
        node.report(diagnostics::missing_field(node.at(), "value", "90"));
        return None;
    }
    if comparator == Comparator::Range && max.is_none() {
        node.report(diagnostics::missing_field(node.at(), "max", "95"));
        return None;
    }
    let is_rank = comparator == Comparator::RankTop;
    let ambiguous = matches!(comparator, Comparator::Increase | Comparator::Decrease) && unit.as_deref() == Some("%");
    let mut condition = Condition {
        comparator,
        on: on.unwrap_or(if is_rank { Measure::Rank } else { Measure::Score }),
        value: number,
        max,
        unit: unit.or(is_rank.then(|| "hạng".to_owned())),
        relative_to: relative,
        of,
        scope,
        reading: Reading::Stated,
        ambiguous_percent: ambiguous,
        printed: String::new(),
    };
    condition.printed = condition.words_vi();
    Some(condition)
}

fn milestone(node: &Node) -> Option<Milestone> {
    let fields = match node.shape() {
        Shape::Map(fields) => fields,
        _ => {
            let printed = node.text()?;
            return match value::parse_goal(&printed) {
                Ok(GoalText { goal, timing: Some(Timing::By(by)), .. }) => Some(Milestone { by, goal }),
                _ => {
                    let error = value::ValueError::NotADeadline;
                    node.report(diagnostics::bad_value(node.at(), "milestones", &printed, &error));
                    None
                }
            };
        }
    };
    let by = field!(fields, "by", Node::deadline);
    let read = long_goal(node, &fields);
    if read.is_none() && ["goal", "any_of", "all_of"].iter().all(|name| fields.get(name).is_none()) {
        node.report(diagnostics::missing_field(node.at(), "goal", "\"> 60%\""));
    }
    if by.is_none() && fields.get("by").is_none() {
        node.report(diagnostics::missing_field(node.at(), "by", "2025"));
    }
    fields.finish();
    Some(Milestone { by: by?, goal: read?.goal })
}

fn baseline(node: &Node) -> Option<Baseline> {
    let Shape::Map(fields) = node.shape() else {
        return node.number().map(|value| Baseline { value: Some(value), ..Baseline::default() });
    };
    let baseline = Baseline {
        year: field!(fields, "year", Node::year),
        value: field!(fields, "value", Node::number),
        rank: field!(fields, "rank", Node::rank),
        of: field!(fields, "of", Node::rank),
        source: field!(fields, "source", Node::text),
    };
    fields.finish();
    Some(baseline)
}

fn target_result(node: &Node) -> Option<TargetResult> {
    let fields = node.fields()?;
    let period: Option<Deadline> =
        field!(fields, "year", Node::deadline).or_else(|| field!(fields, "period", Node::deadline));
    if period.is_none() && fields.get("year").is_none() && fields.get("period").is_none() {
        node.report(diagnostics::missing_field(node.at(), "year", "2025"));
    }
    // `period` may be named even where `year` was enough.
    fields.get("period");
    let (value, rank) = (field!(fields, "value", Node::number), field!(fields, "rank", Node::rank));
    if value.is_none() && rank.is_none() && fields.get("value").is_none() && fields.get("rank").is_none() {
        node.report(diagnostics::missing_field(node.at(), "value", "97,5"));
    }
    let of = field!(fields, "of", Node::rank);
    let source = field!(fields, "source", Node::text);
    let note = field!(fields, "note", Node::text);
    fields.finish();
    (value.is_some() || rank.is_some()).then_some(())?;
    Some(TargetResult { period: period?, value, rank, of, source, note })
}
