package io.tillgate.demo;

import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.RateAnswer;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the shop's pages say things. */
final class Words {
    static final String REVIEW = "What was paid is not quite what was due, so one of us is looking at it.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** Text as HTML, safe between tags and in quoted attributes. */
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A price tag: {@code €48.00}, {@code ¥7,800}. */
    static String fiat(Money money) {
        String sign = money.currency().equals(Product.JPY) ? "¥" : "€";
        return sign + String.format(Locale.ROOT, "%,." + money.currency().minorDigits() + "f", money.toDecimal());
    }

    /** What customers may call a processor. */
    static String name(ProcessorId processor) {
        return switch (processor.value()) {
            case "mtgox" -> "Mt. Gox sandbox";
            case "node" -> "own node (regtest)";
            default -> html(processor.value());
        };
    }

    static String bitcoin(Money money) {
        return money.toDecimal().toPlainString() + " BTC";
    }

    /** The price of one BTC, to look at; orders are priced with all its digits. */
    static Money rounded(RateAnswer.Rate rate) {
        return Money.of(rate.pair().quote(), rate.price(), RoundingMode.HALF_UP);
    }

    static String time(Instant at) {
        return "<time datetime=\"" + at + "\">" + TIME.format(at) + "</time>";
    }

    /** The product's name in files and classes of the stylesheet. */
    static String slug(Product product) {
        return product.name().toLowerCase(Locale.ROOT);
    }

    /** The colour of a state: waiting, good or bad. */
    static String tone(ShopOrder order) {
        return switch (order.state()) {
            case PLACED, CONFIRMING -> "waiting";
            case PAID -> order.review() == ShopOrder.Review.NONE ? "good" : "waiting";
            case EXPIRED, CANCELLED, DECLINED, REVERSED -> "bad";
        };
    }

    static String label(ShopOrder order) {
        String label = switch (order.state()) {
            case PLACED -> "Waiting for payment";
            case CONFIRMING -> "Confirming";
            case PAID -> "Paid";
            case EXPIRED -> "Expired";
            case CANCELLED -> "Cancelled";
            case DECLINED -> "Declined";
            case REVERSED -> "Payment withdrawn";
        };
        return order.review() == ShopOrder.Review.NONE ? label : label + ", in review";
    }

    static String sentence(ShopOrder.State state) {
        return switch (state) {
            case PLACED -> "We have put it aside for you. It is yours as soon as the payment arrives.";
            case CONFIRMING -> "We have seen your payment. It only needs to be confirmed; there is nothing left to do.";
            case PAID -> "Thank you! Your payment has arrived, and we are already looking for the wrapping paper.";
            case EXPIRED -> "The time to pay at this price is over. If you have paid in the meantime, it still counts.";
            case CANCELLED -> "This order was cancelled. Nothing was charged.";
            case DECLINED -> "The payment processor did not take this order. Nothing was charged.";
            case REVERSED -> "The payment was withdrawn after it had arrived. Please get in touch with us.";
        };
    }
}
