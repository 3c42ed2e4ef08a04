package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.ReviewReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Orders whose state needs a human and that nobody has looked at since it became so. */
public final class OrderInbox implements InboxSource {

    /** So many of the newest are counted, whatever their kind. */
    private static final int SCANNED_MAX = 10_000;

    private static final Set<InboxKind> KINDS = kindsOfReview();

    /** The predicate of the index {@code merchant_order_attention}, word by word. */
    private static final String OPEN = """
            o.looked_at IS NULL
              AND (o.review <> '{}' OR (o.status = 'EXPIRED' AND o.invoice_standing IN ('REQUESTED', 'UNKNOWN')))
            """;

    /** The gravest of an order's reasons, in the order of {@link InboxKind}; those without any have an unknown outcome. */
    private static final String KIND = gravest();

    private static final Sql LIST =
            Sql.of("SELECT " + OrderStore.COLUMNS + ", " + KIND + """
             AS kind, coalesce(o.odd_at, o.created_at) AS since
            FROM tillgate.merchant_order o
            WHERE
            """ + OPEN + """
              AND coalesce(o.odd_at, o.created_at) <= :since
              AND (coalesce(o.odd_at, o.created_at) < :since OR ('order:' || o.id::text) COLLATE "C" < :place)
              AND (:kind::text IS NULL OR
            """ + KIND + """
             = :kind)
            ORDER BY coalesce(o.odd_at, o.created_at) DESC, o.id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT open.kind, least(count(*), :counted_max) AS items
            FROM (
                SELECT
            """ + KIND + """
                 AS kind
                FROM tillgate.merchant_order o
                WHERE
            """ + OPEN + """
                ORDER BY coalesce(o.odd_at, o.created_at) DESC, o.id DESC
                LIMIT :scanned_max) AS open
            GROUP BY open.kind
            """);

    private final Predicate<String> canBeAsked;

    /** @param canBeAsked whether the processor of this id can be asked about an order */
    public OrderInbox(Predicate<String> canBeAsked) {
        this.canBeAsked = canBeAsked;
    }

    @Override
    public Set<InboxKind> kinds() {
        return KINDS;
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return LIST.on(connection)
                .set("since", window.since())
                .set("place", window.id())
                .set("kind", window.kind())
                .set("items_max", window.itemsMax())
                .rows(this::item);
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        Map<InboxKind, Integer> counts = new EnumMap<>(InboxKind.class);
        COUNT.on(connection)
                .set("counted_max", Inbox.COUNTED_MAX)
                .set("scanned_max", SCANNED_MAX)
                .rows(row -> counts.put(row.constant("kind", InboxKind.class), row.smallNumber("items")));
        return counts;
    }

    private InboxItem item(Sql.Row row) throws SQLException {
        MerchantOrder order = OrderStore.map(row);
        InboxKind kind = row.constant("kind", InboxKind.class);
        return new InboxItem(
                "order:" + order.id(),
                kind,
                InboxWords.sentence(kind, order),
                row.instant("since"),
                order.id(),
                acts(order));
    }

    private Set<ActKind> acts(MerchantOrder order) {
        Set<ActKind> acts = EnumSet.of(ActKind.LOOKED_AT);
        if (canBeAsked.test(order.processor())) {
            acts.add(ActKind.RECHECK);
        }
        Set<ReviewReason> review = order.state().review();
        if (review.contains(ReviewReason.LATE_PAYMENT_HELD)) {
            acts.add(ActKind.ACCEPT_LATE);
        }
        if (order.state().received().isPositive()) {
            acts.add(ActKind.REFUND);
        }
        if (order.missing().isPositive()) {
            acts.add(ActKind.MARK_PAID);
            acts.add(ActKind.CREDIT);
        }
        return acts;
    }

    private static Set<InboxKind> kindsOfReview() {
        Set<InboxKind> kinds = EnumSet.of(InboxKind.UNKNOWN_OUTCOME);
        Arrays.stream(ReviewReason.values()).map(InboxKind::of).forEach(kinds::add);
        return Set.copyOf(kinds);
    }

    private static String gravest() {
        StringBuilder cases = new StringBuilder("(CASE");
        for (InboxKind kind : InboxKind.values()) {
            for (ReviewReason reason : ReviewReason.values()) {
                if (InboxKind.of(reason) == kind) {
                    cases.append(" WHEN '")
                            .append(reason.name())
                            .append("' = ANY (o.review) THEN '")
                            .append(kind.name())
                            .append('\'');
                }
            }
        }
        return cases.append(" ELSE 'UNKNOWN_OUTCOME' END)").toString();
    }
}
