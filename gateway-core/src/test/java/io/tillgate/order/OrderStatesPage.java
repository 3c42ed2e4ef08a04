package io.tillgate.order;

import io.tillgate.order.OrderStatesTable.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table as the page {@code docs/order-states.md}. */
final class OrderStatesPage {

    private static final String INTRODUCTION = """
            # Order states

            This page tells what becomes of an order, whatever happens to it. It is written by a test out of the code that
            decides (`OrderTransitions`), so it can't be out of date.

            An order has a **status**, how far it came, and an **anomaly**, what is odd about it. Both are worked out from
            the facts: the payments that were seen, what the processor said of the invoice, your policy, and the clock. No
            message says "set this order to PAID". That is why a message that comes twice, late, or after one that was sent
            later, ends in the same state.

            Three rules explain most of what follows.

            * **Money comes first.** An order with enough confirmed money is PAID, even if the processor cancelled the
              invoice, or never answered when asked for one.
            * **Nothing is PAID by itself without enough confirmed money** in the currency due. "Enough" is the amount due,
              less the tolerance that you configured.
            * **What is odd waits for a person.** The order keeps its money and its history, is put up for review, and the
              order's page says why. A person can mark an order as paid; that waives what is missing and invents no payment.

            The example order of this page costs 0.01 BTC, has 15 minutes to be paid, and lives under the default policy: not
            a satoshi less, and a late payment is accepted for 24 hours. "Paid too little" is 0.004 BTC, "paid too much" is
            0.015 BTC. A payment is dated inside the time to pay unless its line says otherwise; when we hear of it does not
            matter.
            """;

    private static final String DIAGRAM_WORDS = """
            ## The way of an order

            The changes of status while nothing is odd. The tables below have all the others.
            """;

    private static final String TABLE_WORDS = """
            ## Every case

            One table for each status. A column is the anomaly that the order has there, a line is what happens next, and the
            cell is what the order is then.

            | Sign | Means |
            |---|---|
            | · | status, anomaly and reasons to look stay as they are |
            | – | can't happen here |
            | ⚑ | a person has to look; the words behind it are a reason that the anomaly does not tell by itself |
            """;

    private static final Map<OrderStatus, String> WORDS = Map.of(
            OrderStatus.SUBMITTED,
            "We asked the processor for an invoice and do not know its answer yet. An invoice may exist, so a payment may come.",
            OrderStatus.AWAITING_PAYMENT,
            "The invoice exists, and the full amount was not seen yet.",
            OrderStatus.CONFIRMING,
            "The full amount was seen and is not confirmed yet. Hold the goods back, do not cancel. It does not expire.",
            OrderStatus.PAID,
            "Enough money is confirmed. Deliver. With a ⚑, look at the order first.",
            OrderStatus.EXPIRED,
            "The time to pay is over. The order stays watched: a late payment is still money.",
            OrderStatus.CANCELLED,
            "The processor gave the invoice up, and there is no money. It stays watched as well.",
            OrderStatus.DECLINED,
            "The processor refused to create an invoice, so nobody can pay it.");

    /** Reasons that an operator reads off the anomaly already. */
    private static final Map<Anomaly, Set<ReviewReason>> SAID_BY = Map.of(
            Anomaly.UNDERPAID, Set.of(ReviewReason.UNDERPAID),
            Anomaly.OVERPAID, Set.of(ReviewReason.OVERPAID),
            Anomaly.REVERSED, Set.of(ReviewReason.REVERSED),
            Anomaly.PAID_LATE, Set.of(ReviewReason.LATE_PAYMENT_HELD));

    private final OrderStatesTable table;

    OrderStatesPage(OrderStatesTable table) {
        this.table = table;
    }

    String text() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append('\n').append(DIAGRAM_WORDS).append('\n');
        diagram(page);
        page.append('\n').append(TABLE_WORDS);
        table.anomalies().forEach((status, anomalies) -> section(page, status, anomalies));
        appendix(page);
        return page.toString();
    }

    private void diagram(StringBuilder page) {
        page.append("```mermaid\nstateDiagram-v2\n");
        page.append("    [*] --> SUBMITTED : checkout\n");
        table.ordinaryChanges()
                .forEach((from, targets) -> targets.forEach((to, signals) -> {
                    String words = signals.stream().map(OrderSignal::words).collect(Collectors.joining("<br/>"));
                    page.append(
                            "    %s --> %s : %s%n".formatted(from, to, words).replace("\r", ""));
                }));
        page.append("```\n");
    }

    private void section(StringBuilder page, OrderStatus status, List<Anomaly> anomalies) {
        page.append("\n### ").append(status).append("\n\n");
        page.append(WORDS.get(status)).append("\n\n");
        List<String> head = new ArrayList<>(List.of("What happens"));
        anomalies.forEach(anomaly -> head.add(anomaly == Anomaly.NONE ? "nothing odd" : anomaly.name()));
        row(page, head);
        row(page, head.stream().map(cell -> "---").toList());
        for (OrderSignal signal : OrderSignal.values()) {
            List<String> cells = new ArrayList<>(List.of(signal.words()));
            for (Anomaly anomaly : anomalies) {
                cells.add(cell(new Place(status, anomaly), signal));
            }
            row(page, cells);
        }
    }

    private String cell(Place place, OrderSignal signal) {
        OrderState before = table.representatives().get(place).state();
        return table.after(place, signal).map(after -> shown(before, after)).orElse("–");
    }

    private static String shown(OrderState before, OrderState after) {
        Set<ReviewReason> news = EnumSet.noneOf(ReviewReason.class);
        news.addAll(after.review());
        news.removeAll(before.review());
        if (Place.of(after).equals(Place.of(before))) {
            return news.isEmpty() ? "·" : "⚑ " + words(news);
        }
        news.removeAll(SAID_BY.getOrDefault(after.anomaly(), Set.of()));
        String odd = after.anomaly() == Anomaly.NONE ? "" : ", " + after.anomaly();
        String flag = after.needsReview() ? " ⚑" : "";
        return after.status() + odd + flag + (news.isEmpty() ? "" : " " + words(news));
    }

    private static String words(Collection<ReviewReason> reasons) {
        return reasons.stream()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private void appendix(StringBuilder page) {
        page.append("""

                ## How each case came about

                What had happened to the example order of each column above, and why a person has to look.

                """);
        row(page, List.of("Status", "Anomaly", "After", "Received", "Pending", "To review"));
        row(page, List.of("---", "---", "---", "---:", "---:", "---"));
        table.representatives().forEach((place, story) -> {
            OrderState state = story.state();
            String way = story.signals().stream().map(OrderSignal::words).collect(Collectors.joining(", then "));
            row(
                    page,
                    List.of(
                            place.status().name(),
                            place.anomaly() == Anomaly.NONE
                                    ? "nothing odd"
                                    : place.anomaly().name(),
                            way.isEmpty() ? "checkout" : way,
                            state.received().toDecimal().toPlainString(),
                            state.pending().toDecimal().toPlainString(),
                            state.review().stream()
                                    .map(reason -> reason.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' '))
                                    .collect(Collectors.joining(", "))));
        });
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
