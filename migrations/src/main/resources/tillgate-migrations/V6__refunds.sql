-- Value returned to buyers: records of their own, never a negative payment. The intent is committed before any call.

CREATE TABLE tillgate.refund (
    id                  uuid        PRIMARY KEY,
    order_id            uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    -- of the form that asked for it, so that a form sent twice makes one refund
    request             uuid        NOT NULL UNIQUE,
    processor           text        NOT NULL,
    way                 text        NOT NULL CHECK (way IN ('SEND', 'CLAIM_LINK', 'BY_HAND')),
    basis               text        NOT NULL CHECK (basis IN (
        'AS_PAID', 'TODAYS_RATE', 'OVERPAYMENT', 'FIAT', 'CUSTOM')),
    -- what the order had received when it was asked for: when money is withdrawn later, nothing goes out
    received            bigint      NOT NULL,
    -- satoshi
    amount              bigint      NOT NULL CHECK (amount > 0),
    -- how an amount that comes of fiat was computed: fiat * part / whole / rate, rounded up to the satoshi
    fiat_currency       text,
    fiat_amount         bigint      CHECK (fiat_amount > 0),
    part                bigint      CHECK (part > 0),
    whole               bigint      CHECK (whole > 0),
    rate                numeric     CHECK (rate > 0),
    evidence            jsonb,
    state               text        NOT NULL CHECK (state IN (
        'REQUESTED', 'AWAITING_APPROVAL', 'AWAITING_ADDRESS', 'SENDING', 'UNKNOWN', 'SENT', 'REFUSED', 'CANCELLED',
        'RECORDED_BY_HAND')),
    detail              text,
    address             text        CHECK (length(address) BETWEEN 14 AND 90),
    transaction_id      text        CHECK (length(transaction_id) BETWEEN 1 AND 200),
    processor_refund_id text,
    claim_url           text,
    actor               text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    reason              text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    -- when the janitor goes on with it, 'infinity' for never; serves as the lease of the node that does
    next_check_at       timestamptz NOT NULL,
    CHECK ((rate IS NULL) = (evidence IS NULL))
);

CREATE INDEX refund_of_order ON tillgate.refund (order_id, id);
CREATE INDEX refund_by_state ON tillgate.refund (state, id);
CREATE INDEX refund_attention ON tillgate.refund (updated_at, id)
    WHERE state IN ('UNKNOWN', 'REFUSED', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL', 'REQUESTED');
CREATE INDEX refund_to_check ON tillgate.refund (processor, next_check_at) WHERE next_check_at < 'infinity';

-- The history of each refund, append-only.
CREATE TABLE tillgate.refund_step (
    refund_id uuid        NOT NULL REFERENCES tillgate.refund (id),
    id        bigint      GENERATED ALWAYS AS IDENTITY,
    at        timestamptz NOT NULL,
    state     text        NOT NULL,
    actor     text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    reason    text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    PRIMARY KEY (refund_id, id)
);

-- The books of a day: when coins left.
CREATE INDEX refund_step_out ON tillgate.refund_step (at, refund_id) WHERE state IN ('SENT', 'RECORDED_BY_HAND');

-- Each call that may have moved coins: committed before the call.
CREATE TABLE tillgate.refund_send (
    refund_id  uuid        NOT NULL REFERENCES tillgate.refund (id),
    attempt    integer     NOT NULL CHECK (attempt >= 1),
    -- the newest line of the account's history before the call: what the call made has a greater index
    line_index bigint      NOT NULL CHECK (line_index >= 0),
    called_at  timestamptz NOT NULL,
    -- NULL while no answer came
    outcome    text        CHECK (outcome IN ('SENT', 'REFUSED', 'NOT_SENT', 'UNKNOWN')),
    PRIMARY KEY (refund_id, attempt)
);

-- Lines of account histories that refunds were found in: each line is one refund's, and each refund has one.
CREATE TABLE tillgate.refund_line (
    processor  text   NOT NULL,
    line_index bigint NOT NULL,
    refund_id  uuid   NOT NULL UNIQUE REFERENCES tillgate.refund (id),
    PRIMARY KEY (processor, line_index)
);

-- The shop hears of each refund that went out, once for each consumer of events. No foreign key: each row of an event
-- would pay for its check, and nearly none has a refund.
ALTER TABLE tillgate.outbox
    ADD COLUMN refund_id uuid,
    DROP CONSTRAINT outbox_type_check,
    ADD CONSTRAINT outbox_type_check CHECK (type IN (
        'PAYMENT_SEEN', 'ORDER_PAID', 'ORDER_EXPIRED', 'ORDER_CANCELLED', 'ORDER_DECLINED', 'ORDER_REVERSED',
        'REVIEW_NEEDED', 'REFUND_SENT'));

CREATE UNIQUE INDEX outbox_of_refund ON tillgate.outbox (refund_id, consumer) WHERE refund_id IS NOT NULL;
