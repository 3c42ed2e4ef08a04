package io.tillgate;

import io.tillgate.desk.StaffPolicy;
import io.tillgate.event.OrderListener;
import io.tillgate.event.TransactionalOrderListener;
import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.ticker.stream.StreamMakers;
import io.tillgate.money.Currency;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderTokens;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.ForexSource;
import io.tillgate.rate.OrderBookSource;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerKind;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.VenueSettings;
import io.tillgate.refund.RefundPolicy;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a {@link GatewayBuilder} collected, checked as a whole. */
final class GatewayConfig {

    private static final int SOURCE_NAME_CHARS_MAX = 100;

    @Nullable DataSource dataSource;

    String publicBaseUrl = "";
    String secretKey = "";
    List<String> retiredSecretKeys = List.of();
    final List<MtGoxSettings> mtGoxes = new ArrayList<>();
    final List<NodeSettings> nodes = new ArrayList<>();
    final List<BtcPaySettings> btcPays = new ArrayList<>();
    final List<PaymentProcessor> processors = new ArrayList<>();

    @Nullable String defaultProcessor;

    List<String> currencies = List.of();
    final List<TickerSource> tickerSources = new ArrayList<>();
    final List<ForexSource> forexSources = new ArrayList<>();
    final Map<String, Supplier<TickerStream>> tickerStreams = new LinkedHashMap<>();
    final List<VenueSettings> venues = new ArrayList<>();
    RatePolicy ratePolicy = RatePolicy.DEFAULT;
    OrderPolicy orderPolicy = OrderPolicy.DEFAULT;
    StaffPolicy staffPolicy = StaffPolicy.DEFAULT;
    RefundPolicy refundPolicy = RefundPolicy.DEFAULT;

    @Nullable OrderListener listener;

    @Nullable TransactionalOrderListener transactionalListener;

    @Nullable WebhookSettings webhook;

    InstantSource clock = InstantSource.system();

    ZoneId timeZone = ZoneOffset.UTC;

    /** Throws {@link ConfigurationException} that lists everything that is wrong. */
    void check() {
        List<Problem> problems = new ArrayList<>();
        if (dataSource == null) {
            problems.add(new Problem("dataSource", "is missing", "hand over the application's pool for Postgres"));
        }
        checkBaseUrl(problems);
        checkKey(problems, "secretKey", secretKey);
        retiredSecretKeys.forEach(key -> checkKey(problems, "retiredSecretKeys", key));
        ProcessorChecks.check(this, problems);
        checkSources(problems);
        if (webhook != null) {
            problems.addAll(webhook.problems());
        }
        for (String code : currencies) {
            try {
                Currency.of(code);
            } catch (InvalidInputException unknown) {
                problems.add(new Problem(
                        "currencies",
                        "holds '" + code + "', which is no currency",
                        "use codes of ISO 4217 such as EUR"));
            }
        }
        boolean fiat = currencies.stream().anyMatch(code -> !code.equals(Currency.BTC.code()));
        if (fiat && mtGoxes.isEmpty() && tickerSources.isEmpty() && venues.isEmpty()) {
            problems.add(new Problem(
                    "currencies",
                    "can't be priced",
                    "add venues, a tickerSource, or a processor that brings its own ticker"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    DataSource checkedDataSource() {
        return Objects.requireNonNull(dataSource);
    }

    OrderTokens tokens() {
        return new OrderTokens(
                decode(secretKey),
                retiredSecretKeys.stream().map(GatewayConfig::decode).toList());
    }

    DerivedKeys derivedKeys() {
        return new DerivedKeys(decode(secretKey));
    }

    /** The configured currencies as pairs, BTC left out: it needs no price. */
    Set<CurrencyPair> pairs() {
        Set<CurrencyPair> pairs = new LinkedHashSet<>();
        for (String code : currencies) {
            if (!code.equals(Currency.BTC.code())) {
                pairs.add(CurrencyPair.btc(Currency.of(code)));
            }
        }
        return pairs;
    }

    /** What makes the streams, by the names of their venues; the shop's own ones come first. */
    Map<String, Supplier<TickerStream>> streamMakers() {
        Map<String, Supplier<TickerStream>> makers = new HashMap<>();
        for (MtGoxSettings settings : mtGoxes) {
            StreamMakers.of(settings, clock).ifPresent(maker -> makers.put(settings.id(), maker));
        }
        for (VenueSettings settings : venues) {
            StreamMakers.of(settings, ratePolicy.side(), clock)
                    .ifPresent(maker -> makers.put(settings.venue().sourceName(), maker));
        }
        makers.putAll(tickerStreams);
        return makers;
    }

    private void checkBaseUrl(List<Problem> problems) {
        String fix = "set the address under which buyers and the processor reach the servlet: https://shop.example/pay";
        if (publicBaseUrl.isBlank()) {
            problems.add(new Problem("publicBaseUrl", "is missing", fix));
            return;
        }
        try {
            URI uri = URI.create(publicBaseUrl);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() > 65_535) {
                problems.add(new Problem("publicBaseUrl", "is not an absolute http(s) URL", fix));
            } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                problems.add(new Problem("publicBaseUrl", "has a query or a fragment", fix));
            }
        } catch (IllegalArgumentException notAUri) {
            problems.add(new Problem("publicBaseUrl", "is not a URL", fix));
        }
    }

    /** Two sources of one name would stand in for each other in the proof of a quote. */
    private void checkSources(List<Problem> problems) {
        Set<String> names = new HashSet<>();
        mtGoxes.forEach(settings -> names.add(settings.id()));
        for (VenueSettings settings : venues) {
            problems.addAll(settings.problems());
            checkSourceName(problems, names, settings.venue().sourceName());
        }
        tickerSources.forEach(source -> checkSourceName(problems, names, source.name()));
        for (String stream : tickerStreams.keySet()) {
            if (!names.contains(stream)) {
                problems.add(new Problem(
                        "tickerStreams",
                        "hold '" + stream + "', which nobody can ask while it is down",
                        "add a tickerSource of the same name"));
            }
        }
        forexSources.forEach(source -> checkSourceName(problems, names, source.name()));
        checkRatePolicy(problems);
    }

    /** A part of the policy that can never work would be noticed at the first sale that needs it. */
    private void checkRatePolicy(List<Problem> problems) {
        for (Currency currency : ratePolicy.crosses().keySet()) {
            if (!currencies.contains(currency.code())) {
                problems.add(new Problem(
                        "ratePolicy",
                        "has a cross for " + currency + ", in which nothing is sold",
                        "add it to the currencies, or leave the cross out"));
            }
        }
        boolean books = !mtGoxes.isEmpty()
                || venues.stream().anyMatch(settings -> settings.venue().kind() == TickerKind.MARKET)
                || tickerSources.stream().anyMatch(OrderBookSource.class::isInstance);
        if (ratePolicy.depth().isPresent() && !books) {
            problems.add(new Problem(
                    "ratePolicy",
                    "wants order books, and no source shows one",
                    "add a venue with an order book, or leave the depth out"));
        }
    }

    private static void checkSourceName(List<Problem> problems, Set<String> names, String name) {
        if (name.isBlank() || name.length() > SOURCE_NAME_CHARS_MAX) {
            problems.add(new Problem(
                    "sources of prices",
                    "hold one whose name has " + name.length() + " characters",
                    "name it with 1 to " + SOURCE_NAME_CHARS_MAX));
        }
        if (!names.add(name)) {
            problems.add(new Problem("sources of prices", "hold two named '" + name + "'", "leave one of them out"));
        }
    }

    private static void checkKey(List<Problem> problems, String field, String base64) {
        String fix = "make one with: openssl rand -base64 " + OrderTokens.KEY_BYTES_MIN;
        if (base64.isBlank()) {
            problems.add(new Problem(field, "is missing", fix));
            return;
        }
        try {
            if (decode(base64).length < OrderTokens.KEY_BYTES_MIN) {
                problems.add(new Problem(field, "is shorter than " + OrderTokens.KEY_BYTES_MIN + " bytes", fix));
            }
        } catch (IllegalArgumentException notBase64) {
            problems.add(new Problem(field, "is not base64", fix));
        }
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
