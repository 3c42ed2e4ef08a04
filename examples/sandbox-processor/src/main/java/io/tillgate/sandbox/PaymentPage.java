package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page on which a buyer pays one order, or does something odd with it. Plain HTML, no script. */
final class PaymentPage {
    private static final int IPNS_SHOWN_MAX = 20;

    private final SandboxOrder order;
    private final Optional<Instant> arrival;
    private final Instant now;
    private final long due;
    private final long underWay;
    private final long rest;

    PaymentPage(SandboxOrder order, Optional<Instant> arrival, Instant now) {
        this.order = order;
        this.arrival = arrival;
        this.now = now;
        due = order.requested().dueSatoshi();
        underWay = order.received().valid() + order.received().pending();
        rest = Math.max(0, due - order.received().paid() - underWay);
    }

    static String title(SandboxOrder order) {
        String description = order.requested().description();
        return description.isBlank() ? "Payment to sandbox" : description;
    }

    /** {@code problem} is what was wrong with the last form; empty when nothing was. */
    String html(String problem) {
        String alert = problem.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + Html.escape(problem) + "</p>\n";
        // Without a script, a page that waits has to look again by itself.
        String refresh = arrival.isPresent() ? "<meta http-equiv=\"refresh\" content=\"5\">\n" : "";
        return Html.document(title(order), refresh, alert + bill() + heard() + others());
    }

    private String bill() {
        return """
                <section class="card">
                <p class="eyebrow">%s</p>
                <h1><bdi>%s</bdi></h1>
                <p class="price">%s</p>
                %s%s%s%s</section>
                """.formatted(
                        pill(), Html.escape(title(order)), price(), equivalent(), progress(), arriving(), mainAction());
    }

    private String pill() {
        String status = order.status().name().toLowerCase(Locale.ROOT);
        String words = switch (order.status()) {
            case OPEN -> "Waiting for payment";
            case PARTIAL -> order.received().pending() > 0 ? "Seen, not confirmed" : "Paid in part";
            case PAID -> "Paid";
            case CANCELLED -> "Cancelled";
            case CLOSED -> "Closed";
        };
        return "<span class=\"pill " + status + "\">" + words + "</span>";
    }

    private String price() {
        WireCurrency currency = WireCurrency.valueOf(order.requested().currency());
        if (currency == WireCurrency.BTC) {
            return Html.bitcoinNumber(due) + " <small>BTC</small>";
        }
        BigDecimal amount = currency.fromInt(order.requested().amountInt()).stripTrailingZeros();
        int digits = Math.max(currency.displayScale(), amount.scale());
        return Html.escape(amount.setScale(digits).toPlainString()) + " <small>" + currency + "</small>";
    }

    private String equivalent() {
        return order.requested().currency().equals("BTC")
                ? ""
                : "<p class=\"sub\">" + Html.bitcoin(due) + " at this sandbox's price</p>\n";
    }

    private String progress() {
        SandboxOrder.Received received = order.received();
        if (received.paid() + underWay == 0) {
            return "";
        }
        StringBuilder facts = new StringBuilder("<dl class=\"facts\">\n");
        fact(facts, "Paid", received.paid());
        fact(facts, "Confirmed so far", received.valid());
        fact(facts, "Seen, not confirmed", received.pending());
        if (rest > 0) {
            fact(facts, "Still missing", rest);
        } else {
            fact(facts, "More than asked", received.paid() + underWay - due);
        }
        return facts.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder facts, String name, long satoshi) {
        if (satoshi > 0) {
            facts.append("<div><dt>" + name + "</dt><dd>" + Html.bitcoin(satoshi) + "</dd></div>\n");
        }
    }

    private String arriving() {
        return arrival.map(at -> "<p class=\"sub\">Coins arrive by themselves in "
                        + Math.max(0, Duration.between(now, at).toSeconds())
                        + " seconds. You can leave this page.</p>\n")
                .orElse("");
    }

    private String mainAction() {
        String back = Html.escape(
                order.status() == SandboxOrder.Status.CANCELLED || order.status() == SandboxOrder.Status.CLOSED
                        ? order.requested().returnFailure()
                        : order.requested().returnSuccess());
        String pay = switch (order.status()) {
            case PAID -> rest > 0 ? button("full", "primary", "Pay the rest, " + Html.bitcoin(rest)) : "";
            case PARTIAL ->
                (order.received().pending() > 0
                                ? button(
                                        "confirm",
                                        "primary",
                                        "Confirm "
                                                + Html.bitcoin(order.received().pending()))
                                : "")
                        + (rest > 0
                                ? button(
                                        "full",
                                        order.received().pending() > 0 ? "" : "primary",
                                        "Pay the rest, " + Html.bitcoin(rest))
                                : "");
            default -> button("full", "primary", "Pay " + Html.bitcoin(due));
        };
        String link = order.status() == SandboxOrder.Status.OPEN
                ? ""
                : "<a class=\"button%s\" href=\"%s\">Back to the shop</a>\n"
                        .formatted(pay.isEmpty() ? " primary" : "", back);
        return "<div class=\"actions\">\n" + pay + link + "</div>\n";
    }

    private String others() {
        return "<section class=\"others\">\n"
                + (rest > 0 ? whileOpen() : whenPaid())
                + option("cancel", "Cancel", "The shop hears that the order is cancelled.", "", "Cancel the order")
                + "</section>\n";
    }

    private String whileOpen() {
        return "<h2>Or let something else happen</h2>\n"
                + option(
                        "seen",
                        "In two steps",
                        "The shop hears of unconfirmed coins. Then you confirm them.",
                        amount(rest),
                        "Send unconfirmed")
                + option(
                        "seen",
                        "Only a part",
                        "Less than was asked for, unconfirmed at first. The rest can follow.",
                        amount(Math.max(1, rest / 2)),
                        "Send a part")
                + option(
                        "pay",
                        "Too much",
                        "The buyer slipped. All of it is confirmed at once.",
                        amount(Math.addExact(rest, Math.max(1, rest / 10))),
                        "Pay too much")
                + option(
                        "later",
                        "Too late",
                        "This page never looks at the shop's clock: wait until the shop has given up, then pay above."
                                + " Or let the coins arrive by themselves.",
                        minutes(),
                        "Pay later");
    }

    private String whenPaid() {
        return "<h2>Or let something more happen</h2>\n"
                + option(
                        "pay",
                        "Pay once more",
                        "A second payment for the same order, confirmed at once.",
                        amount(due),
                        "Pay again")
                + option(
                        "seen",
                        "Pay once more, in two steps",
                        "The shop hears of more unconfirmed coins. Then you confirm them.",
                        amount(due),
                        "Send unconfirmed");
    }

    private static String minutes() {
        return "<label><span>In minutes</span><input name=\"minutes\" type=\"number\" min=\"1\" max=\""
                + PaymentDesk.MINUTES_MAX + "\" value=\"5\" inputmode=\"numeric\" required></label>\n";
    }

    private String option(String action, String name, String about, String input, String label) {
        return """
                <form class="option" method="post" action="%s%s/act">
                <div><h3>%s</h3><p>%s</p></div>
                <div class="controls">
                %s<button name="do" value="%s">%s</button>
                </div>
                </form>
                """.formatted(PaymentUrls.PATH, Html.escape(order.transaction()), name, about, input, action, label);
    }

    private static String amount(long satoshi) {
        return "<label><span>Amount, BTC</span><input name=\"amount\" inputmode=\"decimal\""
                + " pattern=\"[0-9]{1,8}(\\.[0-9]{1,8})?\" title=\"digits and a point, such as 0.0125\""
                + " autocomplete=\"off\" required value=\"" + Html.bitcoinNumber(satoshi) + "\"></label>\n";
    }

    private String button(String action, String style, String label) {
        return """
                <form method="post" action="%s%s/act"><button class="%s" name="do" value="%s">%s</button></form>
                """.formatted(PaymentUrls.PATH, Html.escape(order.transaction()), style, action, label);
    }

    private String heard() {
        if (order.requested().ipn().isEmpty()) {
            return "<p class=\"fine\">This order came without an <code>ipn</code> URL, so the shop is not told.</p>\n";
        }
        if (order.ipns().isEmpty()) {
            return "";
        }
        List<SandboxIpn> latest = order.ipns()
                .subList(
                        Math.max(0, order.ipns().size() - IPNS_SHOWN_MAX),
                        order.ipns().size());
        return "<section class=\"heard\">\n<h2>What the shop heard</h2>\n<ol>\n"
                + latest.stream().map(PaymentPage::heard).collect(Collectors.joining())
                + "</ol>\n</section>\n";
    }

    private static String heard(SandboxIpn ipn) {
        List<IpnAttempt> attempts = ipn.attempts();
        String outcome;
        if (attempts.isEmpty()) {
            outcome = "is on its way";
        } else {
            IpnAttempt last = attempts.get(attempts.size() - 1);
            String said = last.httpStatus() == 0
                    ? "gave no answer: " + last.error()
                    : "answered " + last.httpStatus() + (last.answer().isBlank() ? ", empty" : ": " + last.answer());
            outcome = "shop " + said + (attempts.size() > 1 ? " (" + attempts.size() + " tries)" : "");
        }
        return "<li class=\"%s\"><code>%s</code> <span>%s%s</span></li>\n"
                .formatted(
                        ipn.acknowledged() ? "ok" : "open",
                        Html.escape(ipn.status()),
                        Html.escape(outcome),
                        ipn.acknowledged() || attempts.isEmpty() ? "" : ". It will be sent again.");
    }
}
