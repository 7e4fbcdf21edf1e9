-- From the first typed letter to the result in the hand.

CREATE TABLE draft (
    id BLOB PRIMARY KEY,
    person_id BLOB REFERENCES person (id),
    -- Whose it is while nobody has signed in.
    session_id BLOB,
    procedure_version_id BLOB NOT NULL REFERENCES procedure_version (id),
    form_version_id BLOB NOT NULL REFERENCES form_version (id),
    answers_sealed BLOB NOT NULL,
    fee_choice TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    resume_code_hash BLOB NOT NULL UNIQUE,
    resume_code_sealed BLOB NOT NULL,
    created_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    submitted_at TEXT
) STRICT;
CREATE INDEX draft_by_person ON draft (person_id, saved_at) WHERE submitted_at IS NULL;
CREATE INDEX draft_by_session ON draft (session_id) WHERE submitted_at IS NULL;

CREATE TABLE dossier (
    id BLOB PRIMARY KEY,
    -- One draft becomes one dossier, however often it is sent.
    draft_id BLOB NOT NULL UNIQUE,
    -- Known from submission on; the official code exists from acceptance on.
    reference TEXT NOT NULL UNIQUE,
    code TEXT UNIQUE,
    person_id BLOB NOT NULL REFERENCES person (id),
    procedure_version_id BLOB NOT NULL REFERENCES procedure_version (id),
    form_version_id BLOB NOT NULL REFERENCES form_version (id),
    procedure_id TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    sector TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('online', 'counter', 'postal')),
    state TEXT NOT NULL CHECK (state IN ('submitted', 'intake_supplement', 'intake_refused', 'accepted', 'assigned', 'supplement_requested', 'awaiting_approval', 'approved', 'result_ready', 'returned', 'withdrawn')),
    payment_state TEXT NOT NULL CHECK (payment_state IN ('none', 'open', 'settled', 'cancelled', 'refunded', 'unknown')),
    version INTEGER NOT NULL CHECK (version >= 0),
    assignee_id BLOB REFERENCES staff (id),
    applicant_name TEXT NOT NULL,
    -- Accent-free, for the officers' search.
    search_key TEXT NOT NULL,
    answers_sealed BLOB NOT NULL,
    phone_tail_hash BLOB NOT NULL,
    id_tail_hash BLOB NOT NULL,
    supplement_count INTEGER NOT NULL CHECK (supplement_count >= 0),
    submitted_at TEXT NOT NULL,
    accepted_at TEXT,
    due_original TEXT,
    due_at TEXT,
    due_on TEXT,
    finished_at TEXT,
    ended_at TEXT,
    -- What the queue is ordered by: the due instant, or the submission before there is one.
    queue_at TEXT NOT NULL,
    event_count INTEGER NOT NULL CHECK (event_count >= 0),
    head_hash BLOB NOT NULL
) STRICT;
-- The queue of an agency, of an officer, due first; only what is open.
CREATE INDEX dossier_queue ON dossier (agency_id, queue_at, id) WHERE ended_at IS NULL;
CREATE INDEX dossier_queue_mine ON dossier (assignee_id, queue_at, id) WHERE ended_at IS NULL;
CREATE INDEX dossier_by_person ON dossier (person_id, submitted_at);
-- The dashboard's lists by due day and by day of arrival.
CREATE INDEX dossier_due ON dossier (due_on, agency_id) WHERE ended_at IS NULL;
CREATE INDEX dossier_submitted ON dossier (submitted_at);
CREATE INDEX dossier_finished ON dossier (finished_at) WHERE finished_at IS NOT NULL;

-- The hash chain: what happened, by whom, when. Personal values only inside `sealed`.
CREATE TABLE event (
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    sealed BLOB,
    hash BLOB NOT NULL,
    PRIMARY KEY (dossier_id, seq)
) STRICT;

CREATE TABLE supplement_request (
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    round INTEGER NOT NULL CHECK (round >= 1),
    requested_at TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    note TEXT NOT NULL,
    items TEXT NOT NULL,
    answered_at TEXT,
    PRIMARY KEY (dossier_id, round)
) STRICT;

CREATE TABLE result_document (
    dossier_id BLOB PRIMARY KEY REFERENCES dossier (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),
    summary TEXT NOT NULL,
    legal_ground TEXT NOT NULL,
    drafted_by BLOB NOT NULL REFERENCES staff (id),
    approved_by BLOB REFERENCES staff (id),
    number TEXT,
    issued_at TEXT
) STRICT;

-- Serial numbers without holes or repeats: dossier codes by agency and day, result numbers by year.
CREATE TABLE serial (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last >= 1)
) STRICT;
