package io.tillgate.internal.ticker.stream;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/** Frames as they stand on the wire. */
final class StreamFixtures {

    static final CurrencyPair USD = CurrencyPair.btc(Currency.of("USD"));
    static final CurrencyPair EUR = CurrencyPair.btc(Currency.of("EUR"));
    static final Set<CurrencyPair> BOTH = Set.of(USD, EUR);

    private StreamFixtures() {}

    static String frame(String name) {
        try (InputStream in = Objects.requireNonNull(StreamFixtures.class.getResourceAsStream("/streams/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
