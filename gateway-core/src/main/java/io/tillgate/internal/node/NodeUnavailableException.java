package io.tillgate.internal.node;

/** The node gave no answer that can be used. Its message is a sentence for the operator, without secrets. */
final class NodeUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    NodeUnavailableException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
