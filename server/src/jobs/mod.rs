//! Background work: each job runs again and again until the server stops. A run that fails is logged and
//! tried again; what was begun is finished before the process ends.
//!
//! A new job is a row of [`JOBS`].

mod outbox;
mod payment;
mod sweep;

use crate::metrics::Metrics;
use futures::future::BoxFuture;
use services::{Portal, Result};
use std::time::Duration;
use store::Notice;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// What is done, how often, and what makes it be done at once.
struct Job {
    name: &'static str,
    every: Duration,
    /// The topic whose notice wakes it.
    woken_by: Option<&'static str>,
    /// Returns how many things it has done.
    run: fn(Portal) -> BoxFuture<'static, Result<u64>>,
}

const HOUR: Duration = Duration::from_hours(1);

const JOBS: [Job; 6] = [
    Job {
        name: "outbox",
        every: Duration::from_secs(1),
        woken_by: Some("outbox"),
        run: |portal| Box::pin(outbox::deliver(portal)),
    },
    Job {
        name: "payment_questions",
        every: Duration::from_secs(1),
        woken_by: None,
        run: |portal| Box::pin(payment::ask(portal)),
    },
    Job {
        name: "sweep_notices",
        every: HOUR,
        woken_by: None,
        run: |portal| Box::pin(payment::sweep(portal)),
    },
    Job {
        name: "sweep_drafts",
        every: HOUR,
        woken_by: None,
        run: |portal| Box::pin(sweep::drafts(portal)),
    },
    Job {
        name: "sweep_uploads",
        every: HOUR,
        woken_by: None,
        run: |portal| Box::pin(sweep::uploads(portal)),
    },
    Job {
        name: "sweep_identity",
        every: HOUR,
        woken_by: None,
        run: |portal| Box::pin(sweep::identity(portal)),
    },
];

/// Starts every job; they end after `stop`.
pub fn start(portal: &Portal, metrics: &Metrics, stop: &CancellationToken) -> JoinSet<()> {
    let mut running = JoinSet::new();
    for job in &JOBS {
        running.spawn(repeat(job, (portal.clone(), metrics.clone()), stop.clone()));
    }
    running.spawn(refresh(portal.clone(), stop.clone()));
    running
}

async fn repeat(job: &'static Job, (portal, metrics): (Portal, Metrics), stop: CancellationToken) {
    let mut ears = portal.db.watch();
    loop {
        let outcome = (job.run)(portal.clone()).await;
        metrics.job(job.name, outcome.as_ref().ok().copied());
        match outcome {
            Ok(0) => {}
            Ok(done) => tracing::debug!(job = job.name, done, "job"),
            Err(e) => tracing::error!(job = job.name, error = %e, "job failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(job.every) => {},
            () = hear(&mut ears, job.woken_by) => {},
            () = stop.cancelled() => return,
        }
    }
}

/// Reads again what is published when another node, or the command line, has imported.
async fn refresh(portal: Portal, stop: CancellationToken) {
    let mut ears = portal.db.watch();
    loop {
        tokio::select! {
            () = hear(&mut ears, Some("catalogue")) => {},
            () = stop.cancelled() => return,
        }
        if let Err(e) = portal.refresh().await {
            tracing::error!(error = %e, "the catalogue could not be read again");
        }
    }
}

/// Waits until `topic` is spoken of, or may have been.
async fn hear(ears: &mut Receiver<Notice>, topic: Option<&str>) {
    loop {
        match ears.recv().await {
            Ok(notice) if Some(notice.topic.as_str()) == topic => return,
            Err(RecvError::Lagged(_)) if topic.is_some() => return,
            Err(RecvError::Closed) => return std::future::pending().await,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
        }
    }
}
