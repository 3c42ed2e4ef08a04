package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two private methods: {@code merchant/order/create}, with everything that may go wrong, and {@code info}. */
final class MerchantApi {
    private static final String HTML_503 = """
            <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
            <html><head><title>503 Service Temporarily Unavailable</title></head>
            <body><h1>Service Temporarily Unavailable</h1></body></html>
            """;
    private static final String LOGIN = "sandbox";

    private final RequestGate gate;
    private final OrderBook orders;
    private final MisbehaviourPlan plan;
    private final PaymentUrls urls;
    private final InstantSource clock;

    MerchantApi(RequestGate gate, OrderBook orders, MisbehaviourPlan plan, PaymentUrls urls, InstantSource clock) {
        this.gate = gate;
        this.orders = orders;
        this.plan = plan;
        this.urls = urls;
        this.clock = clock;
    }

    Answer createOrder(WireRequest request, Envelope envelope, Optional<String> signedPath) {
        Optional<Misbehaviour> misbehaviour = plan.next();
        Optional<Answer> early = misbehaviour.flatMap(MerchantApi::beforeTheGate);
        if (early.isPresent()) {
            return early.get();
        }
        RequestGate.Verdict verdict = gate.judge(request, signedPath);
        if (verdict instanceof RequestGate.Verdict.Passed passed) {
            return misbehaviour
                    .flatMap(MerchantApi::behindTheGate)
                    .orElseGet(() -> create(passed.fields(), envelope, misbehaviour));
        }
        return ((RequestGate.Verdict.Refused) verdict).reply();
    }

    Answer info(WireRequest request, Envelope envelope, Optional<String> signedPath) {
        RequestGate.Verdict verdict = gate.judge(request, signedPath);
        return verdict instanceof RequestGate.Verdict.Refused refused ? refused.reply() : envelope.success(account());
    }

    private static Optional<Answer> beforeTheGate(Misbehaviour misbehaviour) {
        return switch (misbehaviour.kind()) {
            case HTML_503 -> Optional.of(Answer.Reply.html(503, HTML_503));
            case PLAIN_TEXT -> Optional.of(Answer.Reply.text(200, "MySQL error, please retry later"));
            case DROP -> Optional.of(new Answer.HangUp());
            default -> Optional.empty();
        };
    }

    private static Optional<Answer> behindTheGate(Misbehaviour misbehaviour) {
        return switch (misbehaviour.kind()) {
            case INVALID_NONCE -> Optional.of(Envelope.error(403, WireError.invalidNonce("Invalid nonce")));
            // Application errors came under 5xx, and the JSON body said what it was (protocol page, 1.3).
            case UNKNOWN_ERROR -> Optional.of(Envelope.error(500, WireError.UNKNOWN));
            case DECLINE -> Optional.of(Envelope.error(500, new WireError(misbehaviour.text(), "")));
            default -> Optional.empty();
        };
    }

    private Answer create(FormFields fields, Envelope envelope, Optional<Misbehaviour> misbehaviour) {
        OrderTerms terms;
        try {
            terms = OrderTerms.read(fields);
        } catch (OrderTerms.Refused refused) {
            return Envelope.error(400, refused.error());
        }
        LiveOrder order = orders.create(terms);
        Map<String, String> created = new LinkedHashMap<>();
        created.put("transaction", order.transaction());
        created.put("payment_url", urls.of(order.transaction()));
        Answer.Reply reply = envelope.success(created);
        if (misbehaviour.isEmpty()) {
            return reply;
        }
        return switch (misbehaviour.get().kind()) {
            case DELAY -> new Answer.Later(reply, misbehaviour.get().delay());
            case LOSE_ANSWER -> new Answer.HangUp();
            default -> reply;
        };
    }

    private Map<String, Object> account() {
        long satoshi = orders.all().stream()
                .mapToLong(order -> order.received().paid())
                .sum();
        BigDecimal balance = WireCurrency.BTC.fromInt(satoshi);
        Map<String, Object> wallet = new LinkedHashMap<>();
        wallet.put("Balance", MarketData.value(WireCurrency.BTC, balance));
        wallet.put("Operations", orders.all().size());
        wallet.put("Daily_Withdraw_Limit", MarketData.value(WireCurrency.BTC, new BigDecimal("100.00000000")));
        wallet.put("Monthly_Withdraw_Limit", null);
        wallet.put("Max_Withdraw", MarketData.value(WireCurrency.BTC, new BigDecimal("100.00000000")));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("Login", LOGIN);
        info.put("Index", "1");
        info.put("Id", "00000000-0000-4000-8000-000000000001");
        info.put("Rights", List.of("deposit", "get_info", "merchant"));
        info.put("Language", "en_US");
        info.put("Created", "2012-03-08 12:00:00");
        info.put("Last_Login", LiveOrder.wireDate(clock.instant()));
        info.put("Wallets", Map.of("BTC", wallet));
        info.put("Monthly_Volume", MarketData.value(WireCurrency.BTC, balance));
        info.put("Trade_Fee", new BigDecimal("0.6"));
        return info;
    }
}
