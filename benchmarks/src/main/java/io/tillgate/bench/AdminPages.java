package io.tillgate.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The addresses of all pages for staff, and of searches of every kind, on what {@link HistorySeed} made. */
final class AdminPages {

    private static final List<String> FILTERS = List.of(
            "",
            "status=PAID",
            "status=EXPIRED",
            "status=CANCELLED",
            "status=DECLINED",
            "status=AWAITING_PAYMENT",
            "status=SUBMITTED",
            "anomaly=NONE",
            "anomaly=OVERPAID",
            "anomaly=MARKED_BY_HAND",
            "review=only",
            "processor=mtgox",
            "processor=node",
            "processor=nobody",
            "from=2025-06-01&until=2025-06-30",
            "currency=EUR&least=25.00&most=25.00",
            "currency=EUR&least=25.00&most=26.00",
            "currency=BTC&least=0.00000000&most=0.05000000",
            "currency=USD",
            "status=PAID&anomaly=UNDERPAID",
            "status=DECLINED&anomaly=OVERPAID",
            "status=EXPIRED&review=only",
            "status=DECLINED&processor=node",
            "status=CANCELLED&processor=btcpay&currency=JPY&least=1&most=9000",
            "anomaly=PAID_LATE&processor=btcpay&from=2024-12-01&until=2025-12-31");

    private final Connection connection;
    private final String middle;
    private final String oldest;
    private final Map<String, String> urls = new LinkedHashMap<>();

    private AdminPages(Connection connection) throws SQLException {
        this.connection = connection;
        this.middle = orderAt("orders / 2");
        this.oldest = orderAt("0");
    }

    /** Every page but the searches, by a name for the report. */
    static Map<String, String> all(Connection connection, List<String> sections) throws SQLException {
        AdminPages pages = new AdminPages(connection);
        sections.forEach(section -> pages.add("section " + section, section));
        pages.lists();
        pages.orders();
        pages.inbox();
        pages.desk();
        pages.statements();
        pages.books();
        return pages.urls;
    }

    /** Searches by everything that an order can be found by; first pages, and those in the middle of the orders. */
    static Map<String, String> searches(Connection connection) throws SQLException {
        AdminPages pages = new AdminPages(connection);
        String some = " FROM tillgate.merchant_order o JOIN tillgate.payment p ON p.order_id = o.id WHERE o.id > '"
                + pages.middle + "' ORDER BY o.id LIMIT 1";
        pages.search("order id", pages.one("SELECT o.id" + some));
        pages.search("reference", pages.one("SELECT o.reference" + some));
        pages.search("payment id", pages.one("SELECT p.payment_id" + some));
        pages.search("invoice id", "invoice-777");
        pages.search("address", pages.one("SELECT address FROM tillgate.chain_address ORDER BY address_index LIMIT 1"));
        pages.search("transaction", pages.one("SELECT encode(txid, 'hex') FROM tillgate.chain_payment LIMIT 1"));
        pages.search("amount in EUR", "12.34 EUR");
        pages.search("amount in BTC", pages.one("SELECT (due_amount / 100000000.0)::numeric(20, 8) || ' BTC'" + some));
        pages.search("amount of nobody", "0.99999999 BTC");
        pages.search("start of few references", "SHOP-1234");
        pages.search("start of many references", "SHOP-1");
        pages.search("start of most references", "S");
        pages.search("common word", "mugs");
        pages.search("rare word", "engraved");
        pages.search("two words", "engraved lamp");
        pages.search("two common words", "gift mugs");
        pages.search("words that never meet", "scarf mugs");
        pages.search("Cyrillic", "тапочки");
        pages.search("Japanese", "靴下");
        pages.search("nothing", "no such thing");
        pages.search("id of nobody", "0190a0c5-0000-7000-8000-000000000000");
        pages.search("transaction of nobody", "00".repeat(32));
        return pages.urls;
    }

    private void lists() {
        for (String filter : FILTERS) {
            String name = "orders" + (filter.isEmpty() ? "" : ", " + filter);
            add(name, "orders?" + filter);
            add(name + ", deep", "orders?" + filter + "&before=" + middle);
            add(name + ", deep, back", "orders?" + filter + "&after=" + middle);
        }
        add("orders, last page", "orders?before=" + oldest);
        add("orders, last page, back", "orders?after=" + oldest);
        add("orders as CSV, first bytes", "orders/orders.csv");
        add("orders as CSV, status=PAID&q=lamp, first bytes", "orders/orders.csv?status=PAID&q=lamp");
    }

    private void orders() throws SQLException {
        String paid =
                one("SELECT id FROM tillgate.merchant_order WHERE status = 'PAID' AND quote_id IS NOT NULL AND id > '"
                        + middle + "' ORDER BY id LIMIT 1");
        String underpaid =
                one("SELECT id FROM tillgate.merchant_order WHERE anomaly = 'UNDERPAID' ORDER BY id DESC LIMIT 1");
        add("an order", "orders/" + paid);
        add("an order of 600 payments", "orders/" + one("SELECT crowded_order FROM history.seed"));
        add("act: mark as paid", "acts/mark-paid/" + underpaid);
        add("act: start a refund", "refunds/new/" + paid);
    }

    private void inbox() throws SQLException {
        for (String kind : List.of(
                "UNDERPAID",
                "REVERSED",
                "UNKNOWN_OUTCOME",
                "NOTIFICATION_PARKED",
                "POISON_EVENT",
                "REFUND",
                "DISCREPANCY")) {
            add("inbox, " + kind, "?kind=" + kind);
        }
        String deep = one("""
                SELECT to_char(odd_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '~order:' || id
                FROM tillgate.merchant_order WHERE review <> '{}' AND id < '""" + middle + "' ORDER BY id DESC LIMIT 1");
        add("inbox, deep", "?before=" + deep);
        add("inbox, UNDERPAID, deep", "?kind=UNDERPAID&before=" + deep);
    }

    private void desk() throws SQLException {
        add("refunds, SENT", "refunds?state=SENT");
        add(
                "a refund",
                "refunds/" + one("SELECT id FROM tillgate.refund WHERE state = 'SENT' ORDER BY id DESC LIMIT 1"));
        add("an approval", "approvals/" + one("SELECT id FROM tillgate.approval ORDER BY id DESC LIMIT 1"));
        String log = one("SELECT max(id) / 2 FROM tillgate.staff_log");
        add("staff log, deep", "log?before=" + log);
        for (String filter : List.of(
                "person=staff7",
                "person=nobody",
                "act=LOOKED_AT",
                "act=CREDIT",
                "act=DELETE_VIEW",
                "person=staff7&act=CREDIT",
                "order=" + middle)) {
            add("staff log, " + (filter.startsWith("order") ? "order" : filter), "log?" + filter);
            add(
                    "staff log, " + (filter.startsWith("order") ? "order" : filter) + ", deep",
                    "log?" + filter + "&before=" + log);
        }
        for (String period : List.of("month", "quarter", "year", "all")) {
            add("figures, " + period, "figures?period=" + period);
        }
        add("figures as JSON, all", "figures/days?period=all");
        add("rate history, a year", "rates/history?pair=BTC-EUR&span=year");
    }

    private void statements() throws SQLException {
        String run = one("SELECT id FROM tillgate.reconcile_run WHERE first_line > 0 ORDER BY lines_read DESC LIMIT 1");
        // Ids have gaps where an import was taken back.
        String lines =
                one("SELECT min(id) FROM tillgate.statement_line WHERE id >= (SELECT (first_line + last_line) / 2"
                        + " FROM tillgate.reconcile_run WHERE first_line > 0 ORDER BY lines_read DESC LIMIT 1)");
        add(
                "runs, deep",
                "reconcile?before=" + one("SELECT id FROM tillgate.reconcile_run ORDER BY id LIMIT 1 OFFSET 200"));
        add("a run", "reconcile/runs/" + run);
        add("a run, deep", "reconcile/runs/" + run + "?after=" + lines);
        add("a run, matched=NOTHING", "reconcile/runs/" + run + "?matched=NOTHING");
        add("a run, matched=BY_HAND", "reconcile/runs/" + run + "?matched=BY_HAND");
        add("a line", "reconcile/lines/" + lines);
        add(
                "a line that nothing fits",
                "reconcile/lines/"
                        + one(
                                "SELECT coalesce(max(id) FILTER (WHERE matched_by = 'NOTHING'), max(id)) FROM tillgate.statement_line"));
        String found = one(
                "SELECT min(id) FROM tillgate.discrepancy WHERE id >= (SELECT max(id) / 2 FROM tillgate.discrepancy)");
        add("discrepancies, deep", "reconcile/discrepancies?before=" + found);
        for (String state : List.of("OPEN", "RESOLVED", "GONE")) {
            add("discrepancies, " + state, "reconcile/discrepancies?state=" + state);
            add("discrepancies, " + state + ", deep", "reconcile/discrepancies?state=" + state + "&before=" + found);
        }
        add("a discrepancy", "reconcile/discrepancies/" + found);
        String day = one("SELECT last_day FROM history.seed");
        add("four columns, a whole day", "reconcile/columns?day=" + day);
        add(
                "four columns, a day of long ago",
                "reconcile/columns?day=" + one("SELECT last_day - 600 FROM history.seed"));
    }

    private void books() throws SQLException {
        add("books, deep", "books?before=" + one("SELECT last_day - 600 FROM history.seed"));
        add("a closed day", "books/" + one("SELECT last_day - 1 FROM history.seed"));
        add("books as CSV, first bytes", "books/days.csv");
    }

    private void search(String kind, String text) {
        String url = "orders?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        add(kind, url);
        add(kind + ", deep", url + "&before=" + middle);
        add(kind + ", deep, back", url + "&after=" + middle);
        add(kind + ", status=PAID", url + "&status=PAID");
        add(kind + ", status=DECLINED", url + "&status=DECLINED");
    }

    private void add(String name, String url) {
        urls.put(name, "/admin/" + url);
    }

    private String orderAt(String number) throws SQLException {
        return one("SELECT id FROM tillgate.merchant_order WHERE id >= (SELECT history.order_id(first_millis + ("
                + number + ") * (94608000000 / orders), 0) FROM history.seed) ORDER BY id LIMIT 1");
    }

    private String one(String sql) throws SQLException {
        return Query.text(connection, sql);
    }
}
