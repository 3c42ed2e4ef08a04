package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything under {@code /sandbox/}: what a test or a curious person does to the processor. No authentication. */
final class ControlApi {
    private static final String ORDERS = "/sandbox/orders";
    private static final String MISBEHAVE = "/sandbox/misbehave";
    private static final String TICKERS = "/sandbox/tickers/";

    private final OrderBook orders;
    private final MisbehaviourPlan plan;
    private final SandboxTickers tickers;
    private final ControlJson json;

    ControlApi(OrderBook orders, MisbehaviourPlan plan, SandboxTickers tickers, ControlJson json) {
        this.orders = orders;
        this.plan = plan;
        this.tickers = tickers;
        this.json = json;
    }

    Answer answer(WireRequest request) {
        String path = request.path();
        if (path.equals(ORDERS)) {
            return request.method().equals("GET")
                    ? Answer.Reply.json(200, json.list(orders.all()))
                    : wrongMethod("GET");
        }
        if (path.startsWith(ORDERS + "/")) {
            return order(request, path.substring(ORDERS.length() + 1));
        }
        if (path.equals(MISBEHAVE)) {
            return misbehave(request);
        }
        if (path.startsWith(TICKERS)) {
            return ticker(request, path.substring(TICKERS.length()));
        }
        return fault(404, path + " is not here", "see the README of the sandbox for the paths");
    }

    private Answer order(WireRequest request, String transaction) {
        Optional<LiveOrder> order = orders.find(transaction);
        if (order.isEmpty()) {
            return fault(404, "order " + transaction + " is not known", "take a transaction from GET " + ORDERS);
        }
        return switch (request.method()) {
            case "GET" -> Answer.Reply.json(200, json.order(order.get()));
            case "POST" -> send(request, order.get());
            default -> wrongMethod("GET, POST");
        };
    }

    private Answer send(WireRequest request, LiveOrder order) {
        IpnForm form = IpnForm.read(request.body());
        Optional<Answer> refusal = form.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (order.terms().ipn().isEmpty()) {
            return fault(
                    409,
                    "order " + order.transaction() + " was created without an ipn URL",
                    "create an order with the parameter ipn");
        }
        return orders.happen(order, form.content())
                .join()
                .<Answer>map(attempt -> Answer.Reply.json(200, json.outcome(order, attempt)))
                .orElseThrow();
    }

    private Answer misbehave(WireRequest request) {
        switch (request.method()) {
            case "GET" -> {}
            case "DELETE" -> plan.clear();
            case "POST" -> {
                Optional<Answer> refusal = addMisbehaviour(request);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            default -> {
                return wrongMethod("GET, POST, DELETE");
            }
        }
        return Answer.Reply.json(200, ControlJson.plan(plan));
    }

    private Optional<Answer> addMisbehaviour(WireRequest request) {
        StrictFields fields =
                StrictFields.read(request.body(), Set.of("call", "kind", "times", "delay_ms", "text", "ipn_copies"));
        Optional<Long> copies = fields.wholeNumber("ipn_copies", 1, MisbehaviourPlan.IPN_COPIES_MAX);
        Optional<Misbehaviour> misbehaviour = Optional.empty();
        Optional<WireCall> call = fields.text("call").flatMap(WireCall::find);
        if (fields.has("call") && call.isEmpty()) {
            fields.problem("call", "is not known", "use one of create, send, history");
        }
        if (fields.has("kind")) {
            misbehaviour = MisbehaviourForm.read(fields);
        } else if (!fields.has("ipn_copies")) {
            fields.problem("kind", "is missing", "send kind, or ipn_copies, or both");
        }
        Optional<Answer> refusal = fields.refusal();
        if (refusal.isEmpty()) {
            misbehaviour.ifPresent(planned -> plan.add(call.orElse(WireCall.CREATE), planned));
            copies.ifPresent(count -> plan.ipnCopies(count.intValue()));
        }
        return refusal;
    }

    private Answer ticker(WireRequest request, String currency) {
        try {
            switch (request.method()) {
                case "GET" -> {}
                case "DELETE" -> tickers.release(currency);
                case "POST", "PUT" -> {
                    StrictFields fields = StrictFields.read(request.body(), Set.of("bid", "ask"));
                    Optional<BigDecimal> bid = price(fields, "bid");
                    Optional<BigDecimal> ask = price(fields, "ask");
                    Optional<Answer> refusal = fields.refusal();
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    tickers.set(currency, bid.orElseThrow(), ask.orElseThrow());
                }
                default -> {
                    return wrongMethod("GET, POST, DELETE");
                }
            }
            return Answer.Reply.json(
                    200,
                    Map.of(
                            "bid",
                            tickers.bid(currency).toPlainString(),
                            "ask",
                            tickers.ask(currency).toPlainString()));
        } catch (IllegalArgumentException wrong) {
            return fault(422, String.valueOf(wrong.getMessage()), "POST {\"bid\": \"60000\", \"ask\": \"60010\"}");
        }
    }

    private static Optional<BigDecimal> price(StrictFields fields, String name) {
        Optional<String> text = fields.text(name);
        try {
            if (text.isPresent() && text.get().length() <= 32) {
                return text.map(BigDecimal::new);
            }
        } catch (NumberFormatException notDecimal) {
            // Falls through to the problem below, which is the same for all.
        }
        fields.problem(name, "is missing or not a decimal", "send a JSON string such as \"60000.5\"");
        return Optional.empty();
    }

    private static Answer wrongMethod(String allowed) {
        return fault(405, "this method is not answered here", "use one of " + allowed)
                .allowing(allowed);
    }

    private static Answer.Reply fault(int status, String fault, String fix) {
        return Answer.Reply.json(status, Map.of("fault", fault, "fix", fix));
    }

    /** Reads the fields of one misbehaviour; problems stay with the fields. */
    private static final class MisbehaviourForm {
        static Optional<Misbehaviour> read(StrictFields fields) {
            Optional<Misbehaviour.Kind> kind = fields.text("kind").flatMap(Misbehaviour.Kind::find);
            if (kind.isEmpty()) {
                fields.problem("kind", "is not known", "use one of " + ControlJson.kinds());
                return Optional.empty();
            }
            Optional<Long> times = fields.wholeNumber("times", 1, Misbehaviour.TIMES_MAX);
            Optional<Long> delay = fields.wholeNumber("delay_ms", 1, Misbehaviour.DELAY_MAX.toMillis());
            Optional<String> text = fields.text("text");
            if (fields.has("delay_ms") != (kind.get() == Misbehaviour.Kind.DELAY)) {
                fields.problem("delay_ms", "belongs to kind delay, and to no other", "send both or neither");
            }
            if (fields.has("text") != (kind.get() == Misbehaviour.Kind.DECLINE)) {
                fields.problem("text", "belongs to kind decline, and to no other", "send both or neither");
            }
            if (fields.refusal().isPresent()) {
                return Optional.empty();
            }
            return Optional.of(new Misbehaviour(
                    kind.get(), times.orElse(1L).intValue(), Duration.ofMillis(delay.orElse(0L)), text.orElse("")));
        }
    }
}
