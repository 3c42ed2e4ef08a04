-- What the shop's staff do by hand, and what waits for them.

ALTER TABLE tillgate.merchant_order
    -- what people decided about it: the fold of the order's decisions, kept here so that the intake need not read them
    ADD COLUMN decisions text[] NOT NULL DEFAULT '{}' CHECK (decisions <@ ARRAY['ACCEPT_LATE', 'CANCEL']),
    -- since when its state needs a human; NULL where it needs none, or an older version of Tillgate wrote it
    ADD COLUMN odd_at timestamptz,
    -- when a person looked at its state; NULL again when the state changes
    ADD COLUMN looked_at timestamptz;

-- The inbox. Orders with nothing odd are not in it, and neither odd_at nor looked_at of theirs ever changes.
CREATE INDEX merchant_order_attention ON tillgate.merchant_order ((coalesce(odd_at, created_at)), id)
    WHERE looked_at IS NULL
      AND (review <> '{}' OR (status = 'EXPIRED' AND invoice_standing IN ('REQUESTED', 'UNKNOWN')));

-- What people decided about an order, append-only.
CREATE TABLE tillgate.decision (
    order_id uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    decision text        NOT NULL CHECK (decision IN ('ACCEPT_LATE', 'CANCEL')),
    actor    text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    reason   text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at       timestamptz NOT NULL,
    PRIMARY KEY (order_id, decision)
);

ALTER TABLE tillgate.waiver
    ADD COLUMN kind text NOT NULL DEFAULT 'MARKED_PAID'
        CHECK (kind IN ('MARKED_PAID', 'SETTLED_AT_PROCESSOR', 'CREDIT')),
    -- where credited money can be seen
    ADD COLUMN evidence text CHECK (length(evidence) BETWEEN 1 AND 200);

UPDATE tillgate.waiver SET kind = 'SETTLED_AT_PROCESSOR' WHERE reason = 'settled by hand at the processor';

-- The same money is credited once.
CREATE UNIQUE INDEX waiver_evidence ON tillgate.waiver (evidence) WHERE evidence IS NOT NULL;

ALTER TABLE tillgate.notification
    -- when a person looked at it; NULL again when it comes to something else
    ADD COLUMN looked_at timestamptz;

CREATE INDEX notification_waiting ON tillgate.notification (received_at, id)
    WHERE outcome IN ('PARKED', 'REVIEW') AND looked_at IS NULL;

-- Who did what, and why: append-only.
CREATE TABLE tillgate.staff_log (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- of the form that asked for it, so that a form sent twice does it once
    request  uuid        NOT NULL UNIQUE,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    -- the same for each spelling of one login
    person   text        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN (
        'ENTER', 'RECHECK', 'MARK_PAID', 'ACCEPT_LATE', 'CREDIT', 'CANCEL', 'LOOKED_AT', 'REPLAY', 'REDELIVER', 'REFUND',
        'IMPORT_STATEMENT', 'MATCH_AGAIN', 'RESOLVE_DISCREPANCY', 'CLOSE_DAY', 'VERIFY_DAY', 'REQUEST', 'APPROVE', 'REJECT',
        'SAVE_VIEW', 'DELETE_VIEW', 'EXPORT')),
    order_id uuid,
    -- what else it concerned: a notification, an event, an approval
    subject  text,
    currency text,
    amount   bigint,
    reason   text        NOT NULL CHECK (length(reason) <= 500),
    outcome  text        NOT NULL,
    CHECK ((currency IS NULL) = (amount IS NULL))
);

CREATE INDEX staff_log_of_order ON tillgate.staff_log (order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX staff_log_of_person ON tillgate.staff_log (person, id);
CREATE INDEX staff_log_of_kind ON tillgate.staff_log (kind, id);
CREATE INDEX staff_log_entry ON tillgate.staff_log (person, at) WHERE kind = 'ENTER';

-- Acts that a second person decides about.
CREATE TABLE tillgate.approval (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN (
        'ENTER', 'RECHECK', 'MARK_PAID', 'ACCEPT_LATE', 'CREDIT', 'CANCEL', 'LOOKED_AT', 'REPLAY', 'REDELIVER', 'REFUND',
        'IMPORT_STATEMENT', 'MATCH_AGAIN', 'RESOLVE_DISCREPANCY', 'CLOSE_DAY', 'VERIFY_DAY', 'REQUEST', 'APPROVE', 'REJECT',
        'SAVE_VIEW', 'DELETE_VIEW', 'EXPORT')),
    order_id        uuid,
    -- what only one request of its kind may wait for at a time: an order's id, or discrepancy:<id>
    subject         text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    currency        text        NOT NULL,
    amount          bigint      NOT NULL,
    -- for the part of Tillgate that does it
    terms           text        NOT NULL,
    summary         text        NOT NULL,
    requested_by    text        NOT NULL CHECK (length(requested_by) BETWEEN 1 AND 100),
    reason          text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    requested_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    state           text        NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REJECTED', 'VOID', 'EXPIRED')),
    decided_by      text,
    decision_reason text,
    decided_at      timestamptz,
    outcome         text
);

CREATE INDEX approval_waiting ON tillgate.approval (requested_at, id) WHERE state = 'WAITING';
-- Two that are both approved would do it twice.
CREATE UNIQUE INDEX approval_once ON tillgate.approval (subject, kind) WHERE state = 'WAITING';
CREATE INDEX approval_of_order ON tillgate.approval (order_id, id) WHERE order_id IS NOT NULL;

-- Filters of the list of orders, under names.
CREATE TABLE tillgate.saved_view (
    id       uuid        PRIMARY KEY,
    name     text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    query    text        NOT NULL CHECK (length(query) <= 2000),
    owner    text        NOT NULL CHECK (length(owner) BETWEEN 1 AND 100),
    person   text        NOT NULL,
    audience text        NOT NULL CHECK (audience IN ('OWNER', 'EVERYBODY')),
    saved_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX saved_view_own ON tillgate.saved_view (person, lower(name)) WHERE audience = 'OWNER';
CREATE UNIQUE INDEX saved_view_shared ON tillgate.saved_view (lower(name)) WHERE audience = 'EVERYBODY';

-- What happened and who did it is never written again, not even by mistake. By statement, so that an insert pays nothing.
CREATE FUNCTION tillgate.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'tillgate.% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'write another row that says what is different now';
END
$$;

CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tillgate.journal
    FOR EACH STATEMENT EXECUTE FUNCTION tillgate.refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tillgate.decision
    FOR EACH STATEMENT EXECUTE FUNCTION tillgate.refuse_change();
CREATE TRIGGER waiver_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tillgate.waiver
    FOR EACH STATEMENT EXECUTE FUNCTION tillgate.refuse_change();
CREATE TRIGGER staff_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tillgate.staff_log
    FOR EACH STATEMENT EXECUTE FUNCTION tillgate.refuse_change();
