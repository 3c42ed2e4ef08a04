package io.tillgate.failure;

/**
 * Thrown when the world is broken: the database can't be reached, a row that must be there is not. The message carries
 * the ids one needs to act. What happens in a normal week is a return value instead.
 */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GatewayException(String message) {
        super(message);
    }

    public GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
