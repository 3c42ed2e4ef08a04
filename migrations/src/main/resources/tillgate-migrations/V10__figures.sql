-- Figures of whole days, for charts: worked out from the order journal, and again when a day's facts change, so never facts
-- themselves. All of it can be thrown away and is made again.

-- The journal in time, and in the order in which it grew. BRIN: the intake of notifications adds to it at next to no cost.
CREATE INDEX journal_grown ON tillgate.journal USING brin (at, id) WITH (autosummarize = on);

-- How far the working out has come; one row.
CREATE TABLE tillgate.figures_progress (
    one           boolean     PRIMARY KEY DEFAULT true CHECK (one),
    -- where days begin and end; with another one all days are worked out again
    time_zone     text        NOT NULL,
    -- the first day that is not over and done with; NULL while there is no order
    next_day      date,
    -- the entry of the journal up to which all were seen; and a later one up to which all will have been seen once the
    -- transactions of that time have ended
    read_id       bigint      NOT NULL DEFAULT 0,
    waiting_id    bigint      NOT NULL DEFAULT 0,
    waiting_since timestamptz NOT NULL
);

CREATE TABLE tillgate.figures_day (
    day         date        PRIMARY KEY,
    computed_at timestamptz NOT NULL
);

-- What became of the orders that were opened on a day. Here and below: of each processor, and with '' of all together, so
-- that ten years are read at once, and since percentiles can't be added up.
CREATE TABLE tillgate.day_funnel (
    day       date   NOT NULL,
    processor text   NOT NULL,
    opened    bigint NOT NULL,
    invoiced  bigint NOT NULL,
    seen      bigint NOT NULL,
    paid      bigint NOT NULL,
    expired   bigint NOT NULL,
    cancelled bigint NOT NULL,
    declined  bigint NOT NULL,
    PRIMARY KEY (day, processor)
);

-- Money that was confirmed on a day, less what was withdrawn: by the currency it came in and that of the price tags.
CREATE TABLE tillgate.day_takings (
    day            date   NOT NULL,
    processor      text   NOT NULL,
    currency       text   NOT NULL,
    price_currency text   NOT NULL,
    received       bigint NOT NULL,
    -- the same at the rate of each order's quote
    at_quote       bigint NOT NULL,
    PRIMARY KEY (day, processor, currency, price_currency)
);

-- How long the orders that became paid on a day took, from the first sight of money.
CREATE TABLE tillgate.day_confirmation (
    day        date   NOT NULL,
    processor  text   NOT NULL,
    orders     bigint NOT NULL CHECK (orders > 0),
    half_ms    bigint NOT NULL,
    most_ms    bigint NOT NULL,
    slowest_ms bigint NOT NULL,
    PRIMARY KEY (day, processor)
);

-- What went wrong on a day.
CREATE TABLE tillgate.day_exception (
    day       date   NOT NULL,
    processor text   NOT NULL,
    kind      text   NOT NULL CHECK (kind IN (
        'UNDERPAID', 'OVERPAID', 'PAID_LATE', 'MISMATCH', 'REVERSED', 'MARKED_BY_HAND', 'DECLINED',
        'REFUSED_NOTIFICATION')),
    times     bigint NOT NULL CHECK (times > 0),
    PRIMARY KEY (day, processor, kind)
);
