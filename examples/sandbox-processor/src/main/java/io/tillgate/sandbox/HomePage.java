package io.tillgate.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sandbox's own front page, and the page for an order that is not here. */
final class HomePage {
    private static final int ORDERS_SHOWN_MAX = 50;

    private HomePage() {}

    /** The newest orders first. */
    static String html(List<LiveOrder> orders, ControlJson snapshots) {
        List<LiveOrder> newest =
                new ArrayList<>(orders.subList(Math.max(0, orders.size() - ORDERS_SHOWN_MAX), orders.size()));
        Collections.reverse(newest);
        String rows =
                newest.stream().map(order -> row(snapshots.snapshot(order))).collect(Collectors.joining());
        String list = rows.isEmpty()
                ? "<p>No order yet. A shop creates one, and it shows up here.</p>\n"
                : "<ul class=\"orders\">\n" + rows + "</ul>\n";
        return Html.document("Sandbox processor", "", """
                <section class="card">
                <p class="eyebrow">Sandbox processor</p>
                <h1>Orders</h1>
                %s</section>
                <p class="fine">JSON: <a href="/sandbox/orders">/sandbox/orders</a>,
                <a href="/sandbox/misbehave">/sandbox/misbehave</a>,
                <a href="/api/1/BTCEUR/ticker">/api/1/BTCEUR/ticker</a></p>
                """.formatted(list));
    }

    static String unknownOrder() {
        return Html.document("Order not found", "", """
                <section class="card">
                <p class="eyebrow">Sandbox processor</p>
                <h1>This order is not here</h1>
                <p>The sandbox keeps its orders in memory, so a restart forgets them.
                Go back to the shop and start the payment again.</p>
                </section>
                """);
    }

    private static String row(SandboxOrder order) {
        String status = order.status().name().toLowerCase(Locale.ROOT);
        return """
                <li><a href="%s%s"><bdi>%s</bdi></a><span>%s</span><span class="pill %s">%s</span></li>
                """.formatted(
                        PaymentUrls.PATH,
                        Html.escape(order.transaction()),
                        Html.escape(PaymentPage.title(order)),
                        Html.bitcoin(order.requested().dueSatoshi()),
                        status,
                        status);
    }
}
