-- The outbox: one row a logical message, written in the event's own transaction.

CREATE TABLE message (
    id UUID PRIMARY KEY,
    -- Never twice for one event.
    event_key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    template TEXT NOT NULL,
    lang TEXT NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'dead')),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    next_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    last_error TEXT
);
CREATE INDEX message_due ON message (next_at) WHERE state = 'queued';

-- The sandbox provider's own store: what a phone would have shown. Demo mode only.
CREATE TABLE demo_message (
    id UUID PRIMARY KEY,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    body TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX demo_message_recent ON demo_message (sent_at);
