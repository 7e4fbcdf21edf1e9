-- Counters, moved in the event's own transaction, so that a dashboard costs the same at any size.

CREATE TABLE rollup (
    day DATE NOT NULL,
    agency_id TEXT NOT NULL,
    sector TEXT NOT NULL,
    procedure_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    measure TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (measure, day, agency_id, sector, procedure_id, channel)
);
