-- What a node needs to price, shared by all nodes: one asks the venues, the others read its answers here.

-- Work that one node does for all. Its lease ends by the clock of Postgres, so that a dead node's passes on.
CREATE TABLE tillgate.lease (
    name         text        PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 120),
    holder       uuid        NOT NULL,
    leased_until timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The last word of each source: overwritten with each answer, so not a fact but what is known right now.
CREATE TABLE tillgate.market_answer (
    kind     text        NOT NULL CHECK (kind IN ('TICKER', 'ORDER_BOOK', 'FOREX')),
    source   text        NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    -- BTC-EUR; of forex EUR-SEK
    pair     text        NOT NULL CHECK (length(pair) = 7),
    answer   jsonb       NOT NULL,
    told_at  timestamptz NOT NULL,
    -- the node that heard it
    told_by  uuid        NOT NULL,
    PRIMARY KEY (kind, source, pair)
) WITH (fillfactor = 50);

-- The history of the price: one row a pair and minute, thinned with age to one a quarter of an hour and one a day.
CREATE TABLE tillgate.rate_sample (
    currency            text        NOT NULL,
    at                  timestamptz NOT NULL,
    -- NULL where there was none
    price               numeric     CHECK (price > 0),
    median              numeric     CHECK (median > 0),
    spread_basis_points integer     NOT NULL CHECK (spread_basis_points >= 0),
    standing            text        NOT NULL CHECK (standing IN ('FRESH', 'CROSS', 'LAST_GOOD', 'NONE')),
    -- each source with its bid and ask, and why it took no part where it did not
    sources             jsonb       NOT NULL,
    PRIMARY KEY (currency, at),
    CHECK ((price IS NULL) = (median IS NULL))
);

-- The newest rate of each pair that was not a stand-in, with its whole evidence: stands in after a restart, too.
CREATE TABLE tillgate.last_good_rate (
    currency text        PRIMARY KEY,
    as_of    timestamptz NOT NULL,
    evidence jsonb       NOT NULL
) WITH (fillfactor = 50);
