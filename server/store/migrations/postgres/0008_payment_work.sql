-- What the work of payments needs beside the facts: figures, questions, the payer's way.

-- All money booked for the attempt, in whichever account.
ALTER TABLE payment_attempt ADD COLUMN received BIGINT NOT NULL DEFAULT 0 CHECK (received >= 0);
-- Why it failed.
ALTER TABLE payment_attempt ADD COLUMN failure TEXT;
-- When the money moved, as the gateway says.
ALTER TABLE payment_attempt ADD COLUMN paid_at TIMESTAMPTZ;
-- The signed address that the payer was sent to: whoever continues is sent to the same one.
ALTER TABLE payment_attempt ADD COLUMN pay_url TEXT NOT NULL DEFAULT '';
-- When the payer's browser came back: a hint.
ALTER TABLE payment_attempt ADD COLUMN returned_at TIMESTAMPTZ;
-- When we last asked the gateway, and until when one node has the question to itself.
ALTER TABLE payment_attempt ADD COLUMN queried_at TIMESTAMPTZ;
ALTER TABLE payment_attempt ADD COLUMN leased_until TIMESTAMPTZ;
-- Each page and each decision reads all attempts of an obligation.
CREATE INDEX payment_attempt_obligation ON payment_attempt (obligation_id, created_at);

-- Whoever floods us with forged notices is counted; what they sent is forgotten after a while.
CREATE INDEX payment_notice_unbelieved ON payment_notice (received_at) WHERE verdict IN ('bad_signature', 'empty');

-- Whose money it was, and the gateway's number of it.
ALTER TABLE refund ADD COLUMN account TEXT NOT NULL DEFAULT 'surplus';
ALTER TABLE refund ADD COLUMN gateway_txn_id TEXT;
CREATE INDEX refund_attempt ON refund (attempt_id);

-- A verified notice about an order that nobody made has no attempt; nothing was written here before.
DROP TABLE payment_alert;
CREATE TABLE payment_alert (
    id UUID PRIMARY KEY,
    attempt_id UUID REFERENCES payment_attempt (id),
    notice_id UUID REFERENCES payment_notice (id),
    kind TEXT NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL
);
-- A gateway that repeats itself raises nothing new.
CREATE UNIQUE INDEX payment_alert_once ON payment_alert (attempt_id, kind);
