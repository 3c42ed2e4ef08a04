-- Statements of processors, what matching them with our own facts found, and the books of each day.

-- The facts of a day, and those that a statement can be about. A block range index: payments are stored in the order of
-- recorded_at, so it is some kilobytes large and an insert writes to it once in a megabyte, where a b-tree would cost the
-- intake of notifications an entry for each fact. Summarized as it goes, or a day that was just stored would be read whole.
CREATE INDEX payment_recorded ON tillgate.payment USING brin (recorded_at)
    WITH (pages_per_range = 32, autosummarize = on);

-- One row a processor, locked by whoever imports, matches or closes: one at a time, on whichever node.
CREATE TABLE tillgate.reconcile_account (
    processor  text        PRIMARY KEY CHECK (length(processor) BETWEEN 1 AND 100),
    -- where its books begin: no order is older
    books_from timestamptz NOT NULL
);

-- Each time that lines came, or that the lines we have were matched again. Never changed.
CREATE TABLE tillgate.reconcile_run (
    id              uuid        PRIMARY KEY,
    processor       text        NOT NULL,
    source          text        NOT NULL CHECK (source IN ('MTGOX_CSV', 'CSV', 'API', 'AGAIN')),
    file_name       text        CHECK (length(file_name) <= 200),
    -- SHA-256 of the file's bytes
    file_hash       bytea       CHECK (length(file_hash) = 32),
    actor           text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    at              timestamptz NOT NULL,
    -- the times of the first and the last line
    period_from     timestamptz,
    period_to       timestamptz,
    lines_read      integer     NOT NULL CHECK (lines_read >= 0),
    -- those that no run before had brought
    lines_new       integer     NOT NULL CHECK (lines_new >= 0),
    lines_matched   integer     NOT NULL CHECK (lines_matched >= 0),
    lines_ambiguous integer     NOT NULL CHECK (lines_ambiguous >= 0),
    lines_unmatched integer     NOT NULL CHECK (lines_unmatched >= 0),
    -- discrepancies that it opened or opened again, and those that it found gone
    opened          integer     NOT NULL CHECK (opened >= 0),
    gone            integer     NOT NULL CHECK (gone >= 0),
    -- where its new lines are
    first_line      bigint,
    last_line       bigint
);

CREATE INDEX reconcile_run_of_processor ON tillgate.reconcile_run (processor, period_from);

-- What the lines of a run add up to, those included that were known.
CREATE TABLE tillgate.reconcile_run_sum (
    run_id          uuid   NOT NULL REFERENCES tillgate.reconcile_run (id),
    currency        text   NOT NULL,
    credited_amount bigint NOT NULL CHECK (credited_amount >= 0),
    debited_amount  bigint NOT NULL CHECK (debited_amount >= 0),
    PRIMARY KEY (run_id, currency)
);

-- One row of a processor's account history. What it says never changes; what it was matched with may.
CREATE TABLE tillgate.statement_line (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- of reconcile_run; not checked, for the sake of a million lines
    run_id         uuid        NOT NULL,
    processor      text        NOT NULL,
    currency       text        NOT NULL,
    -- tells it from all others: of processor, currency and index where the statement has one, else of its content and its
    -- place among equals
    line_key       uuid        NOT NULL UNIQUE,
    -- of what it says, to find a statement that tells another story than before under the same index
    content_hash   uuid        NOT NULL,
    line_index     text,
    at             timestamptz NOT NULL,
    -- the statement's own word
    type           text        NOT NULL,
    -- what it did to the balance: negative for a debit
    amount         bigint      NOT NULL,
    -- after it
    balance        bigint,
    reference      text,
    payment_id     text,
    transaction_id text,
    status         text,
    info           text,
    -- of fees alone: when it counts, which is at its own time, or at the start of the first day that was still open when it came
    fee_at         timestamptz,
    matched_by     text        NOT NULL CHECK (matched_by IN (
        'REFERENCE', 'PAYMENT_ID', 'TRANSACTION', 'AMOUNT_AND_TIME', 'BY_HAND', 'BOOKED', 'FEE', 'AMBIGUOUS', 'NOTHING')),
    order_id       uuid,
    -- the id of the payment or of the refund that it is about
    entry_id       text
);

-- A block range index, as for payments: the lines of a file lie together, and a million more cost it nothing.
CREATE INDEX statement_line_in_time ON tillgate.statement_line USING brin (at) WITH (autosummarize = on);
-- The balance at a moment: many statements tell none, and their lines would all be looked through.
CREATE INDEX statement_line_balance ON tillgate.statement_line (processor, currency, at, id) WHERE balance IS NOT NULL;
CREATE INDEX statement_line_of_order ON tillgate.statement_line (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX statement_line_left ON tillgate.statement_line (processor, id)
    WHERE matched_by IN ('NOTHING', 'AMBIGUOUS');
-- The few of a run that a person decided about.
CREATE INDEX statement_line_by_hand ON tillgate.statement_line (run_id, id) WHERE matched_by IN ('BY_HAND', 'BOOKED');
CREATE INDEX statement_line_fee ON tillgate.statement_line (processor, fee_at) WHERE fee_at IS NOT NULL;

-- A difference between us and a processor: one row for each payment, refund or line that differs, for ever.
CREATE TABLE tillgate.discrepancy (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    processor     text        NOT NULL,
    currency      text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT', 'STATUS')),
    -- line:<id>, payment:<order id>:<payment id> or refund:<id>
    subject       text        NOT NULL,
    line_id       bigint      REFERENCES tillgate.statement_line (id),
    order_id      uuid,
    entry_id      text,
    -- what each side says it did to the balance
    here_amount   bigint      NOT NULL,
    there_amount  bigint      NOT NULL,
    -- what people put into the books for it
    booked_amount bigint      NOT NULL DEFAULT 0,
    detail        text        NOT NULL,
    -- the time of its subject
    at            timestamptz NOT NULL,
    state         text        NOT NULL CHECK (state IN ('OPEN', 'RESOLVED', 'GONE')),
    opened_at     timestamptz NOT NULL,
    -- the run that last opened or closed it
    run_id        uuid        NOT NULL REFERENCES tillgate.reconcile_run (id),
    UNIQUE (processor, currency, subject)
);

CREATE INDEX discrepancy_open ON tillgate.discrepancy (id) WHERE state = 'OPEN';
-- The inbox: one run can open very many at one moment.
CREATE INDEX discrepancy_waiting ON tillgate.discrepancy (opened_at, (('discrepancy:' || id::text) COLLATE "C"))
    WHERE state = 'OPEN';
CREATE INDEX discrepancy_known ON tillgate.discrepancy (processor, id) WHERE state <> 'GONE';
CREATE INDEX discrepancy_of_run ON tillgate.discrepancy (run_id, id);
CREATE INDEX discrepancy_of_order ON tillgate.discrepancy (order_id) WHERE order_id IS NOT NULL;

-- What people decided on discrepancies, and what facts did to them since. Append-only.
CREATE TABLE tillgate.resolution (
    discrepancy_id bigint      NOT NULL REFERENCES tillgate.discrepancy (id),
    id             bigint      GENERATED ALWAYS AS IDENTITY,
    kind           text        NOT NULL CHECK (kind IN ('EXPLAINED', 'BOOKED', 'MATCHED', 'REOPENED', 'GONE')),
    -- the two sides, as they were seen when it was decided
    here_amount    bigint      NOT NULL,
    there_amount   bigint      NOT NULL,
    actor          text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    -- of 500 characters at most, and who approved it
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 650),
    at             timestamptz NOT NULL,
    PRIMARY KEY (discrepancy_id, id)
);

-- The books of one day, sealed: what is in it never changes, and what is found later goes into the next day.
CREATE TABLE tillgate.daily_close (
    processor       text        NOT NULL,
    currency        text        NOT NULL,
    day             date        NOT NULL,
    -- where the day ended when it was closed
    zone            text        NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    opening_amount  bigint      NOT NULL,
    received_amount bigint      NOT NULL CHECK (received_amount >= 0),
    reversed_amount bigint      NOT NULL CHECK (reversed_amount >= 0),
    refunded_amount bigint      NOT NULL CHECK (refunded_amount >= 0),
    fee_amount      bigint      NOT NULL,
    -- what people booked, and corrections of days that were sealed before
    booked_amount   bigint      NOT NULL,
    closing_amount  bigint      NOT NULL,
    facts           integer     NOT NULL CHECK (facts >= 0),
    -- the first 8 bytes of the SHA-256 of each fact, sorted: they tell which fact is not what it was
    fact_hashes     bytea       NOT NULL,
    -- SHA-256 of those of all facts, in full
    facts_hash      bytea       NOT NULL CHECK (length(facts_hash) = 32),
    previous_seal   bytea       CHECK (length(previous_seal) = 32),
    seal            bytea       NOT NULL CHECK (length(seal) = 32),
    actor           text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    closed_at       timestamptz NOT NULL,
    -- day by day, as they are listed
    PRIMARY KEY (processor, day, currency),
    CHECK (starts_at < ends_at),
    CHECK (closing_amount = opening_amount + received_amount - reversed_amount - refunded_amount - fee_amount
        + booked_amount)
);

-- The same in the currencies of the price tags, each movement at the quote of its order.
CREATE TABLE tillgate.daily_close_value (
    processor      text   NOT NULL,
    currency       text   NOT NULL,
    day            date   NOT NULL,
    price_currency text   NOT NULL,
    opening_value  bigint NOT NULL,
    received_value bigint NOT NULL,
    reversed_value bigint NOT NULL,
    refunded_value bigint NOT NULL,
    fee_value      bigint NOT NULL,
    booked_value   bigint NOT NULL,
    closing_value  bigint NOT NULL,
    PRIMARY KEY (processor, day, currency, price_currency),
    FOREIGN KEY (processor, currency, day) REFERENCES tillgate.daily_close (processor, currency, day),
    CHECK (closing_value = opening_value + received_value - reversed_value - refunded_value - fee_value + booked_value)
);

-- What goes into the books besides payments, refunds and fees. Append-only.
CREATE TABLE tillgate.booking (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    processor      text        NOT NULL,
    currency       text        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('ADJUSTMENT', 'CORRECTION')),
    -- what it does to the balance
    amount         bigint      NOT NULL,
    -- and to what was sold in this currency, where that is known
    price_currency text,
    price_value    bigint,
    -- when it counts: never before the end of the last day that was closed
    at             timestamptz NOT NULL,
    discrepancy_id bigint      REFERENCES tillgate.discrepancy (id),
    -- the sealed day that a correction is about, and the facts that it found there
    of_day         date,
    facts_hash     bytea       CHECK (length(facts_hash) = 32),
    actor          text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 100),
    -- of 500 characters at most, and who approved it
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 650),
    recorded_at    timestamptz NOT NULL,
    CHECK ((price_currency IS NULL) = (price_value IS NULL)),
    CHECK ((of_day IS NULL) = (facts_hash IS NULL))
);

CREATE INDEX booking_in_time ON tillgate.booking (processor, currency, at);
CREATE INDEX booking_of_day ON tillgate.booking (processor, currency, of_day, id) WHERE of_day IS NOT NULL;

-- The last look at each sealed day.
CREATE TABLE tillgate.close_check (
    processor  text        NOT NULL,
    currency   text        NOT NULL,
    day        date        NOT NULL,
    verdict    text        NOT NULL CHECK (verdict IN ('HOLDS', 'CORRECTED', 'BROKEN')),
    detail     text        NOT NULL,
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (processor, day, currency),
    FOREIGN KEY (processor, currency, day) REFERENCES tillgate.daily_close (processor, currency, day)
);

CREATE INDEX close_check_due ON tillgate.close_check (processor, checked_at);
CREATE INDEX close_check_broken ON tillgate.close_check (day) WHERE verdict = 'BROKEN';
