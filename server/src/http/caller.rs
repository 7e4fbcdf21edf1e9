//! Who is asking: the cookie becomes an actor before any handler runs.

use super::{Edge, enter};
use app::backend::{Caller, read_cookie, session_cookie};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use shared::identity::Actor;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tracing::Instrument;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Puts the [`Caller`] into the request, and the request's id into the log.
pub(super) async fn identify(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let request_id = enter::id_of(&request);
    let secret = read_cookie(request.headers(), session_cookie(&edge.portal));
    let actor = match &secret {
        Some(secret) => services::identity::actor_of(&edge.portal, secret).await,
        None => Ok(Actor::nobody(None)),
    };
    let actor = actor.unwrap_or_else(|e| {
        tracing::error!(request_id, error = %e, "the session could not be read");
        Actor::nobody(None)
    });
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let span = tracing::info_span!("request", request_id, route);
    let peer = peer(&request, edge.behind_proxy);
    request.extensions_mut().insert(Caller { actor, request_id, secret, peer });
    next.run(request).instrument(span).await
}

/// From where the request came. The last address in `X-Forwarded-For` is the one that our proxy has
/// written; what stands before it anybody may have made up.
fn peer(request: &Request, behind_proxy: bool) -> IpAddr {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let connected = connected.map_or(Ipv4Addr::LOCALHOST.into(), |info| info.0.ip());
    if !behind_proxy {
        return connected;
    }
    let forwarded = request.headers().get_all(FORWARDED_FOR).iter().next_back();
    forwarded
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .unwrap_or(connected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::HeaderValue;

    fn request(forwarded: &[&str]) -> Request {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5000))));
        for value in forwarded {
            request.headers_mut().append(FORWARDED_FOR, HeaderValue::from_str(value).unwrap());
        }
        request
    }

    #[test]
    fn only_a_trusted_proxy_says_where_somebody_is() {
        let made_up = request(&["203.0.113.7", "198.51.100.2, 113.160.92.202"]);

        assert_eq!(peer(&made_up, false).to_string(), "10.0.0.1");
        assert_eq!(peer(&made_up, true).to_string(), "113.160.92.202");
        assert_eq!(peer(&request(&["nobody"]), true).to_string(), "10.0.0.1");
        assert_eq!(peer(&request(&[]), true).to_string(), "10.0.0.1");
    }
}
