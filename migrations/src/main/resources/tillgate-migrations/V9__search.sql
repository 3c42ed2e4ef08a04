-- Finding one order among ten million, and the next page of any list as quickly as the first. Whatever a list can be narrowed by
-- has an index that ends with the order id, so that the orders that qualify come newest first, from any place on. Nothing
-- of it is written by the intake of notifications but payment_of_id and the entries of orders with an anomaly.

-- Compared byte by byte, so that the unique index finds the start of a reference, too. Builds that index anew.
ALTER TABLE tillgate.merchant_order ALTER COLUMN reference TYPE text COLLATE "C";

CREATE INDEX merchant_order_anomaly ON tillgate.merchant_order (anomaly, id) WHERE anomaly <> 'NONE';

-- The terms that orders are looked for by, in a table of their own: a new version of a merchant_order, which each change of its
-- status makes, would write to each of these indexes again. Rows never change.
CREATE TABLE tillgate.order_search (
    order_id       uuid   NOT NULL,
    processor      text   NOT NULL COLLATE "C",
    due_currency   text   NOT NULL COLLATE "C",
    due_amount     bigint NOT NULL,
    price_currency text   NOT NULL COLLATE "C",
    price_amount   bigint NOT NULL,
    PRIMARY KEY (processor, order_id)
);

-- The words of descriptions. New ones go to the end of each word's entries: as warm as an index by time.
CREATE TABLE tillgate.order_word (
    word     text NOT NULL COLLATE "C",
    order_id uuid NOT NULL,
    PRIMARY KEY (word, order_id)
);

INSERT INTO tillgate.order_search (order_id, processor, due_currency, due_amount, price_currency, price_amount)
SELECT id, processor, due_currency, due_amount, price_currency, price_amount
FROM tillgate.merchant_order;

INSERT INTO tillgate.order_word (word, order_id)
SELECT DISTINCT word, o.id
FROM tillgate.merchant_order o
CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', o.description))) AS word;

CREATE INDEX order_search_due ON tillgate.order_search (due_currency, due_amount, order_id);
CREATE INDEX order_search_price ON tillgate.order_search (price_currency, price_amount, order_id)
    WHERE price_currency <> due_currency;

-- By a trigger, so that the orders of nodes of the older release are found, too, while nodes are upgraded one by one.
CREATE FUNCTION tillgate.make_order_searchable() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tillgate.order_search (order_id, processor, due_currency, due_amount, price_currency, price_amount)
    VALUES (NEW.id, NEW.processor, NEW.due_currency, NEW.due_amount, NEW.price_currency, NEW.price_amount);
    INSERT INTO tillgate.order_word (word, order_id)
    SELECT DISTINCT word, NEW.id
    FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', NEW.description))) AS word;
    RETURN NULL;
END
$$;

CREATE TRIGGER merchant_order_searchable AFTER INSERT ON tillgate.merchant_order
    FOR EACH ROW EXECUTE FUNCTION tillgate.make_order_searchable();

-- Payment ids are random, and an index by them alone would be cold where the intake writes to it. The first 20 bits of an order
-- id count stretches of three days, so all of today's entries are in one small part of this one; a search looks into each
-- stretch there was. The hash keeps an entry at 16 bytes.
CREATE INDEX payment_of_id ON tillgate.payment (
    (('x' || left(order_id::text, 5))::bit(20)::integer), (hashtext(payment_id)));

CREATE INDEX chain_address_text ON tillgate.chain_address (address);
