-- What the Centre offers: agencies, procedures, forms, the calendar, addresses.
-- Procedures and forms are published versions: never edited, only followed by the next one.

CREATE TABLE agency (
    id TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE form_version (
    id BLOB PRIMARY KEY,
    form_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    definition TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    published_at TEXT NOT NULL,
    UNIQUE (form_id, version)
) STRICT;

CREATE TABLE procedure_version (
    id BLOB PRIMARY KEY,
    procedure_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    agency_id TEXT NOT NULL REFERENCES agency (id),
    form_version_id BLOB NOT NULL REFERENCES form_version (id),
    record TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    published_at TEXT NOT NULL,
    retired_at TEXT,
    UNIQUE (procedure_id, version)
) STRICT;
-- One version of a procedure is in force at a time.
CREATE UNIQUE INDEX procedure_version_in_force ON procedure_version (procedure_id) WHERE retired_at IS NULL;

CREATE TABLE calendar_day (
    day TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    certain INTEGER NOT NULL
) STRICT;

-- Provinces, districts and communes of both eras: read whole, never by row.
CREATE TABLE reference (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
