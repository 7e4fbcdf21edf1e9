//! `server serve`: the routes and the background work, until somebody says stop.

use crate::gateway::GatewayProcess;
use crate::http::{Edge, router};
use crate::metrics::Metrics;
use crate::settings::Settings;
use crate::{cli, demo, door, jobs, wire};
use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves until asked to stop, then ends what is under way.
pub(crate) async fn serve(settings: Settings) -> Result<()> {
    let portal = wire::open(&settings).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("setting listen: cannot listen on {}", settings.listen))?;
    if settings.demo {
        demo::prepare(&portal, &settings).await?;
        cli::say(&demo::describe(&portal, &settings).await?);
    } else if portal.published().procedures.is_empty() {
        tracing::warn!("nothing is published: run `server import`");
    }
    let gateway = GatewayProcess::start(&settings).await?;
    let stop = CancellationToken::new();
    tokio::spawn(stop_when_asked(stop.clone()));
    let metrics = Metrics::default();
    let jobs = jobs::start(&portal, &metrics, &stop);
    tracing::info!(address = %settings.listen, "serving");
    let edge = Edge {
        stop: stop.clone(),
        metrics,
        metrics_token: settings.metrics_token.clone(),
        behind_proxy: settings.behind_proxy,
        ..Edge::new(portal.clone(), wire::leptos_options(&settings))
    };
    door::serve(listener, router(edge), door::Limits::default(), &stop).await;
    jobs.join_all().await;
    if let Some(gateway) = gateway {
        gateway.stop().await;
    }
    portal.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Ctrl-C, or the service manager's SIGTERM.
async fn stop_when_asked(stop: CancellationToken) {
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {},
        () = terminated => {},
    }
    tracing::info!("stopping");
    stop.cancel();
}
