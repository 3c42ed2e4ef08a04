package io.tillgate.sandbox;

/**
 * An error in the envelope: a sentence for people and a token for programs. Mt. Gox left the token out of some
 * errors; here the empty string does that. Tokens marked as ours are inventions where no record exists.
 */
record WireError(String text, String token) {
    static final String INVALID_REST_KEY = "login_error_invalid_rest_key";
    static final String INVALID_NONCE = "login_error_invalid_nonce";

    static final WireError MISSING_REST_KEY =
            new WireError("Identification required to access private API", "login_error_missing_rest_key");
    static final WireError UNKNOWN = new WireError("Unknown error", "unknown_error");

    static WireError invalidRestKey(String text) {
        return new WireError(text, INVALID_REST_KEY);
    }

    static WireError invalidNonce(String text) {
        return new WireError(text, INVALID_NONCE);
    }

    static WireError invalidRequestMethod(String got) {
        return new WireError("Invalid request method " + got + ": use POST", "invalid_request_method");
    }

    /** Token is ours. */
    static WireError missingUserAgent() {
        return new WireError("A valid User-Agent header is required: send one", "missing_user_agent");
    }

    /** Token is ours. */
    static WireError missingParameter(String text) {
        return new WireError(text, "missing_parameter");
    }

    /** Token is ours. */
    static WireError invalidParameter(String text) {
        return new WireError(text, "invalid_parameter");
    }

    /** Token is ours. */
    static WireError unknownMethod(String path) {
        return new WireError("No API method at " + path + ": see the README of the sandbox", "unknown_method");
    }
}
