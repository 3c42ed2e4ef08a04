-- What a shop with a node of its own follows of the chain. Hashes are bytea, in the order in which
-- everybody shows them.

-- How many addresses an account has given out. Its row is locked while one is allocated, so that addresses are committed in
-- the order of their index: whoever has read up to an index has missed none below.
CREATE TABLE tillgate.chain_account (
    account    text    PRIMARY KEY,
    next_index integer NOT NULL CHECK (next_index >= 0)
);

-- One address for each order, for ever: it is never given to another one, and always watched.
CREATE TABLE tillgate.chain_address (
    account              text        NOT NULL REFERENCES tillgate.chain_account (account),
    address_index        integer     NOT NULL CHECK (address_index >= 0),
    processor            text        NOT NULL,
    order_id             uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    address              text        NOT NULL,
    script               bytea       NOT NULL UNIQUE,
    confirmations_needed integer     NOT NULL CHECK (confirmations_needed >= 0),
    created_at           timestamptz NOT NULL,
    PRIMARY KEY (account, address_index)
);

CREATE UNIQUE INDEX chain_address_of_order ON tillgate.chain_address (order_id, processor);

-- How far a processor has followed the chain. One node at a time holds the lease, and whoever writes facts checks that it
-- still does.
CREATE TABLE tillgate.chain_cursor (
    processor    text        PRIMARY KEY,
    -- null until the node was asked for the first time
    height       integer,
    block_hash   bytea,
    -- counted up with each commit: orders the facts of one payment
    sequence     bigint      NOT NULL DEFAULT 0,
    holder       uuid,
    leased_until timestamptz NOT NULL,
    -- what the node last said of itself
    tip_height   integer,
    checked_at   timestamptz,
    problem      text,
    CHECK ((height IS NULL) = (block_hash IS NULL))
);

-- The last blocks that were followed, to find the fork when the chain is reorganised.
CREATE TABLE tillgate.chain_block (
    processor  text    NOT NULL,
    height     integer NOT NULL,
    block_hash bytea   NOT NULL,
    PRIMARY KEY (processor, height)
);

-- Each output that ever paid to an address of ours: where it is now, and what the order was told of it.
CREATE TABLE tillgate.chain_payment (
    processor           text        NOT NULL,
    txid                bytea       NOT NULL,
    vout                integer     NOT NULL CHECK (vout >= 0),
    order_id            uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    amount              bigint      NOT NULL CHECK (amount >= 0),
    place               text        NOT NULL CHECK (place IN ('MEMPOOL', 'BLOCK', 'GONE')),
    -- of its block; null in any other place
    height              integer,
    confirmations_needed integer     NOT NULL CHECK (confirmations_needed >= 0),
    -- the last fact; null only inside the transaction that makes the first one
    told                text        CHECK (told IN ('PENDING', 'CONFIRMED', 'REVERSED')),
    -- whether its sender may replace it: then no number of confirmations below 1 is enough
    replaceable         boolean     NOT NULL,
    -- the outputs that its transaction spends: when another transaction spends one of them, this one is void
    spends              bytea       NOT NULL,
    seen_at             timestamptz NOT NULL,
    -- since when the node no longer knows it, though nothing contradicts it
    missing_since       timestamptz,
    PRIMARY KEY (processor, txid, vout)
);

CREATE INDEX chain_payment_of_order ON tillgate.chain_payment (order_id);
CREATE INDEX chain_payment_in_block ON tillgate.chain_payment (processor, height) WHERE place = 'BLOCK';
CREATE INDEX chain_payment_unsettled ON tillgate.chain_payment (processor, height) WHERE told = 'PENDING';

-- Vouchers swept to an order's address: stored before they are broadcast, and broadcast until the node has them.
CREATE TABLE tillgate.chain_sweep (
    coin_txid    bytea       NOT NULL,
    coin_vout    integer     NOT NULL CHECK (coin_vout >= 0),
    processor    text        NOT NULL,
    order_id     uuid        NOT NULL REFERENCES tillgate.merchant_order (id),
    txid         bytea       NOT NULL,
    -- the signed transaction, fit for everybody's eyes; never the key
    raw          bytea       NOT NULL,
    amount       bigint      NOT NULL CHECK (amount > 0),
    created_at   timestamptz NOT NULL,
    broadcast_at timestamptz,
    refusal      text,
    PRIMARY KEY (coin_txid, coin_vout)
);

CREATE INDEX chain_sweep_to_broadcast ON tillgate.chain_sweep (processor, created_at)
    WHERE broadcast_at IS NULL AND refusal IS NULL;
