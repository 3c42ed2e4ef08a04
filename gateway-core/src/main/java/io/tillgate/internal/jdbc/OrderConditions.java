package io.tillgate.internal.jdbc;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderFilter.Amounts;
import io.tillgate.desk.OrderFilter.Attention;
import io.tillgate.desk.OrderFilter.Period;
import io.tillgate.desk.OrderPage;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.order.Anomaly;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL. The text is put together from the fragments below and never from what somebody wrote, so that the planner
 * sees what is asked for and nothing else. A <em>lead</em> is a query of the ids that meet one condition, between
 * {@code :above} and {@code :below}, along an index and in its order, at most {@code :candidates_max}.
 */
final class OrderConditions {

    /** By so many candidates the leads are compared. */
    static final int SAMPLE = 500;

    /** Orders that a range of amounts or the start of a reference is used as a lead for: they have to be sorted each time. */
    static final int COLLECTED_MAX = 10_000;

    /** An order is opened at most so long before or after the time in its id. */
    private static final Duration ID_SLACK = Duration.ofMinutes(10);

    /** As Postgres compares them, which is not how {@link UUID#compareTo} does. */
    static final Comparator<@Nullable UUID> ORDER =
            Comparator.nullsFirst(Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned));

    /** Whether a page may leave out what it takes too long to find. */
    enum Thoroughness {
        QUICK,
        COMPLETE
    }

    private static final String BETWEEN = " AND id > :above AND id < :below ";
    private static final String IN_ORDER = " ORDER BY id {direction} LIMIT :candidates_max";
    private static final String ORDERS = "SELECT id FROM tillgate.merchant_order WHERE ";

    private static final String EVERY_ORDER = ORDERS + "true" + BETWEEN + IN_ORDER;

    private static final String NOTHING = "SELECT NULL::uuid AS id WHERE false";

    private static final String OF_PROCESSOR = """
            SELECT order_id AS id
            FROM tillgate.order_search
            WHERE processor = :processor AND order_id > :above AND order_id < :below
            ORDER BY order_id {direction}
            LIMIT :candidates_max
            """;

    private static final String OF_WORD = """
            SELECT order_id AS id
            FROM tillgate.order_word
            WHERE word = :%1$s AND order_id > :above AND order_id < :below
            ORDER BY order_id {direction}
            LIMIT :candidates_max
            """;

    private static final String HAS_WORD =
            "EXISTS (SELECT FROM tillgate.order_word WHERE word = :%1$s AND order_id = candidate.id)";

    /** Of one amount the index gives the orders in their order; of a range they are collected and sorted. */
    private static final String OF_AMOUNTS = """
            (SELECT order_id AS id
             FROM tillgate.order_search
             WHERE due_currency = :%1$s_currency AND due_amount BETWEEN :%1$s_least AND :%1$s_most
               AND order_id > :above AND order_id < :below
             %2$s)
            UNION ALL
            (SELECT order_id AS id
             FROM tillgate.order_search
             WHERE price_currency = :%1$s_currency AND price_currency <> due_currency
               AND price_amount BETWEEN :%1$s_least AND :%1$s_most
               AND order_id > :above AND order_id < :below
             %2$s)
            """;

    private static final String AMOUNT_IN_ORDER = "ORDER BY order_id {direction} LIMIT :candidates_max";

    private static final String HAS_AMOUNT = """
            ((o.due_currency = :%1$s_currency AND o.due_amount BETWEEN :%1$s_least AND :%1$s_most)
              OR (o.price_currency = :%1$s_currency AND o.price_currency <> o.due_currency
                AND o.price_amount BETWEEN :%1$s_least AND :%1$s_most))
            """;

    private static final Sql AMOUNTS_COUNT = Sql.of("""
            SELECT count(*) AS orders
            FROM (
                (SELECT FROM tillgate.order_search
                 WHERE due_currency = :currency AND due_amount BETWEEN :least AND :most
                 LIMIT :collected_max)
                UNION ALL
                (SELECT FROM tillgate.order_search
                 WHERE price_currency = :currency AND price_currency <> due_currency
                   AND price_amount BETWEEN :least AND :most
                 LIMIT :collected_max)) AS found
            """);

    /** The same first ones for each page, whatever its place: looked for from there, all that match would be read. */
    private static final String OF_REFERENCE = """
            SELECT id
            FROM (
                SELECT id
                FROM tillgate.merchant_order
                WHERE reference >= :reference AND reference < :reference_end
                ORDER BY reference, attempt
                LIMIT %d) AS first
            WHERE id > :above AND id < :below
            """.formatted(COLLECTED_MAX);

    private static final String HAS_REFERENCE = "(o.reference >= :reference AND o.reference < :reference_end)";

    private final List<String> ofId = new ArrayList<>();
    private final List<String> all = new ArrayList<>();
    private final List<String> leads = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Thoroughness thoroughness;
    private UUID above = new UUID(0, 0);
    private UUID below = new UUID(-1, -1);
    private OrderPage.Reach reach = OrderPage.Reach.WHOLE;

    private OrderConditions(Thoroughness thoroughness) {
        this.thoroughness = thoroughness;
    }

    static OrderConditions of(Connection connection, OrderFilter filter, Thoroughness thoroughness)
            throws SQLException {
        OrderConditions conditions = new OrderConditions(thoroughness);
        if (filter.status() != null) {
            conditions.add("o.status = :status", ORDERS + "status = :status" + BETWEEN + IN_ORDER);
            conditions.parameters.put("status", filter.status());
        }
        if (filter.anomaly() != null) {
            conditions.anomaly(filter.anomaly());
        }
        if (filter.attention() == Attention.ONLY_REVIEW) {
            conditions.add("o.review <> '{}'", ORDERS + "review <> '{}'" + BETWEEN + IN_ORDER);
        }
        if (filter.processor() != null) {
            conditions.add("o.processor = :processor", OF_PROCESSOR);
            conditions.parameters.put("processor", filter.processor());
        }
        if (filter.created() != null) {
            conditions.created(filter.created());
        }
        if (filter.amount() != null) {
            conditions.amounts(connection, "amount", filter.amount());
        }
        String search = filter.search();
        if (search != null && !search.isBlank()) {
            conditions.found(connection, SearchText.of(connection, search));
        }
        return conditions;
    }

    /** What the id of a {@code candidate} has to meet, before its order is looked at. */
    String ofId() {
        return and(ofId);
    }

    /** What an order {@code o} has to meet besides. */
    String all() {
        return and(all);
    }

    private static String and(List<String> conditions) {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    List<String> leads() {
        return leads.isEmpty() ? List.of(EVERY_ORDER) : leads;
    }

    OrderPage.Reach reach() {
        return reach;
    }

    /** Sets what the statement has of our parameters. */
    Sql.Call bind(Sql.Call call, OrderSearch.Walk walk) {
        UUID from = walk.from();
        boolean cutsAbove = from != null && walk.isDown() && ORDER.compare(from, below) < 0;
        boolean cutsBelow = from != null && !walk.isDown() && ORDER.compare(from, above) > 0;
        parameters.forEach(call::setIfThere);
        return call.setIfThere("above", cutsBelow ? from : above).setIfThere("below", cutsAbove ? from : below);
    }

    private void add(String condition, @Nullable String lead) {
        all.add(condition);
        if (lead != null) {
            leads.add(lead);
        }
    }

    private void anomaly(Anomaly anomaly) {
        // Nearly all orders have none: not worth an index.
        boolean isRare = anomaly != Anomaly.NONE;
        add(
                "o.anomaly = :anomaly",
                isRare ? ORDERS + "anomaly = :anomaly AND anomaly <> 'NONE'" + BETWEEN + IN_ORDER : null);
        parameters.put("anomaly", anomaly);
    }

    private void created(Period period) {
        Instant from = period.from();
        if (from != null) {
            above = Uuid7.first(from.minus(ID_SLACK));
            add("o.created_at >= :from", null);
            parameters.put("from", from);
        }
        Instant until = period.until();
        if (until != null) {
            below = Uuid7.first(until.plus(ID_SLACK));
            add("o.created_at < :until", null);
            parameters.put("until", until);
        }
    }

    private void amounts(Connection connection, String name, Amounts amounts) throws SQLException {
        parameters.put(name + "_currency", amounts.currency().code());
        parameters.put(name + "_least", amounts.least());
        parameters.put(name + "_most", amounts.most());
        String lead = null;
        if (amounts.least() == amounts.most()) {
            lead = OF_AMOUNTS.formatted(name, AMOUNT_IN_ORDER);
        } else if (count(connection, amounts) < COLLECTED_MAX) {
            lead = OF_AMOUNTS.formatted(name, "");
        }
        add(HAS_AMOUNT.formatted(name), lead == null ? null : "SELECT id FROM (" + lead + ") AS found" + IN_ORDER);
    }

    static int count(Connection connection, Amounts amounts) throws SQLException {
        return AMOUNTS_COUNT
                .on(connection)
                .set("currency", amounts.currency().code())
                .set("least", amounts.least())
                .set("most", amounts.most())
                .set("collected_max", COLLECTED_MAX)
                .first(row -> row.smallNumber("orders"))
                .orElseThrow();
    }

    private void found(Connection connection, SearchText search) throws SQLException {
        if (search.amount() != null) {
            amounts(connection, "found", search.amount());
        } else if (!search.ids().isEmpty()) {
            add("o.id = ANY (:ids)", "SELECT id FROM unnest(:ids) AS found (id) WHERE true" + BETWEEN + IN_ORDER);
            parameters.put("ids", connection.createArrayOf("uuid", search.ids().toArray()));
        } else {
            text(search);
        }
    }

    private void text(SearchText search) {
        List<String> hasWords = new ArrayList<>();
        List<String> ofWords = new ArrayList<>();
        for (String word : search.words()) {
            String name = "word" + hasWords.size();
            parameters.put(name, word);
            // The lead has the rarest: to ask for it again comes last.
            hasWords.add(0, HAS_WORD.formatted(name));
            ofWords.add(OF_WORD.formatted(name));
        }
        parameters.put("reference", search.text());
        parameters.put("reference_end", search.text() + Character.toString(Character.MAX_CODE_POINT));
        if (search.references() == 0) {
            ofId.add(hasWords.isEmpty() ? "false" : and(hasWords));
            leads.addAll(hasWords.isEmpty() ? List.of(NOTHING) : ofWords);
            return;
        }
        boolean tooMany = search.references() >= COLLECTED_MAX;
        if (tooMany && thoroughness == Thoroughness.QUICK) {
            reach = OrderPage.Reach.FIRST_MATCHES;
        }
        boolean leading = !tooMany || thoroughness == Thoroughness.QUICK;
        if (hasWords.isEmpty()) {
            add(HAS_REFERENCE, leading ? "SELECT id FROM (" + OF_REFERENCE + ") AS found" + IN_ORDER : null);
            return;
        }
        // The words come rarest first.
        String either = "SELECT id FROM ((" + OF_REFERENCE + ") UNION (" + ofWords.get(0) + ")) AS found" + IN_ORDER;
        add("(" + HAS_REFERENCE + " OR (" + and(hasWords) + "))", leading ? either : null);
    }
}
