package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an account's history is asked for.
 *
 * @param since no line before; null for all of them
 * @param until no line after; null for all of them
 * @param page counts from 1
 */
public record AccountHistoryRequest(
        Currency currency,
        @Nullable Instant since,
        @Nullable Instant until,
        int page) {

    public static final int PAGE_MAX = 1_000_000;

    public AccountHistoryRequest {
        requireNonNull(currency, "currency");
        if (page < 1 || page > PAGE_MAX) {
            throw new IllegalArgumentException("page is " + page + ": pass 1 to " + PAGE_MAX);
        }
    }
}
