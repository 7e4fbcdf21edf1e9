-- Who people are. Only this table knows a person; elsewhere stands the id.

CREATE TABLE person (
    id UUID PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    personal_id_hash BYTEA,
    -- What was entered last, kept to fill in the next form; sealed with the key of the settings.
    profile_sealed BYTEA,
    created_at TIMESTAMPTZ NOT NULL
);
-- Found again by identity number, without the number being readable.
CREATE INDEX person_by_personal_id ON person (personal_id_hash) WHERE personal_id_hash IS NOT NULL;

CREATE TABLE staff (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_sealed BYTEA NOT NULL,
    -- A time step is accepted once.
    totp_last_step BIGINT NOT NULL,
    disabled_at TIMESTAMPTZ
);

CREATE TABLE staff_grant (
    staff_id UUID NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL,
    -- '*' is every agency.
    agency_id TEXT NOT NULL,
    PRIMARY KEY (staff_id, role, agency_id)
);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    -- SHA-256 of the cookie; the cookie itself is stored nowhere.
    secret_hash BYTEA NOT NULL UNIQUE,
    person_id UUID REFERENCES person (id),
    staff_id UUID REFERENCES staff (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

CREATE TABLE one_time_code (
    id UUID PRIMARY KEY,
    phone TEXT NOT NULL,
    session_id UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0),
    used_at TIMESTAMPTZ
);
-- Limits by phone and by session look back a day.
CREATE INDEX one_time_code_by_phone ON one_time_code (phone, sent_at);
CREATE INDEX one_time_code_by_session ON one_time_code (session_id, sent_at);

-- Wrong tries by target (a reference, a login, a session), never by address.
CREATE TABLE throttle (
    bucket TEXT PRIMARY KEY,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    last_at TIMESTAMPTZ NOT NULL
);
