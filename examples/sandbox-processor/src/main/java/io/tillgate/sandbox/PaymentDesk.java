package io.tillgate.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Where the buyer pays. {@code /pay/{transaction}} shows the page to GET and to POST, since shops of 2012 sent
 * their buyers with either; {@code /pay/{transaction}/act} is what the page's buttons post to.
 */
final class PaymentDesk {
    static final int MINUTES_MAX = 120;
    private static final Duration SHOP_WAIT_MAX = Duration.ofSeconds(3);
    private static final Pattern BITCOIN = Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,8})?");
    private static final Pattern MINUTES = Pattern.compile("[0-9]{1,3}");
    private static final String ACT = "/act";
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            // A form's redirect counts as its action, and that one leads to the shop.
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http: https:; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private final OrderBook orders;
    private final ControlJson snapshots;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Instant> arrivals = new ConcurrentHashMap<>();
    private final ByteString css = resource("pay.css");

    PaymentDesk(OrderBook orders, ControlJson snapshots, InstantSource clock, ScheduledExecutorService timer) {
        this.orders = orders;
        this.snapshots = snapshots;
        this.clock = clock;
        this.timer = timer;
    }

    Answer answer(WireRequest request) {
        String path = request.path();
        if (path.equals("/assets/pay.css")) {
            return new Answer.Reply(200, "text/css; charset=utf-8", css, Map.of());
        }
        if (!path.startsWith(PaymentUrls.PATH)) {
            return page(200, HomePage.html(orders.all(), snapshots));
        }
        String rest = path.substring(PaymentUrls.PATH.length());
        boolean act = rest.endsWith(ACT);
        String transaction = act ? rest.substring(0, rest.length() - ACT.length()) : rest;
        Optional<LiveOrder> order = orders.find(transaction);
        if (order.isEmpty()) {
            return page(404, HomePage.unknownOrder());
        }
        return act && request.method().equals("POST") ? act(order.get(), request) : show(order.get(), 200, "");
    }

    private Answer.Reply show(LiveOrder order, int status, String problem) {
        PaymentPage page = new PaymentPage(
                snapshots.snapshot(order), Optional.ofNullable(arrivals.get(order.transaction())), clock.instant());
        return page(status, page.html(problem));
    }

    private Answer act(LiveOrder order, WireRequest request) {
        FormFields form;
        try {
            form = request.bodyFields();
        } catch (IllegalArgumentException malformed) {
            return show(order, 422, "The form did not arrive in one piece. Please press the button again.");
        }
        SandboxOrder.Received received = order.received();
        long underWay = received.valid() + received.pending();
        Optional<Long> amount = form.get("amount").flatMap(PaymentDesk::satoshi);
        return switch (form.get("do").orElse("")) {
            case "full" -> pay(order, IpnContent.paid(underWay + remaining(order)));
            case "confirm" -> confirm(order, underWay);
            case "seen" -> amount.map(more -> see(order, received, more)).orElseGet(() -> noAmount(order));
            case "pay" ->
                amount.map(more -> pay(order, IpnContent.paid(underWay + more))).orElseGet(() -> noAmount(order));
            case "later" -> later(order, form.get("minutes").orElse(""));
            case "cancel" -> {
                tell(order, IpnContent.cancelled());
                yield Answer.Reply.seeOther(order.terms().returnFailure());
            }
            default -> show(order, 422, "This page does not have that button. Please choose one below.");
        };
    }

    /** What a buyer who pays in full still owes beside what is under way; the whole price when nothing is owed. */
    static long remaining(LiveOrder order) {
        SandboxOrder.Received received = order.received();
        long left = order.dueSatoshi() - received.paid() - received.valid() - received.pending();
        return left > 0 ? left : order.dueSatoshi();
    }

    private Answer pay(LiveOrder order, IpnContent paid) {
        tell(order, paid);
        return Answer.Reply.seeOther(order.terms().returnSuccess());
    }

    private Answer see(LiveOrder order, SandboxOrder.Received received, long more) {
        tell(order, IpnContent.partial(received.valid(), received.pending() + more));
        return Answer.Reply.seeOther(PaymentUrls.PATH + order.transaction());
    }

    /** Enough is a payment; too little stays partial, with nothing pending any more. */
    private Answer confirm(LiveOrder order, long underWay) {
        if (underWay == 0) {
            return show(order, 409, "There is nothing to confirm. Send something first.");
        }
        if (order.received().paid() + underWay >= order.dueSatoshi()) {
            return pay(order, IpnContent.paid(underWay));
        }
        tell(order, IpnContent.partial(underWay, 0));
        return Answer.Reply.seeOther(PaymentUrls.PATH + order.transaction());
    }

    private Answer later(LiveOrder order, String text) {
        int minutes = MINUTES.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (minutes < 1 || minutes > MINUTES_MAX) {
            return show(order, 422, "Please choose 1 to " + MINUTES_MAX + " minutes.");
        }
        arrivals.put(order.transaction(), clock.instant().plus(Duration.ofMinutes(minutes)));
        ScheduledFuture<?> unused = timer.schedule(
                () -> {
                    arrivals.remove(order.transaction());
                    SandboxOrder.Received received = order.received();
                    CompletableFuture<?> unusedOutcome = orders.happen(
                            order, IpnContent.paid(received.valid() + received.pending() + remaining(order)));
                },
                minutes,
                TimeUnit.MINUTES);
        return Answer.Reply.seeOther(PaymentUrls.PATH + order.transaction());
    }

    private Answer noAmount(LiveOrder order) {
        return show(order, 422, "Please give the amount in bitcoin, with a point and at most eight digits behind it.");
    }

    /** Gives the shop a moment to hear it before the buyer comes back; a slow shop does not keep the buyer here. */
    private void tell(LiveOrder order, IpnContent content) {
        Optional<IpnAttempt> unused = orders.happen(order, content)
                .completeOnTimeout(Optional.empty(), SHOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static Optional<Long> satoshi(String text) {
        if (!BITCOIN.matcher(text).matches()) {
            return Optional.empty();
        }
        long satoshi = WireCurrency.BTC.toInt(new BigDecimal(text));
        return satoshi > 0 && satoshi <= OrderTerms.BTC_AMOUNT_INT_MAX ? Optional.of(satoshi) : Optional.empty();
    }

    private static Answer.Reply page(int status, String html) {
        Answer.Reply reply = Answer.Reply.html(status, html);
        return new Answer.Reply(reply.status(), reply.contentType(), reply.body(), PAGE_HEADERS);
    }

    private static ByteString resource(String name) {
        try (InputStream in = PaymentDesk.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing: build the jar again");
            }
            return ByteString.of(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
