//! Plans and their tasks.

use crate::model::*;
use crate::parse::front::{Due, StatedCounts};
use crate::relations::{State, TaskRef};
use crate::text;

use super::{Maker, deadline_text};
use crate::render::{format, views};

impl<'a> Maker<'a> {
    pub fn tasks(&self, references: impl IntoIterator<Item = TaskRef>) -> Vec<views::Task> {
        references.into_iter().map(|reference| self.task(reference)).collect()
    }

    pub fn task(&self, reference: TaskRef) -> views::Task {
        let (bulletin, task) = self.site.task(reference);
        let plan = bulletin.plan.as_ref();
        let group = task.group.and_then(|number| plan?.task_groups.iter().find(|group| group.number == number));
        let anchor = format!("nhiem-vu-{}", task.id);
        views::Task {
            url: format!("{}#{anchor}", bulletin.url),
            anchor,
            number: task.number,
            title: task.title.clone(),
            lang: bulletin.lang.tag(),
            group: group.map(|group| group.title.clone()),
            area: task.area.map(|id| self.area_link(id)),
            product: task.product.clone(),
            lead: task.lead.clone(),
            support: task.support.clone(),
            due: match &task.due {
                Some(Due::By(deadline)) => deadline_text(&deadline.printed),
                Some(Due::Every(frequency)) => self.frequency(*frequency),
                None => String::new(),
            },
            due_iso: match &task.due {
                Some(Due::By(deadline)) => Some(deadline.last_day.to_string()),
                _ => None,
            },
            done: task.done.map(format::day),
            note: task.note.clone(),
            status: self.task_status(task, bulletin),
            unit: bulletin.unit.map(|id| self.unit_link(id)),
            bulletin: self.bulletin_link(bulletin),
        }
    }

    pub fn task_state(&self, task: &Task, bulletin: &Bulletin) -> State {
        let today = self.site.options.today;
        let ended = bulletin.unit.is_some_and(|unit| self.site.units.get(unit).ended(today));
        match (&task.due, task.done) {
            (_, Some(_)) => State::Met,
            (Some(Due::By(deadline)), None) if deadline.last_day >= today && !ended => State::InProgress,
            (Some(Due::Every(_)), None) if !ended => State::InProgress,
            // A task past its date that nobody reported is unknown, not failed.
            _ => State::NoData,
        }
    }

    fn task_status(&self, task: &Task, bulletin: &Bulletin) -> views::Status {
        let state = self.task_state(task, bulletin);
        let reason = match (state, task.done) {
            (State::Met, Some(done)) => self.words.fill("task_done_on", &[("date", &text::format_date(done))]),
            (State::NoData, _) => self.words.get("task_not_reported").to_owned(),
            _ => String::new(),
        };
        let mut view = self.state(state, reason);
        if state == State::Met {
            view.word = self.words.get("task_done").to_owned();
        }
        view
    }

    pub fn task_counts(&self, references: &[TaskRef]) -> Vec<views::StatusCount> {
        let states: Vec<State> = references
            .iter()
            .map(|reference| {
                let (bulletin, task) = self.site.task(*reference);
                self.task_state(task, bulletin)
            })
            .collect();
        let view = |state: State| {
            let mut status = self.state(state, String::new());
            if state == State::Met {
                status.word = self.words.get("task_done").to_owned();
            }
            views::StatusCount { status, count: states.iter().filter(|found| **found == state).count() }
        };
        [State::Met, State::InProgress, State::NoData].map(view).to_vec()
    }

    pub fn plan(&self, id: BulletinId, plan: &Plan) -> views::Plan {
        let bulletin = self.site.bulletin(id);
        let parents = plan.parents.iter().map(|(title, decision)| views::MaybeLink {
            title: title.clone(),
            url: decision.map(|decision| self.site.decision(decision).url.to_string()),
        });
        views::Plan {
            title: plan.title.clone(),
            kind: plan.kind.map(|kind| self.words.get(&format!("plan_{}", kind.key().replace('-', "_"))).to_owned()),
            period: plan.period.as_ref().map(|period| period.label()),
            goal: plan.goal.clone(),
            motto: plan.motto.clone(),
            parents: parents.collect(),
            counts: self.plan_counts(bulletin, plan),
            task_groups: plan.task_groups.iter().map(|group| self.task_group(group)).collect(),
            tasks: (0..plan.tasks.len())
                .map(|index| self.task(TaskRef { bulletin: id, index: index as u32 }))
                .collect(),
            solutions: plan.solutions.clone(),
            models: plan
                .models
                .iter()
                .enumerate()
                .map(|(index, model)| views::Model {
                    number: model.number.unwrap_or(index as u32 + 1),
                    name: model.name.clone(),
                    lead: model.lead.clone(),
                    note: model.note.clone(),
                })
                .collect(),
            responsibilities: plan
                .responsibilities
                .iter()
                .map(|item| views::Responsibility {
                    who: item.who.clone(),
                    duty: item.duty.clone(),
                    role: item.role.map(|role| self.words.get(&format!("role_{}", role.key())).to_owned()),
                })
                .collect(),
            review: plan.review.as_ref().map(|review| views::Review {
                frequency: review.frequency.map(|frequency| self.frequency(frequency)),
                by: review.by.clone(),
                to: review.to.clone(),
                forum: review.forum.clone(),
                statement: review.statement.clone(),
            }),
        }
    }

    fn task_group(&self, group: &TaskGroup) -> views::TaskGroup {
        views::TaskGroup {
            number: group.number,
            title: group.title.clone(),
            area: group.area.map(|id| self.area_link(id)),
            indicator: group.indicator.map(|id| self.indicator_link(id)),
            note: group.note.clone(),
        }
    }

    fn plan_counts(&self, bulletin: &Bulletin, plan: &Plan) -> Vec<views::Count> {
        let default = StatedCounts::default();
        let stated = plan.stated_counts.as_ref().unwrap_or(&default);
        let groups_by_indicator: u32 = stated.task_groups_by_indicator.values().sum();
        let groups = stated.task_groups.or((groups_by_indicator > 0).then_some(groups_by_indicator));
        let counts = [
            ("targets", stated.targets, bulletin.targets.len()),
            ("task_groups", groups, plan.task_groups.len()),
            ("tasks", stated.tasks, plan.tasks.len()),
            ("solutions", stated.solutions, plan.solutions.len()),
            ("models", stated.models, plan.models.len()),
        ];
        let shown = counts.into_iter().filter(|(_, stated, listed)| stated.is_some() || *listed > 0);
        shown
            .map(|(key, stated, listed)| views::Count {
                key,
                label: self.words.get(&format!("plan_count_{key}")).to_owned(),
                listed,
                stated: stated.filter(|stated| *stated as usize != listed),
            })
            .collect()
    }
}
