package io.tillgate.demo;

import static io.tillgate.demo.Words.bitcoin;
import static io.tillgate.demo.Words.fiat;
import static io.tillgate.demo.Words.html;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.RateAnswer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The shop's HTML. Whatever is not written here goes through {@link Words#html}. */
final class Pages {
    private final ShopGateway gateway;
    private final Map<Product, String> pictures = new EnumMap<>(Product.class);

    Pages(ShopGateway gateway) throws IOException {
        this.gateway = gateway;
        for (Product product : Product.values()) {
            pictures.put(product, Resources.text("pictures/" + Words.slug(product) + ".svg"));
        }
    }

    String home(Currency currency, String formToken) {
        StringBuilder cards = new StringBuilder();
        for (Product product : Product.values()) {
            cards.append(card(product, currency, formToken));
        }
        return Layout.page("Harbour & Lamp", "shop", Layout.STILL, """
                <section class="hero">
                  <h1>Things that keep the light on.</h1>
                  <p class="lead">Three good things from a small harbour. Pay with bitcoin.</p>
                </section>
                <div class="bar">
                  %s
                  <nav class="switch" aria-label="Currency">%s%s</nav>
                </div>
                <section class="cards">%s</section>
                <section class="how">
                  <h2>What happens when you buy</h2>
                  <ol>
                    <li><b>The price is promised.</b> Tillgate prices your order in bitcoin, keeps the proof, and
                      orders an invoice at the payment processor.</li>
                    <li><b>You pay there.</b> Here it is a sandbox: pay in full, in part, too much or too late. No coin
                      moves. A bitcoin node of your own takes payments to the shop’s own keys instead.</li>
                    <li><b>The shop hears of it.</b> A signed notification comes in, is stored, then answered. Your
                      order turns paid.</li>
                  </ol>
                </section>
                """.formatted(
                        rateLine(currency), choice(Product.EUR, currency), choice(Product.JPY, currency), cards));
    }

    private String card(Product product, Currency currency, String formToken) {
        Money price = product.price(currency);
        return """
                <article class="card">
                  <div class="picture %s">%s</div>
                  <h2>%s</h2>
                  <p class="line">%s</p>
                  <p class="price"><strong>%s</strong>
                    <tillgate-price class="btc" amount="%s" currency="%s">%s</tillgate-price></p>
                  <form method="post" action="/checkout">
                    <input type="hidden" name="form" value="%s">
                    <input type="hidden" name="cart" value="%s">
                    <input type="hidden" name="product" value="%s">
                    <input type="hidden" name="currency" value="%s">
                    %s
                    <button class="buy">Buy with bitcoin</button>
                  </form>
                </article>
                """.formatted(
                        Words.slug(product),
                        pictures.get(product),
                        html(product.title()),
                        html(product.line()),
                        fiat(price),
                        price.toDecimal().toPlainString(),
                        currency.code(),
                        gateway.inBitcoin(price).map(Words::bitcoin).orElse("no bitcoin price right now"),
                        formToken,
                        UUID.randomUUID(),
                        product.name(),
                        currency.code(),
                        processorChoice());
    }

    /** Only where there is something to choose. */
    private String processorChoice() {
        Set<ProcessorId> processors = gateway.processors();
        if (processors.size() < 2) {
            return "";
        }
        StringBuilder options = new StringBuilder();
        for (ProcessorId processor : processors) {
            options.append(
                    "<option value=\"%s\">%s</option>".formatted(html(processor.value()), Words.name(processor)));
        }
        return "<label class=\"through\">Pay through <select name=\"processor\">" + options + "</select></label>";
    }

    private String rateLine(Currency currency) {
        RateAnswer answer = gateway.rate(currency);
        if (answer instanceof RateAnswer.Rate rate) {
            return "<p class=\"rate\"><span class=\"dot\"></span>1 BTC = <b data-rate=\"" + currency.code() + "\">"
                    + fiat(Words.rounded(rate)) + "</b></p>";
        }
        return "<p class=\"rate waiting\"><span class=\"dot\"></span>The price of bitcoin is on its way</p>";
    }

    private static String choice(Currency currency, Currency chosen) {
        return "<a href=\"/?currency=" + currency.code() + "\""
                + (currency.equals(chosen) ? " aria-current=\"true\"" : "") + ">" + currency.code() + "</a>";
    }

    String orders(List<ShopOrder> orders) {
        if (orders.isEmpty()) {
            return Layout.page("Your orders", "orders", Layout.STILL, """
                    <section class="empty"><h1>Your orders</h1>
                    <p>Nothing yet. <a href="/">Have a look around</a>, there are only three things.</p></section>
                    """);
        }
        StringBuilder rows = new StringBuilder();
        for (ShopOrder order : orders) {
            rows.append("""
                    <li><a href="/orders/%s">
                      <span class="thumb picture %s">%s</span>
                      <span class="what"><b>%s</b><small>%s · %s</small></span>
                      <span class="sum">%s</span>
                      %s
                    </a></li>
                    """.formatted(
                            order.reference(),
                            Words.slug(order.product()),
                            pictures.get(order.product()),
                            html(order.product().title()),
                            order.reference(),
                            Words.time(order.placedAt()),
                            fiat(order.price()),
                            chip(order)));
        }
        boolean moving = orders.stream().anyMatch(order -> order.state().isMoving());
        return Layout.page("Your orders", "orders", moving ? Layout.MOVING : Layout.STILL, """
                <h1>Your orders</h1>
                <ul class="orders">%s</ul>
                """.formatted(rows));
    }

    String order(ShopOrder order, String formToken) {
        Optional<MerchantOrder> known = gateway.merchantOrder(order);
        return Layout.page(
                "Order " + order.reference(),
                "orders",
                order.state().isMoving() ? Layout.MOVING : Layout.STILL,
                """
                <p class="back"><a href="/orders">All your orders</a></p>
                <article class="order">
                  <div class="picture %s">%s</div>
                  <div class="facts">
                    <p class="number">Order %s · %s</p>
                    <h1>%s</h1>
                    <p class="price"><strong>%s</strong>%s</p>
                    <div class="state %s">%s<p>%s</p>%s%s%s</div>
                    %s
                  </div>
                </article>
                """.formatted(
                                Words.slug(order.product()),
                                pictures.get(order.product()),
                                order.reference(),
                                Words.time(order.placedAt()),
                                html(order.product().title()),
                                fiat(order.price()),
                                bitcoinSide(known),
                                Words.tone(order),
                                chip(order),
                                Words.sentence(order.state()),
                                part(known),
                                order.note() == null ? "" : "<p>The processor said: " + html(order.note()) + "</p>",
                                order.review() == ShopOrder.Review.NONE ? "" : "<p>" + Words.REVIEW + "</p>",
                                actions(order, known, formToken)));
    }

    private static String bitcoinSide(Optional<MerchantOrder> known) {
        return known.map(order -> "<span class=\"btc\">" + bitcoin(order.terms().due()) + "</span>")
                .orElse("");
    }

    /** What came of the amount due, while it is not all there. */
    private static String part(Optional<MerchantOrder> known) {
        if (known.isEmpty() || known.get().missing().isZero()) {
            return "";
        }
        Money seen = known.get().state().received().plus(known.get().state().pending());
        return seen.isZero()
                ? ""
                : "<p>" + bitcoin(seen) + " have arrived, "
                        + bitcoin(known.get().missing()) + " are missing.</p>";
    }

    private String actions(ShopOrder order, Optional<MerchantOrder> known, String formToken) {
        String pay = order.state().isPayable() ? payForm(order, formToken) : "";
        String details = known.map(merchantOrder ->
                        "<a class=\"quiet\" href=\"" + html(gateway.orderUrl(merchantOrder)) + "\">Payment details</a>")
                .orElse("");
        return "<div class=\"actions\">" + pay + details + "</div>";
    }

    private static String payForm(ShopOrder order, String formToken) {
        return """
                <form method="post" action="/orders/%s">
                  <input type="hidden" name="form" value="%s">
                  <button class="buy">%s</button>
                </form>
                """.formatted(
                order.reference(), formToken, order.state() == ShopOrder.State.PLACED ? "Pay now" : "Try again");
    }

    private static String chip(ShopOrder order) {
        return "<span class=\"chip " + Words.tone(order) + "\">" + Words.label(order) + "</span>";
    }

    /** There is an order, but no price in bitcoin to trust. */
    String noRate(ShopOrder order, List<String> reasons) {
        StringBuilder list = new StringBuilder();
        reasons.forEach(reason -> list.append("<li>").append(html(reason)).append("</li>"));
        return Layout.page("No bitcoin price right now", "shop", Layout.STILL, """
                <section class="fault"><h1>No bitcoin price right now</h1>
                <p>Your order %s is kept, and nothing is to be paid yet. Without a fresh price we would have to guess,
                and we do not guess with money. Please try again in a moment.</p>
                <ul>%s</ul>
                <p><a class="buy" href="/orders/%s">To your order</a></p></section>
                """.formatted(
                        order.reference(), list, order.reference()));
    }

    static String foreignForm() {
        return fault(
                "This form is not from our page",
                "Allow cookies for this shop, reload its page, and buy from there. Nothing was ordered.");
    }

    static String fault(String title, String sentence) {
        return Layout.page(title, "", Layout.STILL, """
                <section class="fault"><h1>%s</h1><p>%s</p><p><a class="buy" href="/">To the shop</a></p></section>
                """.formatted(html(title), html(sentence)));
    }
}
