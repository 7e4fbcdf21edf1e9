-- Who people are. Only this table knows a person; elsewhere stands the id.

CREATE TABLE person (
    id BLOB PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    personal_id_hash BLOB,
    -- What was entered last, kept to fill in the next form; sealed with the key of the settings.
    profile_sealed BLOB,
    created_at TEXT NOT NULL
) STRICT;
-- Found again by identity number, without the number being readable.
CREATE INDEX person_by_personal_id ON person (personal_id_hash) WHERE personal_id_hash IS NOT NULL;

CREATE TABLE staff (
    id BLOB PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_sealed BLOB NOT NULL,
    -- A time step is accepted once.
    totp_last_step INTEGER NOT NULL,
    disabled_at TEXT
) STRICT;

CREATE TABLE staff_grant (
    staff_id BLOB NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL,
    -- '*' is every agency.
    agency_id TEXT NOT NULL,
    PRIMARY KEY (staff_id, role, agency_id)
) STRICT;

CREATE TABLE session (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the cookie; the cookie itself is stored nowhere.
    secret_hash BLOB NOT NULL UNIQUE,
    person_id BLOB REFERENCES person (id),
    staff_id BLOB REFERENCES staff (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE TABLE one_time_code (
    id BLOB PRIMARY KEY,
    phone TEXT NOT NULL,
    session_id BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    sent_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0),
    used_at TEXT
) STRICT;
-- Limits by phone and by session look back a day.
CREATE INDEX one_time_code_by_phone ON one_time_code (phone, sent_at);
CREATE INDEX one_time_code_by_session ON one_time_code (session_id, sent_at);

-- Wrong tries by target (a reference, a login, a session), never by address.
CREATE TABLE throttle (
    bucket TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    last_at TEXT NOT NULL
) STRICT;
