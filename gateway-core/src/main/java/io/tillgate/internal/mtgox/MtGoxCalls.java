package io.tillgate.internal.mtgox;

import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.ApiVersion;
import io.tillgate.processor.NonceSequence;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Makes the private calls of one API key, one at a time: the API refuses a nonce that arrives after a greater one, so taking
 * a nonce, sending it and having the answer happen under one lock. Other nodes that use the same key may still overtake; the
 * refusal is certain, so the call is repeated with a fresh nonce.
 *
 * <p>Source: protocol/mtgox.md 1.3, 1.4 and 7.
 */
final class MtGoxCalls implements AutoCloseable {

    static final int NONCE_TRIES_MAX = 5;

    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final MtGoxHttp http = new MtGoxHttp();
    private final MtGoxSignature signature;
    private final NonceSequence nonces;
    private final String apiKey;
    private final Duration callTimeout;
    private final ApiVersion version;
    private final String root;
    private final Request template;

    MtGoxCalls(MtGoxSettings settings, NonceSequence nonces) {
        this.signature = new MtGoxSignature(settings.apiSecret());
        this.nonces = nonces;
        this.apiKey = settings.apiKey();
        this.callTimeout = settings.callTimeout();
        this.version = settings.apiVersion();
        this.root = settings.baseUrl() + (version == ApiVersion.V1 ? "/1/" : "/2/");
        this.template = new Request.Builder()
                .url(root)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "application/json")
                .header("Rest-Key", apiKey)
                .build();
    }

    /** What came of a call. */
    sealed interface Outcome {}

    /** It was sent at least once; the last reply is not about the nonce. */
    record Replied(MtGoxReply reply) implements Outcome {}

    /**
     * The API did nothing: certain, since nothing was sent, or each try was refused for its nonce.
     *
     * @param reason a sentence for staff
     */
    record NotDone(String reason) implements Outcome {}

    /**
     * Calls a method. Waits for its turn no longer than the call timeout, and then for the answer no longer than the call
     * timeout, all repetitions included.
     *
     * @param path below the version
     * @throws io.tillgate.failure.GatewayException when no nonce can be had; then nothing was sent
     */
    Outcome call(String path, LongFunction<MtGoxBody> bodyOfNonce) {
        try {
            if (!oneAtATime.tryLock(callTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return new NotDone(
                        "busy with other orders for " + callTimeout.toMillis() + " ms; nothing was sent for this one");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new NotDone("interrupted while waiting for other orders; nothing was sent for this one");
        }
        try {
            return callInTurn(HttpUrl.get(root + path), bodyOfNonce);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** The processor's refusal for staff, without our key. */
    String words(MtGoxReply.Refusal refusal) {
        String words = withoutKey(refusal.text().isEmpty() ? refusal.token() : refusal.text());
        String token = refusal.token().isEmpty() ? "" : " (" + withoutKey(refusal.token()) + ")";
        if (refusal.token().startsWith("login_error_")) {
            return "the processor does not accept our API key: check mtgox.apiKey and mtgox.apiSecret. It said: "
                    + words + token;
        }
        return "the processor refused: " + words + token;
    }

    /** Cancels a call that is under way and lets go of the connection. */
    @Override
    public void close() {
        http.close();
    }

    private Outcome callInTurn(HttpUrl url, LongFunction<MtGoxBody> bodyOfNonce) {
        long deadline = System.nanoTime() + callTimeout.toNanos();
        int tries = 0;
        while (tries < NONCE_TRIES_MAX) {
            Request request = signed(url, bodyOfNonce.apply(nonces.next(apiKey)));
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            tries++;
            MtGoxReply reply = http.exchange(request, Duration.ofNanos(left));
            if (!isStaleNonce(reply)) {
                return new Replied(reply);
            }
        }
        if (tries == 0) {
            return new NotDone("waited " + callTimeout.toMillis() + " ms for a nonce; nothing was sent");
        }
        return new NotDone("the processor refused the nonces of " + tries + " tries, so nothing was done:"
                + " is the API key used by other software with greater nonces?");
    }

    private Request signed(HttpUrl url, MtGoxBody body) {
        // The path as it goes over the wire, since OkHttp may have encoded a character of it.
        String path =
                url.encodedPath().substring(HttpUrl.get(root).encodedPath().length());
        String sign = version == ApiVersion.V1 ? signature.sign(body.bytes()) : signature.sign(path, body.bytes());
        return template.newBuilder()
                .url(url)
                .header("Rest-Sign", sign)
                .post(body)
                .build();
    }

    private static boolean isStaleNonce(MtGoxReply reply) {
        return reply instanceof MtGoxReply.Refusal refusal && refusal.token().equals("login_error_invalid_nonce");
    }

    private String withoutKey(String words) {
        return words.replace(apiKey, "[our key]");
    }
}
