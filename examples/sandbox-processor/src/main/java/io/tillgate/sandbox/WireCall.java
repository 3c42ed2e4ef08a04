package io.tillgate.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The calls of the wire that can be told to go wrong. The name in JSON is the constant's in lower case. */
public enum WireCall {
    /** {@code merchant/order/create}. */
    CREATE,
    /** {@code bitcoin/send_simple}. */
    SEND,
    /** {@code wallet/history} and its CSV form. */
    HISTORY;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<WireCall> find(String wireName) {
        return Arrays.stream(values())
                .filter(call -> call.wireName().equals(wireName))
                .findFirst();
    }
}
