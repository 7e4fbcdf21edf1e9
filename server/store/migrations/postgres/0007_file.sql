-- Files on their way, files that arrived, and the contents behind them.

CREATE TABLE upload (
    id UUID PRIMARY KEY,
    -- Where it shall go; all three empty while only the session knows of it.
    draft_id UUID REFERENCES draft (id) ON DELETE SET NULL,
    dossier_id UUID REFERENCES dossier (id),
    paper TEXT,
    session_id UUID,
    length BIGINT NOT NULL CHECK (length >= 0),
    received BIGINT NOT NULL CHECK (received BETWEEN 0 AND length),
    name TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
CREATE INDEX upload_by_draft ON upload (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX upload_by_dossier ON upload (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX upload_by_session ON upload (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX upload_by_expiry ON upload (expires_at);

-- The pieces that count, in their order. Written after the piece itself is durable.
CREATE TABLE upload_piece (
    upload_id UUID NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
    at BIGINT NOT NULL CHECK (at >= 0),
    length BIGINT NOT NULL CHECK (length > 0),
    name TEXT NOT NULL,
    PRIMARY KEY (upload_id, at)
);

-- A content that is stored, or about to be: written before the bytes, removed with them.
CREATE TABLE file_content (
    hash BYTEA PRIMARY KEY,
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    touched_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX file_content_by_touch ON file_content (touched_at);

-- What is attached to a paper. The files of a draft stay with it when it becomes a dossier.
CREATE TABLE file (
    id UUID PRIMARY KEY,
    draft_id UUID REFERENCES draft (id) ON DELETE CASCADE,
    dossier_id UUID REFERENCES dossier (id),
    paper TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'heic', 'docx')),
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    hash BYTEA NOT NULL REFERENCES file_content (hash),
    width_px BIGINT,
    height_px BIGINT,
    -- Empty: no scanner was there.
    scanned_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK ((draft_id IS NULL) <> (dossier_id IS NULL))
);
CREATE INDEX file_by_draft ON file (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX file_by_dossier ON file (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX file_by_hash ON file (hash);
