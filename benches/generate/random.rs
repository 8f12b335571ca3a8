//! Numbers that look random and are the same on every machine: splitmix64 (Steele, Lea and Flood, 2014). A few lines
//! of our own, because a crate may change its stream between versions, and then two runs no longer measure one site.

/// A stream of numbers that depends on its seed alone.
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream number `stream` of a seed. Every bulletin has its own, so that the first thousand bulletins of a large
    /// site draw the same numbers as those of a small one.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self { state: seed };
        let offset = random.next();
        Self { state: offset ^ stream.wrapping_mul(0xd1b5_4a32_d192_ed03) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 where the limit is 0. The bias of the remainder is far too small to matter here.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True about `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One item of a list that is not empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values that the published reference implementation gives for the seed 1234567.
    #[test]
    fn stream_of_the_reference() {
        let mut random = Random { state: 1_234_567 };
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn ranges_keep_their_ends() {
        let mut random = Random::new(1, 2);
        let drawn: Vec<usize> = (0..1000).map(|_| random.between(3, 5)).collect();
        for (number, expected) in [(2, false), (3, true), (4, true), (5, true), (6, false)] {
            assert_eq!(drawn.contains(&number), expected, "{number}");
        }
        assert_eq!(random.below(0), 0);
    }
}
