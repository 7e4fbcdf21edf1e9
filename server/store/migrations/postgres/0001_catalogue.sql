-- What the Centre offers: agencies, procedures, forms, the calendar, addresses.
-- Procedures and forms are published versions: never edited, only followed by the next one.

CREATE TABLE agency (
    id TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL,
    record TEXT NOT NULL
);

CREATE TABLE form_version (
    id UUID PRIMARY KEY,
    form_id TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    definition TEXT NOT NULL,
    content_hash BYTEA NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    UNIQUE (form_id, version)
);

CREATE TABLE procedure_version (
    id UUID PRIMARY KEY,
    procedure_id TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    agency_id TEXT NOT NULL REFERENCES agency (id),
    form_version_id UUID NOT NULL REFERENCES form_version (id),
    record TEXT NOT NULL,
    content_hash BYTEA NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ,
    UNIQUE (procedure_id, version)
);
-- One version of a procedure is in force at a time.
CREATE UNIQUE INDEX procedure_version_in_force ON procedure_version (procedure_id) WHERE retired_at IS NULL;

CREATE TABLE calendar_day (
    day DATE PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    certain BOOLEAN NOT NULL
);

-- Provinces, districts and communes of both eras: read whole, never by row.
CREATE TABLE reference (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
