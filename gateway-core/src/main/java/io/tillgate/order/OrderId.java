package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.InvalidInputException;
import java.util.UUID;

/** Our id of a merchant order, a UUIDv7: unique everywhere, and in order of creation. */
public record OrderId(UUID value) {

    public OrderId {
        requireNonNull(value, "value");
    }

    /** Reads the canonical form of 36 characters; throws {@link InvalidInputException} on anything else. */
    public static OrderId parse(String text) {
        if (text.length() == 36) {
            try {
                return new OrderId(UUID.fromString(text));
            } catch (IllegalArgumentException notAUuid) {
                throw notAnId();
            }
        }
        throw notAnId();
    }

    private static InvalidInputException notAnId() {
        return new InvalidInputException("orderId", "is not an order id", "use the id that checkout returned, a UUID");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
