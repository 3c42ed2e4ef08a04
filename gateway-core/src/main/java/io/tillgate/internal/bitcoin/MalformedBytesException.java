package io.tillgate.internal.bitcoin;

/** Bytes that are no block or no transaction. The node that sent them is broken, or is none. */
public final class MalformedBytesException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedBytesException(String message) {
        super(message);
    }
}
