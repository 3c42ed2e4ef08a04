package io.tillgate.internal.ticker.stream;

/** A frame that nothing can be made of. The message says what is wrong with it, and repeats no part of it. */
final class UnreadableFrame extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String fault;

    UnreadableFrame(String fault) {
        super(fault, null, false, false);
        this.fault = fault;
    }

    String fault() {
        return fault;
    }
}
