//! Places in the site's registers, as small numbers: a reference that exists has been looked up once and for all.

use std::marker::PhantomData;

use crate::hash::Map;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).expect("a site has fewer than 2^32 of anything"))
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> usize {
                id.0 as usize
            }
        }
    };
}

id!(/** A bulletin, newest first. */ BulletinId);
id!(/** A page of `content/pages/`. */ PageId);
id!(/** A decision, announced or only referred to. */ DecisionId);
id!(/** An entry of `units.yaml`. */ UnitId);
id!(/** An entry of `indicators.yaml`. */ IndicatorId);
id!(/** An area of reform. */ AreaId);
id!(/** A category of `site.yaml`. */ CategoryId);
id!(/** A tag. */ TagId);

/// Entries with a stable name each, in a fixed order.
#[derive(Debug)]
pub struct Registry<Id, T> {
    entries: Vec<(String, T)>,
    by_name: Map<String, u32>,
    id: PhantomData<Id>,
}

impl<Id: From<usize> + Into<usize> + Copy, T> Registry<Id, T> {
    /// Takes entries whose names differ.
    pub fn new(entries: Vec<(String, T)>) -> Self {
        let by_name = entries.iter().enumerate().map(|(index, (name, _))| (name.clone(), index as u32)).collect();
        Self { entries, by_name, id: PhantomData }
    }

    pub fn find(&self, name: &str) -> Option<Id> {
        self.by_name.get(name).map(|&index| Id::from(index as usize))
    }

    pub fn get(&self, id: Id) -> &T {
        &self.entries[id.into()].1
    }

    /// The stable name of an entry: `tp-cao-lanh`.
    pub fn name(&self, id: Id) -> &str {
        &self.entries[id.into()].0
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (Id, &str, &T)> {
        self.entries.iter().enumerate().map(|(index, (name, entry))| (Id::from(index), name.as_str(), entry))
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
