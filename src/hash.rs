//! Hash tables with the hash function that `serde_json` brings along anyway: a third of the time of the standard one.
//! Its keys differ from run to run, like the standard one's; nothing that bantin writes may depend on their order.

/// Values by key.
pub type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;

/// Keys alone.
pub type Set<K> = std::collections::HashSet<K, foldhash::fast::RandomState>;
