-- A statement is also about the few facts of its time whose orders are older. With the order beside the time, the blocks that
-- hold such a fact are found without reading those that hold none; for the intake it is the same block range index as before.
DROP INDEX tillgate.payment_recorded;
CREATE INDEX payment_recorded ON tillgate.payment USING brin (recorded_at, order_id)
    WITH (pages_per_range = 32, autosummarize = on);

COMMENT ON COLUMN tillgate.statement_line.status IS
    'what the newest statement with this line says: pending may have become confirmed since it was imported';
