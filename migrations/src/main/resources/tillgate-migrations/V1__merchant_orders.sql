-- The facts of Tillgate. Amounts are bigint counts of minor units (satoshi for BTC, cents for EUR);
-- times are timestamptz; the words are those of the design, and the CHECKs mirror the Java enums.
-- Indexes that the intake of notifications touches start with an order id: a UUIDv7, so that they stay warm
-- however many orders there are.

CREATE TABLE tillgate.quote (
    id             uuid        PRIMARY KEY,
    price_currency text        NOT NULL,
    price_amount   bigint      NOT NULL CHECK (price_amount > 0),
    due_amount     bigint      NOT NULL CHECK (due_amount > 0),
    rate           numeric     NOT NULL CHECK (rate > 0),
    rate_as_of     timestamptz NOT NULL,
    -- side, age limit, rounding, and each ticker that took part: enough to compute the amount due again.
    evidence       jsonb       NOT NULL,
    quoted_at      timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL
);

CREATE TABLE tillgate.merchant_order (
    id               uuid        PRIMARY KEY,
    reference        text        NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
    attempt          integer     NOT NULL CHECK (attempt >= 1),
    processor        text        NOT NULL,
    -- the terms: never updated
    price_currency   text        NOT NULL,
    price_amount     bigint      NOT NULL CHECK (price_amount > 0),
    due_currency     text        NOT NULL,
    due_amount       bigint      NOT NULL CHECK (due_amount > 0),
    quote_id         uuid        REFERENCES tillgate.quote (id),
    description      text,
    shop_data        text,
    return_url       text,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    -- the state: derived from the facts by OrderTransitions, never by hand
    status           text        NOT NULL CHECK (status IN (
        'SUBMITTED', 'AWAITING_PAYMENT', 'CONFIRMING', 'PAID', 'EXPIRED', 'CANCELLED', 'DECLINED')),
    anomaly          text        NOT NULL CHECK (anomaly IN (
        'MISMATCH', 'REVERSED', 'MARKED_BY_HAND', 'PAID_LATE', 'OVERPAID', 'UNDERPAID', 'NONE')),
    review           text[]      NOT NULL DEFAULT '{}' CHECK (review <@ ARRAY[
        'UNDERPAID', 'OVERPAID', 'WRONG_CURRENCY', 'CONFLICTING_PAYMENT', 'CANCELLED_WITH_MONEY',
        'LATE_PAYMENT_HELD', 'REVERSED', 'SECOND_PAYMENT']),
    received_amount  bigint      NOT NULL DEFAULT 0 CHECK (received_amount >= 0),
    pending_amount   bigint      NOT NULL DEFAULT 0 CHECK (pending_amount >= 0),
    -- what a person let the buyer off: the sum of the order's waivers
    waived_amount    bigint      NOT NULL DEFAULT 0 CHECK (waived_amount >= 0),
    -- the fold of the order's invoices, kept here so that the intake need not read them
    invoice_standing text        NOT NULL CHECK (invoice_standing IN (
        'REQUESTED', 'LIVE', 'UNKNOWN', 'WITHDRAWN', 'DECLINED')),
    payment_url      text,
    -- whether a later attempt of the reference exists: money is then looked at across all of them
    superseded       boolean     NOT NULL DEFAULT false,
    -- how much bitcoin had lost since the quote when the first late payment came, in hundredths of a percent
    late_drift       integer,
    updated_at       timestamptz NOT NULL,
    UNIQUE (reference, attempt)
) WITH (fillfactor = 85);

CREATE INDEX merchant_order_status ON tillgate.merchant_order (status, id);
CREATE INDEX merchant_order_due_to_expire ON tillgate.merchant_order (expires_at)
    WHERE status IN ('SUBMITTED', 'AWAITING_PAYMENT');
CREATE INDEX merchant_order_review ON tillgate.merchant_order (id) WHERE review <> '{}';

-- Each request for payment at a processor. An order can have several, all of them stay watched.
CREATE TABLE tillgate.invoice (
    id                   uuid        PRIMARY KEY,
    order_id             uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    processor            text        NOT NULL,
    processor_invoice_id text,
    state                text        NOT NULL CHECK (state IN (
        'REQUESTED', 'CREATED', 'UNKNOWN', 'WITHDRAWN', 'DECLINED')),
    payment_url          text,
    detail               text,
    requested_at         timestamptz NOT NULL,
    answered_at          timestamptz,
    -- when the janitor looks at it again, 'infinity' for never; serves as the lease of the node that does
    next_check_at        timestamptz NOT NULL
);

CREATE INDEX invoice_to_check ON tillgate.invoice (next_check_at) WHERE next_check_at < 'infinity';

CREATE INDEX invoice_order ON tillgate.invoice (order_id);
CREATE UNIQUE INDEX invoice_at_processor ON tillgate.invoice (processor, processor_invoice_id)
    WHERE processor_invoice_id IS NOT NULL;

-- Raw notifications: the bytes as they came. Never updated but for parked ones that found their order.
CREATE TABLE tillgate.notification (
    id                   uuid        PRIMARY KEY,
    processor            text        NOT NULL,
    order_id             uuid,
    processor_invoice_id text,
    status               text        NOT NULL,
    outcome              text        NOT NULL CHECK (outcome IN ('APPLIED', 'KNOWN', 'PARKED', 'REVIEW', 'REFUSED')),
    detail               text,
    -- what is needed to verify it again, kept for those that are not applied yet
    signature            text,
    -- the first 16 bytes of the body's SHA-256
    body_hash            uuid        NOT NULL,
    body                 bytea       NOT NULL,
    received_at          timestamptz NOT NULL
);

CREATE UNIQUE INDEX notification_of_order ON tillgate.notification (order_id, body_hash)
    WHERE order_id IS NOT NULL AND outcome <> 'REFUSED';
CREATE UNIQUE INDEX notification_of_nobody ON tillgate.notification (processor, body_hash)
    WHERE order_id IS NULL AND outcome <> 'REFUSED';
CREATE INDEX notification_parked ON tillgate.notification (processor, processor_invoice_id)
    WHERE outcome = 'PARKED';
CREATE INDEX notification_unresolved ON tillgate.notification (received_at)
    WHERE outcome IN ('PARKED', 'REVIEW', 'REFUSED');

-- Payment facts, append-only: what a processor said of a payment at one time.
CREATE TABLE tillgate.payment (
    order_id         uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    payment_id       text        NOT NULL CHECK (length(payment_id) BETWEEN 1 AND 200),
    sequence         bigint      NOT NULL CHECK (sequence >= 0),
    state            text        NOT NULL CHECK (state IN ('PENDING', 'CONFIRMED', 'REVERSED')),
    currency         text        NOT NULL,
    confirmed_amount bigint      NOT NULL CHECK (confirmed_amount >= 0),
    pending_amount   bigint      NOT NULL CHECK (pending_amount >= 0),
    occurred_at      timestamptz NOT NULL,
    recorded_at      timestamptz NOT NULL,
    notification_id  uuid,
    -- in the order in which statements fold the facts of a payment
    PRIMARY KEY (order_id, payment_id, currency, sequence, state, confirmed_amount, pending_amount)
);

-- What a person let a buyer off, append-only: an order marked by hand never pretends to a payment.
CREATE TABLE tillgate.waiver (
    order_id uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    id       bigint      GENERATED ALWAYS AS IDENTITY,
    amount   bigint      NOT NULL CHECK (amount > 0),
    actor    text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    reason   text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at       timestamptz NOT NULL,
    PRIMARY KEY (order_id, id)
);

-- The order journal, append-only: each change of an order's state, and what made it so.
CREATE TABLE tillgate.journal (
    order_id        uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    id              bigint      GENERATED ALWAYS AS IDENTITY,
    at              timestamptz NOT NULL,
    status_before   text        NOT NULL,
    status_after    text        NOT NULL,
    anomaly_after   text        NOT NULL,
    received_after  bigint      NOT NULL,
    pending_after   bigint      NOT NULL,
    cause           text        NOT NULL,
    actor           text        NOT NULL,
    notification_id uuid,
    PRIMARY KEY (order_id, id)
);

-- Events to the shop, written with the change and delivered later: one row for each event and consumer.
CREATE TABLE tillgate.outbox (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer        text        NOT NULL,
    order_id        uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    type            text        NOT NULL CHECK (type IN (
        'PAYMENT_SEEN', 'ORDER_PAID', 'ORDER_EXPIRED', 'ORDER_CANCELLED', 'ORDER_DECLINED', 'ORDER_REVERSED',
        'REVIEW_NEEDED')),
    status          text        NOT NULL,
    anomaly         text        NOT NULL,
    received_amount bigint      NOT NULL,
    at              timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    -- when it is tried again; serves as the lease of the node that delivers it
    next_attempt_at timestamptz NOT NULL,
    delivered_at    timestamptz,
    -- refused too often: waits for a person, and holds back the order's later events
    parked_at       timestamptz,
    last_error      text
);

CREATE INDEX outbox_undelivered ON tillgate.outbox (order_id, consumer, id) WHERE delivered_at IS NULL;
CREATE INDEX outbox_due ON tillgate.outbox (consumer, next_attempt_at, id)
    WHERE delivered_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_parked ON tillgate.outbox (parked_at) WHERE delivered_at IS NULL AND parked_at IS NOT NULL;
CREATE INDEX outbox_of_order ON tillgate.outbox (order_id, id);

-- Idempotency keys of the HTTP API, and the order that each one made.
CREATE TABLE tillgate.idempotency_key (
    key          text        PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
    request_hash uuid        NOT NULL,
    order_id     uuid        REFERENCES tillgate.merchant_order (id),
    created_at   timestamptz NOT NULL
);

-- The last nonce used with each API key; only ever grows.
CREATE TABLE tillgate.api_nonce (
    api_key text   PRIMARY KEY,
    nonce   bigint NOT NULL
);
