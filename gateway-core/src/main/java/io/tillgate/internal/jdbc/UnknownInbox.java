package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.order.MerchantOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Orders whose processor has not answered for long and whose time is not over: few at any time. Leaves by itself with the
 * answer, or else goes over to {@link OrderInbox} when the order expires.
 */
public final class UnknownInbox implements InboxSource {

    /** An answer that takes less is nothing to worry about: the resolver asks again by itself. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Sql LIST = Sql.of("SELECT " + OrderStore.COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.status = 'SUBMITTED'
              AND o.review = '{}'
              AND o.created_at < :long_ago
              AND o.created_at <= :since
              AND (o.created_at < :since OR ('order:' || o.id::text) COLLATE "C" < :place)
            ORDER BY o.created_at DESC, o.id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS items
            FROM (
                SELECT id
                FROM tillgate.merchant_order
                WHERE status = 'SUBMITTED'
                  AND review = '{}'
                  AND created_at < :long_ago
                LIMIT :items_max) AS unknown
            """);

    private static final OneKind WAITING = new OneKind(InboxKind.UNKNOWN_OUTCOME, PATIENCE, LIST, COUNT);

    private final Predicate<String> canBeAsked;

    /** @param canBeAsked whether the processor of this id can be asked about an order */
    public UnknownInbox(Predicate<String> canBeAsked) {
        this.canBeAsked = canBeAsked;
    }

    @Override
    public Set<InboxKind> kinds() {
        return WAITING.kinds();
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return WAITING.items(connection, window, this::item);
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return WAITING.counts(connection, now);
    }

    private InboxItem item(Sql.Row row) throws SQLException {
        MerchantOrder order = OrderStore.map(row);
        String sentence =
                "Order " + order.reference() + ": " + order.processor() + " has not answered whether it made an"
                        + " invoice over " + order.terms().due() + ".";
        return new InboxItem(
                "order:" + order.id(),
                InboxKind.UNKNOWN_OUTCOME,
                sentence,
                order.createdAt(),
                order.id(),
                canBeAsked.test(order.processor()) ? Set.of(ActKind.RECHECK, ActKind.CANCEL) : Set.of(ActKind.CANCEL));
    }
}
