package io.tillgate.internal.ticker;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import mockwebserver3.MockResponse;

/** Answers of venues, as files, and a clock that stands still until it is moved. */
final class Wires {

    static final CurrencyPair USD = CurrencyPair.btc(Currency.of("USD"));
    static final CurrencyPair EUR = CurrencyPair.btc(Currency.of("EUR"));
    static final CurrencyPair SEK = CurrencyPair.btc(Currency.of("SEK"));

    private Wires() {}

    /** A file below {@code wire}, as it is. */
    static String file(String path) {
        try (InputStream in = Objects.requireNonNull(Wires.class.getResourceAsStream("/wire/" + path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    static final class Clock implements InstantSource {
        private volatile Instant now;

        Clock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }
}
