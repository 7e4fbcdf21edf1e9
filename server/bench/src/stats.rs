//! Medians and percentiles.

/// The middle of `values`.
pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50.0)
}

/// The value below which `percent` of `values` lie, by the nearest rank. Zero of nothing.
pub(crate) fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a rank among thousands of measurements"
    )]
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).or(sorted.last()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest() {
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();

        let found = [percentile(&hundred, 99.0), median(&[3.0, 1.0, 2.0]), percentile(&[], 50.0)];
        assert!(found.iter().zip([99.0, 2.0, 0.0]).all(|(a, b)| (a - b).abs() < f64::EPSILON));
    }
}
