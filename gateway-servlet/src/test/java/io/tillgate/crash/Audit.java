package io.tillgate.crash;

import io.tillgate.sandbox.SandboxIpn;
import io.tillgate.sandbox.SandboxOrder;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares, row by row, what the processor and the buyers know with what Tillgate and the shop wrote down. */
final class Audit {

    private static final String OPEN_WORK = """
            SELECT 'order ' || reference || ' is ' || status FROM tillgate.merchant_order
            WHERE status NOT IN ('PAID', 'EXPIRED')
            UNION ALL
            SELECT 'event ' || id || ' to ' || consumer || ' is not delivered: ' || coalesce(last_error, 'no error')
            FROM tillgate.outbox WHERE delivered_at IS NULL
            UNION ALL
            SELECT 'notification ' || id || ' is ' || outcome FROM tillgate.notification
            WHERE outcome NOT IN ('APPLIED', 'KNOWN')
            """;

    private static final String LOST_AT_THE_SHOP = """
            SELECT 'event ' || id || ' was not heard' FROM tillgate.outbox o
            WHERE consumer = 'listener' AND NOT EXISTS (SELECT 1 FROM shop.heard h WHERE h.event_id = o.id)
            UNION ALL
            SELECT 'event ' || id || ' was not booked' FROM tillgate.outbox o
            WHERE consumer = 'transactional' AND NOT EXISTS (SELECT 1 FROM shop.booked b WHERE b.event_id = o.id)
            UNION ALL
            SELECT 'order ' || reference || ' was paid and not shipped' FROM tillgate.merchant_order o
            WHERE status = 'PAID' AND NOT EXISTS (SELECT 1 FROM shop.shipped s WHERE s.order_id = o.id)
            UNION ALL
            SELECT 'order ' || reference || ' was paid without telling ' || consumer
            FROM tillgate.merchant_order o, unnest(ARRAY['listener', 'transactional']) AS consumer
            WHERE status = 'PAID' AND NOT EXISTS (
                SELECT 1 FROM tillgate.outbox e
                WHERE e.order_id = o.id AND e.consumer = consumer.consumer AND e.type = 'ORDER_PAID')
            """;

    private static final String DOUBLED = """
            SELECT 'shop: ' || error FROM shop.doubled
            UNION ALL
            SELECT 'event ' || event_id || ' was booked without an outbox row' FROM shop.booked b
            WHERE NOT EXISTS (SELECT 1 FROM tillgate.outbox o WHERE o.id = b.event_id AND o.consumer = 'transactional'
                AND o.order_id = b.order_id AND o.type = b.type)
            UNION ALL
            SELECT 'order ' || order_id || ' was shipped and is not paid' FROM shop.shipped s
            WHERE NOT EXISTS (SELECT 1 FROM tillgate.merchant_order o WHERE o.id = s.order_id AND o.status = 'PAID')
            UNION ALL
            SELECT 'order ' || order_id || ' told ' || consumer || ' of its payment ' || count(*) || ' times'
            FROM tillgate.outbox WHERE type IN ('ORDER_PAID', 'ORDER_EXPIRED')
            GROUP BY order_id, consumer, type HAVING count(*) > 1
            UNION ALL
            SELECT 'order ' || order_id || ' became paid ' || count(*) || ' times'
            FROM tillgate.journal WHERE status_after = 'PAID' AND status_before <> 'PAID'
            GROUP BY order_id HAVING count(*) > 1
            UNION ALL
            SELECT 'notification ' || notification_id || ' is in the journal ' || count(*) || ' times'
            FROM tillgate.journal WHERE notification_id IS NOT NULL
            GROUP BY order_id, notification_id HAVING count(*) > 1
            UNION ALL
            SELECT 'reference ' || reference || ' was paid ' || count(*) || ' times'
            FROM tillgate.merchant_order WHERE status = 'PAID'
            GROUP BY reference HAVING count(*) > 1
            """;

    private final List<SandboxOrder> invoices;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private long acknowledged;

    private Audit(List<SandboxOrder> invoices) {
        this.invoices = invoices;
    }

    /** What still waits for somebody; empty when all is quiet. */
    static List<String> openWork(Connection connection, List<SandboxOrder> invoices) throws SQLException {
        List<String> open = new ArrayList<>(rows(connection, OPEN_WORK));
        for (SandboxOrder invoice : invoices) {
            invoice.ipns().stream()
                    .filter(ipn -> !ipn.acknowledged())
                    .forEach(ipn -> open.add("notification " + ipn.status() + " of invoice " + invoice.transaction()
                            + " is not acknowledged: "
                            + ipn.attempts().get(ipn.attempts().size() - 1)));
        }
        return open;
    }

    /** Once all is quiet. */
    static Audit of(Connection connection, List<SandboxOrder> invoices, Map<String, Long> paid) throws SQLException {
        Audit audit = new Audit(invoices);
        audit.lost.addAll(rows(connection, LOST_AT_THE_SHOP));
        audit.doubled.addAll(rows(connection, DOUBLED));
        audit.checkNotifications(connection);
        audit.checkMoney(connection, paid);
        return audit;
    }

    long acknowledged() {
        return acknowledged;
    }

    List<String> lost() {
        return lost;
    }

    List<String> doubled() {
        return doubled;
    }

    /** Each notification that was answered [OK] has exactly one row, and exactly one fact. */
    private void checkNotifications(Connection connection) throws SQLException {
        Map<String, Integer> stored =
                counts(connection, "SELECT order_id || ' ' || body_hash FROM tillgate.notification");
        Map<String, Integer> facts = counts(connection, """
                SELECT order_id || ' ' || payment_id || ' ' || state || ' ' || confirmed_amount || ' ' || pending_amount
                FROM tillgate.payment
                """);
        for (SandboxOrder invoice : invoices) {
            for (SandboxIpn ipn : invoice.ipns()) {
                if (ipn.acknowledged()) {
                    acknowledged++;
                    expectOne(stored, orderId(invoice) + " " + hash(ipn.body()), "notification");
                    expectOne(facts, orderId(invoice) + " " + fact(ipn), "payment fact");
                }
            }
        }
        stored.keySet().forEach(row -> doubled.add("notification " + row + " was never sent"));
        facts.keySet().forEach(row -> doubled.add("payment fact " + row + " was never sent"));
    }

    private void expectOne(Map<String, Integer> rows, String key, String what) {
        Integer count = rows.remove(key);
        if (count == null) {
            lost.add(what + " " + key + " is missing or stands for two");
        } else if (count > 1) {
            doubled.add(what + " " + key + " is there " + count + " times");
        }
    }

    /** The books agree with the processor's to the satoshi, and each buyer who paid owns one paid order. */
    private void checkMoney(Connection connection, Map<String, Long> paid) throws SQLException {
        Map<String, Long> sent = new HashMap<>();
        for (SandboxOrder invoice : invoices) {
            sent.merge(
                    orderId(invoice),
                    invoice.received().paid() + invoice.received().valid(),
                    Long::sum);
        }
        Map<String, String> unpaid = new HashMap<>();
        paid.forEach((reference, satoshi) -> unpaid.put(reference, Long.toString(satoshi)));
        String books =
                "SELECT id || ' ' || reference || ' ' || status || ' ' || received_amount FROM tillgate.merchant_order";
        for (String row : rows(connection, books)) {
            String[] fields = row.split(" ", -1);
            long difference = Long.parseLong(fields[3]) - sent.getOrDefault(fields[0], 0L);
            if (difference != 0) {
                (difference < 0 ? lost : doubled).add("order " + row + " differs by " + difference + " satoshi");
            }
            if (fields[2].equals("PAID") && fields[3].equals(unpaid.get(fields[1]))) {
                unpaid.remove(fields[1]);
            }
        }
        unpaid.forEach(
                (reference, satoshi) -> lost.add("reference " + reference + " paid " + satoshi + " for nothing"));
    }

    private static String orderId(SandboxOrder invoice) {
        String data = invoice.requested().data();
        return data.substring(0, data.indexOf('.'));
    }

    private static String fact(SandboxIpn ipn) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : ipn.body().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields.get("payment_id")
                + (ipn.status().equals("paid")
                        ? " CONFIRMED " + fields.get("amount") + " 0"
                        : " PENDING " + fields.get("amount_valid") + " " + fields.get("amount_pending"));
    }

    private static UUID hash(String body) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Integer> counts(Connection connection, String sql) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        rows(connection, sql).forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
