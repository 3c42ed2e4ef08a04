package io.tillgate.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything under {@code /api/}: finds the method that a path of version 0, 1 or 2 names. */
final class WireApi {
    private static final Pattern V1 =
            Pattern.compile("/api/1/(?:generic|BTC(?<pair>[A-Z]{3}))/(?:(?<realm>private|public)/)?(?<name>[a-z_/]+)");
    private static final Pattern V2 = Pattern.compile("/api/2/(?:BTC(?<pair>[A-Z]{3})/)?money/(?<name>[a-z_/]+)");

    private final MerchantApi merchant;
    private final WalletApi wallet;
    private final MarketData market;

    WireApi(MerchantApi merchant, WalletApi wallet, MarketData market) {
        this.merchant = merchant;
        this.wallet = wallet;
        this.market = market;
    }

    /** What a path asks for; texts that a path doesn't have are empty. */
    private record Call(Envelope envelope, String pair, String realm, String name, Optional<String> signedPath) {}

    Answer answer(WireRequest request) {
        if (request.header("User-Agent").isEmpty()) {
            return Envelope.error(403, WireError.missingUserAgent());
        }
        try {
            if (request.path().equals("/api/0/data/ticker.php")) {
                return tickerV0(request);
            }
            if (request.path().equals("/api/0/history_BTC.csv")) {
                return wallet.historyCsv(request);
            }
            return call(request.path())
                    .map(call -> answer(request, call))
                    .orElseGet(() -> Envelope.error(404, WireError.unknownMethod(request.path())));
        } catch (IllegalArgumentException malformedQuery) {
            return Envelope.error(400, WireError.invalidParameter(String.valueOf(malformedQuery.getMessage())));
        }
    }

    private static Optional<Call> call(String path) {
        Matcher v1 = V1.matcher(path);
        if (v1.matches()) {
            return Optional.of(
                    new Call(Envelope.V1, text(v1, "pair"), text(v1, "realm"), text(v1, "name"), Optional.empty()));
        }
        Matcher v2 = V2.matcher(path);
        if (v2.matches()) {
            String signed = path.substring("/api/2/".length());
            return Optional.of(new Call(Envelope.V2, text(v2, "pair"), "", text(v2, "name"), Optional.of(signed)));
        }
        return Optional.empty();
    }

    private Answer answer(WireRequest request, Call call) {
        boolean publicPath = !call.realm().equals("private");
        // Only version 2 lets a pair stand before a private method.
        boolean privatePath = !call.realm().equals("public")
                && (call.envelope() == Envelope.V2 || call.pair().isEmpty());
        return switch (call.name()) {
            case "merchant/order/create" ->
                privatePath ? merchant.createOrder(request, call.envelope(), call.signedPath()) : unknown(request);
            case "info" -> privatePath ? merchant.info(request, call.envelope(), call.signedPath()) : unknown(request);
            case "wallet/history" ->
                privatePath ? wallet.history(request, call.envelope(), call.signedPath()) : unknown(request);
            case "bitcoin/send_simple" ->
                privatePath ? wallet.sendSimple(request, call.envelope(), call.signedPath()) : unknown(request);
            case "ticker", "ticker_fast" -> publicPath ? ticker(call) : unknown(request);
            case "currency" -> publicPath ? currency(request, call) : unknown(request);
            default -> unknown(request);
        };
    }

    private static Answer unknown(WireRequest request) {
        return Envelope.error(404, WireError.unknownMethod(request.path()));
    }

    private Answer ticker(Call call) {
        if (call.pair().isEmpty()) {
            // That is what a ticker without a pair got (protocol page, 1.3).
            return Envelope.error(500, WireError.UNKNOWN);
        }
        Optional<WireCurrency> currency = fiat(call.pair());
        if (currency.isEmpty()) {
            return unknownCurrency(call.pair());
        }
        if (call.name().equals("ticker_fast")) {
            return call.envelope().success(market.tickerFast(currency.get()));
        }
        return call.envelope()
                .success(
                        call.realm().equals("public")
                                ? market.ticker(currency.get())
                                : market.tickerWithNow(currency.get()));
    }

    private Answer tickerV0(WireRequest request) {
        String code = request.queryFields().get("Currency").orElse("USD");
        return fiat(code)
                .map(currency -> Answer.Reply.json(200, market.tickerV0(currency)))
                .orElseGet(() -> Answer.Reply.json(400, Map.of("error", "Unknown currency " + code)));
    }

    private static Answer currency(WireRequest request, Call call) {
        String asked = request.queryFields().get("currency").orElse(call.pair());
        if (asked.isEmpty()) {
            return Envelope.error(400, WireError.missingParameter("Missing parameter \"currency\": add ?currency=USD"));
        }
        return WireCurrency.find(asked)
                .<Answer>map(currency -> call.envelope().success(MarketData.currency(currency)))
                .orElseGet(() -> unknownCurrency(asked));
    }

    private static Answer unknownCurrency(String code) {
        return Envelope.error(
                400,
                WireError.invalidParameter("Unknown currency \"" + code + "\": use one of " + WireCurrency.codes()));
    }

    private static Optional<WireCurrency> fiat(String code) {
        return WireCurrency.find(code).filter(currency -> currency != WireCurrency.BTC);
    }

    private static String text(Matcher matcher, String group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }
}
