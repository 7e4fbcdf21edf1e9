-- The queue of whoever works for many agencies, due first; only what is open.
CREATE INDEX dossier_queue_all ON dossier (queue_at, id) WHERE ended_at IS NULL;
-- What is late is the sum over all days gone by; nearly all of those counters are back at zero.
CREATE INDEX rollup_standing ON rollup (measure, day) WHERE n <> 0;
