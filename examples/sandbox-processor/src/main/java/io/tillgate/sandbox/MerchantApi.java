package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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
    private final Wallet wallet;
    private final AccountRights rights;
    private final PaymentUrls urls;
    private final InstantSource clock;

    MerchantApi(
            RequestGate gate,
            OrderBook orders,
            MisbehaviourPlan plan,
            Wallet wallet,
            AccountRights rights,
            PaymentUrls urls,
            InstantSource clock) {
        this.gate = gate;
        this.orders = orders;
        this.plan = plan;
        this.wallet = wallet;
        this.rights = rights;
        this.urls = urls;
        this.clock = clock;
    }

    Answer createOrder(WireRequest request, Envelope envelope, Optional<String> signedPath) {
        Optional<Misbehaviour> misbehaviour = plan.next(WireCall.CREATE);
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

    static Optional<Answer> beforeTheGate(Misbehaviour misbehaviour) {
        return switch (misbehaviour.kind()) {
            case HTML_503 -> Optional.of(Answer.Reply.html(503, HTML_503));
            case PLAIN_TEXT -> Optional.of(Answer.Reply.text(200, "MySQL error, please retry later"));
            case DROP -> Optional.of(new Answer.HangUp());
            default -> Optional.empty();
        };
    }

    static Optional<Answer> behindTheGate(Misbehaviour misbehaviour) {
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
        return misbehaviour.isEmpty() ? reply : afterwards(misbehaviour.get(), reply);
    }

    /** What becomes of an answer once everything was done. */
    static Answer afterwards(Misbehaviour misbehaviour, Answer answer) {
        return switch (misbehaviour.kind()) {
            case DELAY -> answer instanceof Answer.Reply reply ? new Answer.Later(reply, misbehaviour.delay()) : answer;
            case LOSE_ANSWER -> new Answer.HangUp();
            default -> answer;
        };
    }

    private Map<String, Object> account() {
        BigDecimal balance = WireCurrency.BTC.fromInt(wallet.balance());
        Map<String, Object> bitcoin = new LinkedHashMap<>();
        bitcoin.put("Balance", MarketData.value(WireCurrency.BTC, balance));
        bitcoin.put("Operations", wallet.all().size());
        bitcoin.put("Daily_Withdraw_Limit", MarketData.value(WireCurrency.BTC, new BigDecimal("100.00000000")));
        bitcoin.put("Monthly_Withdraw_Limit", null);
        bitcoin.put("Max_Withdraw", MarketData.value(WireCurrency.BTC, new BigDecimal("100.00000000")));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("Login", LOGIN);
        info.put("Index", "1");
        info.put("Id", "00000000-0000-4000-8000-000000000001");
        info.put("Rights", rights.list());
        info.put("Language", "en_US");
        info.put("Created", "2012-03-08 12:00:00");
        info.put("Last_Login", LiveOrder.wireDate(clock.instant()));
        info.put("Wallets", Map.of("BTC", bitcoin));
        info.put("Monthly_Volume", MarketData.value(WireCurrency.BTC, balance));
        info.put("Trade_Fee", new BigDecimal("0.6"));
        return info;
    }
}
