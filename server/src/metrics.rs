//! What is counted, for those who watch the system: requests by route and status with their durations,
//! runs of the jobs. Nothing of whom they were about. `/metrics` shows it in Prometheus' words.

use services::message::Standing;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The upper ends of the buckets of durations, in seconds.
const BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// The counters of this process. Copies count together.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Mutex<Counters>>);

#[derive(Debug, Default)]
struct Counters {
    /// By method, route as registered, status.
    requests: BTreeMap<(String, String, u16), Durations>,
    jobs: BTreeMap<&'static str, JobCounters>,
}

#[derive(Debug, Default)]
struct Durations {
    count: u64,
    seconds: f64,
    buckets: [u64; BUCKETS.len()],
}

#[derive(Debug, Default)]
struct JobCounters {
    runs: u64,
    failures: u64,
    done: u64,
}

impl Metrics {
    /// A request was answered.
    pub(crate) fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let mut counters = self.lock();
        let key = (method.to_owned(), route.to_owned(), status);
        counters.requests.entry(key).or_default().add(took.as_secs_f64());
    }

    /// A job has run; `done` is how many things it did, `None` that it failed.
    pub(crate) fn job(&self, name: &'static str, done: Option<u64>) {
        let mut counters = self.lock();
        let job = counters.jobs.entry(name).or_default();
        job.runs += 1;
        match done {
            Some(done) => job.done += done,
            None => job.failures += 1,
        }
    }

    /// Everything, as Prometheus reads it.
    pub(crate) fn show(&self, outbox: &Standing) -> String {
        let mut text = String::new();
        let counters = self.lock();
        counters.show(&mut text, outbox).expect("a text grows");
        text
    }

    /// Counters have no invariant that a panic elsewhere could have broken.
    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Durations {
    fn add(&mut self, seconds: f64) {
        self.count += 1;
        self.seconds += seconds;
        for (bucket, end) in self.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= end);
        }
    }
}

impl Counters {
    fn show(&self, text: &mut String, outbox: &Standing) -> std::fmt::Result {
        writeln!(text, "# TYPE http_request_seconds histogram")?;
        for ((method, route, status), took) in &self.requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (count, end) in took.buckets.iter().zip(BUCKETS) {
                writeln!(text, "http_request_seconds_bucket{{{labels},le=\"{end}\"}} {count}")?;
            }
            let count = took.count;
            writeln!(text, "http_request_seconds_bucket{{{labels},le=\"+Inf\"}} {count}")?;
            writeln!(text, "http_request_seconds_sum{{{labels}}} {:.6}", took.seconds)?;
            writeln!(text, "http_request_seconds_count{{{labels}}} {count}")?;
        }
        for (name, help) in [("runs", "ended"), ("failures", "failed"), ("done", "things done")] {
            writeln!(text, "# HELP job_{name}_total {help}\n# TYPE job_{name}_total counter")?;
            for (job, counters) in &self.jobs {
                let value = match name {
                    "runs" => counters.runs,
                    "failures" => counters.failures,
                    _ => counters.done,
                };
                writeln!(text, "job_{name}_total{{job=\"{job}\"}} {value}")?;
            }
        }
        writeln!(text, "# TYPE outbox_messages gauge")?;
        for (state, count, _) in &outbox.states {
            writeln!(text, "outbox_messages{{state=\"{state}\"}} {count}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_counted_in_every_bucket_that_holds_them() {
        let metrics = Metrics::default();
        metrics.request("GET", "/thu-tuc/{code}", 200, Duration::from_millis(30));
        metrics.request("GET", "/thu-tuc/{code}", 200, Duration::from_secs(9));
        metrics.job("outbox", Some(3));
        metrics.job("outbox", None);

        let text = metrics.show(&Standing { states: Vec::new(), dead: Vec::new() });

        let labels = "method=\"GET\",route=\"/thu-tuc/{code}\",status=\"200\"";
        for line in [
            format!("http_request_seconds_bucket{{{labels},le=\"0.025\"}} 0"),
            format!("http_request_seconds_bucket{{{labels},le=\"0.05\"}} 1"),
            format!("http_request_seconds_bucket{{{labels},le=\"+Inf\"}} 2"),
            format!("http_request_seconds_count{{{labels}}} 2"),
            "job_runs_total{job=\"outbox\"} 2".to_owned(),
            "job_failures_total{job=\"outbox\"} 1".to_owned(),
            "job_done_total{job=\"outbox\"} 3".to_owned(),
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
    }
}
