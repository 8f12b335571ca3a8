//! Plans, targets and tasks in front matter.

use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use crate::value::{Deadline, Frequency, Goal, Moment, Number, Period, Strength};

use super::DecisionReference;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PlanFront {
    pub kind: Option<PlanKind>,
    pub title: Option<String>,
    pub period: Option<Period>,
    pub goal: Option<String>,
    pub motto: Option<String>,
    pub parents: Vec<PlanParent>,
    pub task_groups: Vec<TaskGroupFront>,
    pub tasks: Vec<TaskFront>,
    pub solutions: Vec<String>,
    pub models: Vec<ModelFront>,
    pub stated_counts: Option<StatedCounts>,
    pub responsibilities: Vec<Responsibility>,
    pub review: Option<Review>,
}

/// What sort of plan a decision issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanKind {
    Period,
    Annual,
    IndexImprovement,
    Models,
    Programme,
    Project,
    Other,
}

impl PlanKind {
    pub const ALL: [PlanKind; 7] = [
        PlanKind::Period,
        PlanKind::Annual,
        PlanKind::IndexImprovement,
        PlanKind::Models,
        PlanKind::Programme,
        PlanKind::Project,
        PlanKind::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            PlanKind::Period => "period",
            PlanKind::Annual => "annual",
            PlanKind::IndexImprovement => "index-improvement",
            PlanKind::Models => "models",
            PlanKind::Programme => "programme",
            PlanKind::Project => "project",
            PlanKind::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<PlanKind> {
        let folded = crate::text::fold(text.trim()).replace('_', "-");
        Some(match folded.as_str() {
            "period" | "giai doan" => PlanKind::Period,
            "annual" | "yearly" | "hang nam" | "nam" => PlanKind::Annual,
            "index-improvement" | "cai thien chi so" => PlanKind::IndexImprovement,
            "models" | "mo hinh" => PlanKind::Models,
            "programme" | "program" | "chuong trinh" => PlanKind::Programme,
            "project" | "de an" => PlanKind::Project,
            "other" | "khac" => PlanKind::Other,
            _ => return None,
        })
    }
}

/// A plan above this one: its title, and the decision that issued it where the text names one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PlanParent {
    pub title: String,
    pub decision: Option<DecisionReference>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TaskGroupFront {
    /// Its place in the list of the file, where mistakes are shown.
    pub index: usize,
    pub number: Option<u32>,
    pub title: String,
    pub area: Option<String>,
    pub indicator: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TaskFront {
    /// Its place in the list of the file, where mistakes are shown.
    pub index: usize,
    pub id: Option<String>,
    pub number: Option<u32>,
    pub title: String,
    /// The number of its task group.
    pub group: Option<u32>,
    pub area: Option<String>,
    pub product: Option<String>,
    pub lead: Option<String>,
    pub support: Vec<String>,
    pub due: Option<Due>,
    pub done: Option<Moment>,
    pub note: Option<String>,
}

/// When a task is due: once, or again and again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Due {
    By(Deadline),
    Every(Frequency),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ModelFront {
    pub number: Option<u32>,
    pub name: String,
    pub lead: Option<String>,
    pub note: Option<String>,
}

/// How many of each the plan says that it has, whether or not the bulletin lists them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StatedCounts {
    pub targets: Option<u32>,
    pub task_groups: Option<u32>,
    /// Task groups announced index by index: "8 nhóm cho PAR INDEX, 8 nhóm cho SIPAS".
    pub task_groups_by_indicator: BTreeMap<String, u32>,
    pub tasks: Option<u32>,
    pub solutions: Option<u32>,
    pub models: Option<u32>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Responsibility {
    pub who: String,
    pub duty: String,
    pub role: Option<Role>,
}

/// The part that an agency has in a plan or task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Lead,
    Support,
}

impl Role {
    pub fn key(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Support => "support",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        match crate::text::fold(text.trim()).as_str() {
            "lead" | "chu tri" => Some(Role::Lead),
            "support" | "phoi hop" => Some(Role::Support),
            _ => None,
        }
    }
}

/// How progress is reported.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Review {
    pub frequency: Option<Frequency>,
    pub by: Option<String>,
    pub to: Option<String>,
    pub forum: Option<String>,
    pub statement: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TargetFront {
    /// Its place in the list of the file, where mistakes are shown.
    pub index: usize,
    pub id: Option<String>,
    pub statement: Option<String>,
    /// The condition as a short form words it: `> 90% hằng năm`.
    pub words: Option<String>,
    pub indicator: Option<String>,
    pub area: Option<String>,
    pub scope: Option<String>,
    pub strength: Option<Strength>,
    pub by: Option<Deadline>,
    pub frequency: Option<Frequency>,
    pub milestones: Vec<Milestone>,
    pub baseline: Option<Baseline>,
    /// `None` for a target in words alone.
    pub goal: Option<Goal>,
    pub measures: Vec<String>,
    pub results: Vec<TargetResult>,
    pub note: Option<String>,
}

/// A step on the way to a target.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Milestone {
    pub by: Deadline,
    pub goal: Goal,
}

/// Where a target starts from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Baseline {
    pub year: Option<i16>,
    pub value: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub source: Option<String>,
}

/// What was reached for a target, by year or by day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TargetResult {
    pub period: Deadline,
    pub value: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub source: Option<String>,
    pub note: Option<String>,
}
