//! What the kernel knows of a process.

use anyhow::{Context, Result};
use std::fs;

/// Ticks of processor time in a second on Linux (`getconf CLK_TCK`; 100 on every port in use).
const TICKS_A_SECOND: f64 = 100.0;

/// User and system time of a process so far, in milliseconds.
pub(crate) fn cpu_ms(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))
        .with_context(|| format!("process {pid}"))?;
    // The name stands in brackets and may hold spaces; utime and stime are fields 14 and 15.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    Ok(ticks / TICKS_A_SECOND * 1000.0)
}

/// Proportional set size of a process now, in MB.
pub(crate) fn memory_mb(pid: u32) -> Result<f64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))
        .with_context(|| format!("process {pid}"))?;
    let kb = rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kb| kb.parse::<f64>().ok())
        .context("no Pss in smaps_rollup")?;
    Ok(kb / 1000.0)
}
