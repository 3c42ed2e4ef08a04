package io.tillgate.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets a private call in, or says why not: POST, known Rest-Key, right Rest-Sign, a form, a nonce greater than
 * any before. The nonce is used up only by a call whose signature was right. Safe for many threads.
 */
final class RequestGate {
    private static final Pattern NONCE = Pattern.compile("[0-9]{1,19}");

    private final String apiKey;
    private final WireSignature signature;
    private long lastNonce = -1;

    RequestGate(String apiKey, WireSignature signature) {
        this.apiKey = apiKey;
        this.signature = signature;
    }

    /** Either the fields of a call that may pass, or the answer that refuses it. */
    sealed interface Verdict {
        record Passed(FormFields fields) implements Verdict {}

        record Refused(Answer.Reply reply) implements Verdict {}
    }

    /** {@code signedPath} is what version 2 signs beside the body; empty for version 1. */
    Verdict judge(WireRequest request, Optional<String> signedPath) {
        if (!request.method().equals("POST")) {
            return new Verdict.Refused(Envelope.error(405, WireError.invalidRequestMethod(request.method()))
                    .allowing("POST"));
        }
        Optional<String> key = request.header("Rest-Key");
        if (key.isEmpty()) {
            return refused(403, WireError.MISSING_REST_KEY);
        }
        if (!key.get().equals(apiKey)) {
            return refused(403, WireError.invalidRestKey("Rest-Key is not known: use the API key of this sandbox"));
        }
        if (!signature.matches(request.header("Rest-Sign").orElse(""), request.body(), signedPath)) {
            return refused(
                    403,
                    WireError.invalidRestKey("Rest-Sign is missing or wrong: sign "
                            + signedPath
                                    .map(path -> path + ", a zero byte and ")
                                    .orElse("")
                            + "the exact body bytes with HMAC-SHA512 under the base64-decoded secret"));
        }
        if (!request.hasFormBody()) {
            return refused(400, WireError.invalidParameter("Content-Type must be application/x-www-form-urlencoded"));
        }
        FormFields fields;
        try {
            fields = request.bodyFields();
        } catch (IllegalArgumentException malformed) {
            return refused(400, WireError.invalidParameter(String.valueOf(malformed.getMessage())));
        }
        return useUpNonce(fields.get("nonce").orElse(""))
                .<Verdict>map(error -> refused(403, error))
                .orElseGet(() -> new Verdict.Passed(fields));
    }

    private synchronized Optional<WireError> useUpNonce(String given) {
        if (!NONCE.matcher(given).matches()) {
            return Optional.of(WireError.invalidNonce(
                    "nonce is missing or not a number: send an always greater integer below 2^63"));
        }
        long nonce;
        try {
            nonce = Long.parseLong(given);
        } catch (NumberFormatException tooLarge) {
            return Optional.of(WireError.invalidNonce("nonce is too large: stay below 2^63"));
        }
        if (nonce <= lastNonce) {
            return Optional.of(WireError.invalidNonce("nonce " + nonce + " is not greater than the last one, "
                    + lastNonce + ": send an always greater integer"));
        }
        lastNonce = nonce;
        return Optional.empty();
    }

    private static Verdict.Refused refused(int status, WireError error) {
        return new Verdict.Refused(Envelope.error(status, error));
    }
}
