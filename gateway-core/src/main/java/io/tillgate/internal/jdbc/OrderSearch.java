package io.tillgate.internal.jdbc;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.OrderPlace;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists of orders, a page at a time. Each condition that orders can be listed by has an index that gives them in order of
 * their ids. A page walks along the one whose orders are the furthest apart, from its place on, and looks at each order for
 * the other conditions; so it reads few rows, wherever it is, and whether the orders it wants are old or new. Where two
 * conditions are common and hardly ever meet, it stops after {@link #CANDIDATES_MAX} and tells so.
 */
final class OrderSearch {

    /** Orders that one page looks at; takes some 20 ms. */
    static final int CANDIDATES_MAX = 5000;

    /**
     * Neither compiles a plan for a query of some milliseconds, nor reads a table from its start in the hope of coming by
     * enough rows early: where they are not, it reads all of it.
     */
    private static final Sql SEEK = Sql.of("""
            SELECT set_config('jit', 'off', true) || set_config('enable_seqscan', 'off', true) AS planned
            """);

    private final Connection connection;
    private final OrderConditions conditions;
    private final int rowsMax;

    private OrderSearch(Connection connection, OrderConditions conditions, int rowsMax) {
        this.connection = connection;
        this.conditions = conditions;
        this.rowsMax = rowsMax;
    }

    /** One page, inside a transaction. */
    static OrderPage page(Connection connection, OrderFilter filter, OrderPlace place, int rowsMax)
            throws SQLException {
        OrderSearch search = of(connection, filter, OrderConditions.Thoroughness.QUICK, rowsMax);
        return place instanceof OrderPlace.NewerThan newer ? search.newer(newer) : search.older(place);
    }

    /** The same, but of a search that matches very many, all are listed in the end. */
    static OrderPage exportPage(Connection connection, OrderFilter filter, OrderPlace place, int rowsMax)
            throws SQLException {
        return of(connection, filter, OrderConditions.Thoroughness.COMPLETE, rowsMax)
                .older(place);
    }

    private static OrderSearch of(
            Connection connection, OrderFilter filter, OrderConditions.Thoroughness thoroughness, int rowsMax)
            throws SQLException {
        SEEK.on(connection).first(row -> row.text("planned"));
        return new OrderSearch(connection, OrderConditions.of(connection, filter, thoroughness), rowsMax);
    }

    private OrderPage older(OrderPlace place) throws SQLException {
        Walk walk = Walk.down(place instanceof OrderPlace.OlderThan older ? older.id() : null);
        Found found = found(walk);
        OrderPlace newer = place instanceof OrderPlace.OlderThan
                ? found.rows.isEmpty() ? OrderPlace.NEWEST : new OrderPlace.NewerThan(found.first())
                : null;
        UUID goesOnAfter = found.goesOnAfter;
        OrderPlace older = goesOnAfter == null ? null : new OrderPlace.OlderThan(new OrderId(goesOnAfter));
        return new OrderPage(found.rows, found.reach, newer, older);
    }

    private OrderPage newer(OrderPlace.NewerThan place) throws SQLException {
        Found found = found(Walk.up(place.id()));
        UUID goesOnAfter = found.goesOnAfter;
        if (goesOnAfter == null) {
            // Fewer than a page: the first page, then, which is full if there are enough.
            return older(OrderPlace.NEWEST);
        }
        OrderId until = found.rows.isEmpty() ? new OrderId(goesOnAfter) : found.first();
        List<MerchantOrder> newestFirst = new ArrayList<>(found.rows);
        Collections.reverse(newestFirst);
        return new OrderPage(
                newestFirst,
                found.reach,
                new OrderPlace.NewerThan(new OrderId(goesOnAfter)),
                new OrderPlace.OlderThan(until));
    }

    private Found found(Walk walk) throws SQLException {
        String lead = lead(walk);
        List<MerchantOrder> rows = conditions
                .bind(
                        Sql.of(walk.order("SELECT " + OrderStore.COLUMNS
                                        + """
                        FROM (%s) AS candidate
                        CROSS JOIN LATERAL (
                            SELECT * FROM tillgate.merchant_order WHERE id = candidate.id AND %s OFFSET 0) AS o
                        WHERE %s
                        ORDER BY candidate.id {direction}
                        LIMIT :rows_max
                        """.formatted(lead, conditions.ofId(), conditions.all())))
                                .on(connection),
                        walk)
                .setIfThere("candidates_max", CANDIDATES_MAX)
                .set("rows_max", rowsMax + 1)
                .rows(OrderStore::map);
        if (rows.size() > rowsMax) {
            List<MerchantOrder> page = rows.subList(0, rowsMax);
            return new Found(
                    page, conditions.reach(), page.get(rowsMax - 1).id().value());
        }
        Reached reached = reached(lead, walk, CANDIDATES_MAX);
        return reached.candidates() < CANDIDATES_MAX
                ? new Found(rows, conditions.reach(), null)
                : new Found(rows, OrderPage.Reach.SO_FAR, reached.last());
    }

    /** The condition whose orders are the furthest apart, counted from here. */
    private String lead(Walk walk) throws SQLException {
        List<String> leads = conditions.leads();
        String best = leads.get(0);
        if (leads.size() > 1) {
            Reached furthest = null;
            for (String lead : leads) {
                Reached reached = reached(lead, walk, OrderConditions.SAMPLE);
                if (furthest == null || reached.isFurtherThan(furthest, walk)) {
                    furthest = reached;
                    best = lead;
                }
            }
        }
        return best;
    }

    private Reached reached(String lead, Walk walk, int candidatesMax) throws SQLException {
        return conditions
                .bind(Sql.of(walk.order("""
                        SELECT count(*) AS candidates, (array_agg(id ORDER BY id {direction}))[count(*)::integer] AS last
                        FROM (%s) AS candidate
                        """.formatted(lead))).on(connection), walk)
                .setIfThere("candidates_max", candidatesMax)
                .first(row -> new Reached(row.smallNumber("candidates"), row.uuidOrNull("last")))
                .orElseThrow();
    }

    /** What a walk came by, in its direction, and where the next one begins. */
    private record Found(
            List<MerchantOrder> rows,
            OrderPage.Reach reach,
            @Nullable UUID goesOnAfter) {
        OrderId first() {
            return rows.get(0).id();
        }
    }

    /** How far a number of candidates lead. */
    private record Reached(int candidates, @Nullable UUID last) {
        boolean isFurtherThan(Reached other, Walk walk) {
            if (candidates < OrderConditions.SAMPLE || other.candidates < OrderConditions.SAMPLE) {
                return candidates < other.candidates;
            }
            return walk.isAfter(last, other.last);
        }
    }

    /** From where, and in which direction. */
    record Walk(String direction, @Nullable UUID from) {

        private static final String DOWN = "DESC";

        static Walk down(@Nullable OrderId from) {
            return new Walk(DOWN, from == null ? null : from.value());
        }

        static Walk up(OrderId from) {
            return new Walk("ASC", from.value());
        }

        boolean isDown() {
            return direction.equals(DOWN);
        }

        String order(String sql) {
            return sql.replace("{direction}", direction);
        }

        boolean isAfter(@Nullable UUID one, @Nullable UUID other) {
            int order = OrderConditions.ORDER.compare(one, other);
            return isDown() ? order < 0 : order > 0;
        }
    }
}
