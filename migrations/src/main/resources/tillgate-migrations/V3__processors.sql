-- Several processors at once, and those that can be asked: hints, look-ups that answer for a hint, invoices that differ
-- from what was ordered.

ALTER TABLE tillgate.invoice
    -- while a node looks at it; next_check_at may be earlier meanwhile, since a hint came: then it is looked at once more
    ADD COLUMN lease_until      timestamptz,
    -- when a notification last asked us to look, until somebody has
    ADD COLUMN hinted_at        timestamptz,
    -- the processor's own words for how far it came, at the last look
    ADD COLUMN processor_status text;

ALTER TABLE tillgate.invoice DROP CONSTRAINT invoice_state_check;
ALTER TABLE tillgate.invoice ADD CONSTRAINT invoice_state_check CHECK (state IN (
    'REQUESTED', 'CREATED', 'UNKNOWN', 'WITHDRAWN', 'DECLINED', 'MISMATCHED'));

ALTER TABLE tillgate.merchant_order DROP CONSTRAINT merchant_order_invoice_standing_check;
ALTER TABLE tillgate.merchant_order ADD CONSTRAINT merchant_order_invoice_standing_check CHECK (invoice_standing IN (
    'REQUESTED', 'LIVE', 'UNKNOWN', 'WITHDRAWN', 'DECLINED', 'MISMATCHED'));

ALTER TABLE tillgate.merchant_order DROP CONSTRAINT merchant_order_review_check;
ALTER TABLE tillgate.merchant_order ADD CONSTRAINT merchant_order_review_check CHECK (review <@ ARRAY[
    'UNDERPAID', 'OVERPAID', 'WRONG_CURRENCY', 'CONFLICTING_PAYMENT', 'CANCELLED_WITH_MONEY',
    'LATE_PAYMENT_HELD', 'REVERSED', 'SECOND_PAYMENT', 'INVOICE_MISMATCH']);

ALTER TABLE tillgate.notification DROP CONSTRAINT notification_outcome_check;
ALTER TABLE tillgate.notification ADD CONSTRAINT notification_outcome_check CHECK (outcome IN (
    'APPLIED', 'KNOWN', 'HINT', 'PARKED', 'REVIEW', 'REFUSED'));

-- The last hint of a processor. Partial: the intake of notifications that carry the facts themselves does not touch it.
CREATE INDEX notification_hint ON tillgate.notification (processor, received_at) WHERE outcome = 'HINT';

-- How well a processor can be heard, one row each.
CREATE TABLE tillgate.processor_watch (
    processor       text        PRIMARY KEY,
    -- when its invoices are swept again; serves as the lease of the node that does
    next_sweep_at   timestamptz NOT NULL,
    -- news that came by asking alone, since the last hint
    found_by_asking bigint      NOT NULL DEFAULT 0 CHECK (found_by_asking >= 0),
    found_last_at   timestamptz
);
