//! The table, and the same as JSON.

use crate::subject::Subject;
use anyhow::{Context, Result};
use serde::Serialize;
use std::path::Path;

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// Stable, for those who compare runs.
    pub(crate) id: &'static str,
    /// In words.
    pub(crate) what: String,
    /// The figure.
    pub(crate) value: f64,
    /// Its unit.
    pub(crate) unit: &'static str,
    /// The same of what it is compared with.
    pub(crate) baseline: Option<f64>,
    /// `value / baseline`, the median of the rounds.
    pub(crate) ratio: Option<f64>,
    /// What was promised, in words.
    pub(crate) budget: Option<String>,
    /// Whether the promise holds.
    pub(crate) met: Option<bool>,
}

impl Row {
    /// A figure by itself.
    pub(crate) fn new(
        id: &'static str,
        what: impl Into<String>,
        value: f64,
        unit: &'static str,
    ) -> Self {
        let what = what.into();
        Self { id, what, value, unit, baseline: None, ratio: None, budget: None, met: None }
    }

    /// The same, beside what it is compared with.
    pub(crate) fn against(self, baseline: f64, ratio: f64) -> Self {
        Self { baseline: Some(baseline), ratio: Some(ratio), ..self }
    }

    /// The figure must not be above `max`.
    pub(crate) fn at_most(self, max: f64) -> Self {
        let budget = Some(format!("≤ {max} {}", self.unit));
        Self { met: Some(self.value <= max), budget, ..self }
    }

    /// The figure must not be below `min`.
    pub(crate) fn at_least(self, min: f64) -> Self {
        let budget = Some(format!("≥ {min} {}", self.unit));
        Self { met: Some(self.value >= min), budget, ..self }
    }

    /// The ratio must not be below `min`.
    pub(crate) fn ratio_at_least(self, min: f64) -> Self {
        let met = self.ratio.map(|ratio| ratio >= min);
        Self { met, budget: Some(format!("ratio ≥ {min}")), ..self }
    }
}

/// All figures so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Takes a figure in.
    pub(crate) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// How fast the process answered after its start, and what it weighs before anything happened.
    pub(crate) fn add_start(&mut self, subject: &Subject) {
        let start = subject.first_answer.as_secs_f64() * 1000.0;
        self.add(
            Row::new("start", "start to first answer (1,000 dossiers)", start, "ms").at_most(300.0),
        );
        self.add(Row::new("memory_idle", "memory at rest (PSS)", subject.memory_mb(), "MB"));
    }

    /// Prints the table and writes the file.
    pub(crate) fn finish(self, out: &Path) -> Result<()> {
        if let Some(folder) = out.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let json = serde_json::to_string_pretty(&self.rows)?;
        std::fs::write(out, json).with_context(|| out.display().to_string())?;
        println_table(&self.rows);
        Ok(())
    }
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn println_table(rows: &[Row]) {
    println!(
        "{:<58} {:>10} {:<9} {:>10} {:>7}  {:<14} met",
        "what", "value", "unit", "baseline", "ratio", "budget"
    );
    for row in rows {
        let figure = |value: Option<f64>| value.map(show).unwrap_or_default();
        let met = row.met.map_or("", |met| if met { "yes" } else { "NO" });
        println!(
            "{:<58} {:>10} {:<9} {:>10} {:>7}  {:<14} {met}",
            row.what,
            show(row.value),
            row.unit,
            figure(row.baseline),
            figure(row.ratio),
            row.budget.as_deref().unwrap_or_default(),
        );
    }
}

fn show(value: f64) -> String {
    match value.abs() {
        small if small < 10.0 => format!("{value:.2}"),
        middle if middle < 1000.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
