-- Each row that the intake of notifications writes belongs to an order whose row the same transaction has locked, and orders
-- are never deleted: these checks could not fail, and cost a seventh of what Postgres did for a notification.
ALTER TABLE tillgate.payment DROP CONSTRAINT payment_order_id_fkey;
ALTER TABLE tillgate.journal DROP CONSTRAINT journal_order_id_fkey;
ALTER TABLE tillgate.outbox DROP CONSTRAINT outbox_order_id_fkey;
