package io.tillgate.internal.checkout;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.checkout.CheckoutService;
import io.tillgate.checkout.KeyedCheckoutResult;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.Hash;
import io.tillgate.internal.jdbc.IdempotencyStore;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A checkout under an idempotency key, for shops that ask over HTTP and may have to ask again. */
public final class KeyedCheckout {

    private static final int KEY_CHARS_MAX = 200;

    private final CheckoutService checkout;
    private final Database database;
    private final InstantSource clock;

    public KeyedCheckout(CheckoutService checkout, Database database, InstantSource clock) {
        this.checkout = checkout;
        this.database = database;
        this.clock = clock;
    }

    public KeyedCheckoutResult checkout(String key, CheckoutRequest request) {
        if (key.isBlank() || key.length() > KEY_CHARS_MAX || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidInputException(
                    "Idempotency-Key",
                    "is missing or malformed",
                    "send 1 to " + KEY_CHARS_MAX + " visible ASCII characters, a fresh UUID for each order");
        }
        UUID requestHash = hash(request);
        IdempotencyStore.Known known = database.orThrow(
                "store an idempotency key",
                connection -> IdempotencyStore.take(connection, key, requestHash, clock.instant()));
        if (!known.requestHash().equals(requestHash)) {
            return new KeyedCheckoutResult.Conflict();
        }
        OrderId made = known.order();
        if (made != null) {
            return new KeyedCheckoutResult.Repeated(
                    database.orThrow("read order " + made, connection -> OrderStore.find(connection, made))
                            .orElseThrow());
        }
        CheckoutResult result = checkout.checkout(request);
        orderOf(result)
                .ifPresent(order -> database.orThrow("store the order of an idempotency key", connection -> {
                    IdempotencyStore.setOrder(connection, key, order.id());
                    return order;
                }));
        return new KeyedCheckoutResult.First(result);
    }

    private static Optional<MerchantOrder> orderOf(CheckoutResult result) {
        if (result instanceof CheckoutResult.Ready ready) {
            return Optional.of(ready.order());
        }
        if (result instanceof CheckoutResult.Pending pending) {
            return Optional.of(pending.order());
        }
        if (result instanceof CheckoutResult.AlreadyPaid paid) {
            return Optional.of(paid.order());
        }
        if (result instanceof CheckoutResult.PaymentSeen seen) {
            return Optional.of(seen.order());
        }
        if (result instanceof CheckoutResult.Declined declined) {
            return Optional.of(declined.order());
        }
        return Optional.empty();
    }

    /** Fields are told apart by their place: a null and an empty text are not the same, nor can one run into the next. */
    private static UUID hash(CheckoutRequest request) {
        String terms = Arrays.toString(new Object[] {
            quoted(request.reference()),
            request.price(),
            quoted(request.shop().description()),
            quoted(request.shop().data()),
            quoted(request.shop().returnUrl()),
            request.processor()
        });
        return Hash.of(terms.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "null" : text.length() + ":" + text;
    }
}
