//! What an edit is: its name in reports, what it must do to the output, and the function that makes it.

use super::pair::Live;
use super::state::State;
use super::{bulletins, damage, settings};
use crate::support::Random;

/// What must happen at least once when edits of a kind are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The site is built and is another one.
    Changes,
    /// The content has errors.
    Breaks,
    /// Nothing is asked beyond what is asked of every edit.
    Any,
}

/// Where an edit is made.
#[derive(Clone, Copy)]
pub enum How {
    Content(fn(&mut State, &mut Random)),
    /// The same, and files of the same size keep their times, as a copy with `rsync --times` may leave them.
    ContentWithOldTimes(fn(&mut State, &mut Random)),
    /// Beside the content: in the published site or in the cache. Gives whether there was something to do.
    Disk(fn(&mut Live, &mut Random) -> bool),
}

#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub effect: Effect,
    pub how: How,
}

pub const fn content(name: &'static str, effect: Effect, edit: fn(&mut State, &mut Random)) -> Kind {
    Kind { name, effect, how: How::Content(edit) }
}

pub const fn with_old_times(name: &'static str, effect: Effect, edit: fn(&mut State, &mut Random)) -> Kind {
    Kind { name, effect, how: How::ContentWithOldTimes(edit) }
}

pub const fn disk(name: &'static str, edit: fn(&mut Live, &mut Random) -> bool) -> Kind {
    Kind { name, effect: Effect::Any, how: How::Disk(edit) }
}

/// Every kind of edit.
pub fn all() -> Vec<Kind> {
    [bulletins::KINDS, settings::KINDS, damage::KINDS].concat()
}
