//! Hash tables with the hash function that `serde_json` brings along anyway: the standard one took 6 % of the time of a
//! build after one edit. Its keys differ from run to run, like the standard one's; nothing that bantin writes may depend on their order.

/// Values by key.
pub type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;

/// Keys alone.
pub type Set<K> = std::collections::HashSet<K, foldhash::fast::RandomState>;
