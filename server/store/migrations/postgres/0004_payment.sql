-- What is owed, each try to pay it, what the gateways said, and the double-entry ledger.

CREATE TABLE obligation (
    id UUID PRIMARY KEY,
    dossier_id UUID NOT NULL UNIQUE REFERENCES dossier (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    lines TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    settled_at TIMESTAMPTZ
);

CREATE TABLE payment_attempt (
    id UUID PRIMARY KEY,
    obligation_id UUID NOT NULL REFERENCES obligation (id),
    gateway TEXT NOT NULL,
    txn_ref TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL,
    gateway_txn_id TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- When to ask the gateway next; empty when there is nothing to ask.
    next_query_at TIMESTAMPTZ,
    queries BIGINT NOT NULL CHECK (queries >= 0),
    version BIGINT NOT NULL CHECK (version >= 0),
    UNIQUE (gateway, txn_ref)
);
CREATE UNIQUE INDEX payment_attempt_gateway_txn ON payment_attempt (gateway, gateway_txn_id) WHERE gateway_txn_id IS NOT NULL;
-- An obligation is settled by one attempt only.
CREATE UNIQUE INDEX payment_attempt_settling ON payment_attempt (obligation_id) WHERE state IN ('paid', 'paid_late');
CREATE INDEX payment_attempt_to_query ON payment_attempt (next_query_at) WHERE next_query_at IS NOT NULL;

-- Raw first: what came in, before it is understood.
CREATE TABLE payment_notice (
    id UUID PRIMARY KEY,
    gateway TEXT NOT NULL,
    source TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    raw BYTEA NOT NULL,
    txn_ref TEXT,
    verdict TEXT
);

CREATE TABLE ledger_entry (
    posting_id UUID NOT NULL,
    line BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    attempt_id UUID NOT NULL REFERENCES payment_attempt (id),
    PRIMARY KEY (posting_id, line)
);

CREATE TABLE refund (
    id UUID PRIMARY KEY,
    attempt_id UUID NOT NULL REFERENCES payment_attempt (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL
);

-- What a person has to look at: a wrong amount, a reversed payment.
CREATE TABLE payment_alert (
    id UUID PRIMARY KEY,
    attempt_id UUID NOT NULL REFERENCES payment_attempt (id),
    kind TEXT NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL
);
