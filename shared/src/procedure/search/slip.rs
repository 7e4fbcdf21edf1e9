//! Slips of the finger: how many it takes to make one word of another.

/// Longer words are compared exactly.
const WORD_BYTES_MAX: usize = 24;

/// How many slips a word of this length may have.
pub(super) fn allowed(word: &str) -> usize {
    match word.len() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Whether at most `most` slips (a letter wrong, missing, too many, or swapped with its
/// neighbour) lie between the two. Works on bytes: folded words are nearly all ASCII, and
/// another letter only counts as more than one slip.
pub(super) fn within(a: &str, b: &str, most: usize) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > WORD_BYTES_MAX {
        return false;
    }
    let mut before = [0; WORD_BYTES_MAX + 1];
    let mut last: [usize; WORD_BYTES_MAX + 1] = std::array::from_fn(|at| at);
    for (row, &letter) in a.iter().enumerate() {
        let mut line = [row + 1; WORD_BYTES_MAX + 1];
        for (column, &other) in b.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut best = replaced.min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && letter == b[column - 1] && a[row - 1] == other {
                best = best.min(before[column - 1] + 1);
            }
            line[column + 1] = best;
        }
        if line[..=b.len()].iter().min() > Some(&most) {
            return false;
        }
        (before, last) = (last, line);
    }
    last[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn each_kind_of_slip_counts_one() {
        let cases = [
            ("lich", "lich", 0),
            ("lihc", "lich", 1),
            ("lch", "lich", 1),
            ("liich", "lich", 1),
            ("lixh", "lich", 1),
            ("ilhc", "lich", 2),
            ("khuyen", "khuyne", 1),
            ("phieu", "pieuh", 2),
        ];
        for (typed, meant, slips) in cases {
            assert!(within(typed, meant, slips), "{typed} {meant}");
            assert!(slips == 0 || !within(typed, meant, slips - 1), "{typed} {meant}");
        }
        assert!(!within(&"a".repeat(40), &"a".repeat(40), 2), "too long to compare");
    }
}
