package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.CreateAnswer.Created;
import io.tillgate.processor.CreateAnswer.Declined;
import io.tillgate.processor.CreateAnswer.Unknown;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.ApiVersion;
import io.tillgate.processor.MtGoxSettings.Option;
import io.tillgate.processor.NonceSequence;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Calls {@code merchant/order/create}, one call at a time: the API refuses a nonce that arrives after a greater one, so
 * taking a nonce, sending it and having the answer happen under one lock. Other nodes that use the same key may still
 * overtake; the refusal is certain, so the call is repeated with a fresh nonce.
 *
 * <p>Source: protocol/mtgox.md 1 and 7.
 */
final class MtGoxInvoiceClient implements AutoCloseable {

    static final int NONCE_TRIES_MAX = 5;
    static final int TRANSACTION_CHARS_MAX = 200;
    static final int PAYMENT_URL_CHARS_MAX = 2000;

    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final MtGoxHttp http = new MtGoxHttp();
    private final MtGoxSignature signature;
    private final NonceSequence nonces;
    private final String apiKey;
    private final Set<Option> options = EnumSet.noneOf(Option.class);
    private final Duration callTimeout;
    private final ApiVersion version;
    private final Request template;
    private final String signedPath;

    MtGoxInvoiceClient(MtGoxSettings settings, NonceSequence nonces) {
        this.signature = new MtGoxSignature(settings.apiSecret());
        this.nonces = nonces;
        this.apiKey = settings.apiKey();
        this.options.addAll(settings.options());
        this.callTimeout = settings.callTimeout();
        this.version = settings.apiVersion();
        String root = settings.baseUrl() + (version == ApiVersion.V1 ? "/1/" : "/2/");
        HttpUrl url = HttpUrl.get(root + settings.createPath());
        // The path as it goes over the wire, since OkHttp may have encoded a character of it.
        this.signedPath =
                url.encodedPath().substring(HttpUrl.get(root).encodedPath().length());
        this.template = new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "application/json")
                .header("Rest-Key", apiKey)
                .build();
    }

    /**
     * Asks for an invoice. Waits for its turn no longer than the call timeout, and then for the answer no longer than
     * the call timeout, all repetitions included.
     *
     * @throws io.tillgate.failure.GatewayException when no nonce can be had; then nothing was sent
     */
    CreateAnswer create(InvoiceRequest invoice) {
        try {
            if (!oneAtATime.tryLock(callTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Unknown(
                        "busy with other orders for " + callTimeout.toMillis() + " ms; nothing was sent for this one");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while waiting for other orders; nothing was sent for this one");
        }
        try {
            return createInTurn(invoice);
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private CreateAnswer createInTurn(InvoiceRequest invoice) {
        long deadline = System.nanoTime() + callTimeout.toNanos();
        int tries = 0;
        while (tries < NONCE_TRIES_MAX) {
            Request request = signed(MtGoxCreateBody.of(nonces.next(apiKey), invoice, options));
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            tries++;
            MtGoxReply reply = http.exchange(request, Duration.ofNanos(left));
            if (!isStaleNonce(reply)) {
                return answer(reply);
            }
        }
        if (tries == 0) {
            return new Unknown("waited " + callTimeout.toMillis() + " ms for a nonce; nothing was sent");
        }
        return new Unknown("the processor refused the nonces of " + tries + " tries, so no invoice exists:"
                + " is the API key used by other software with greater nonces?");
    }

    private Request signed(MtGoxCreateBody body) {
        String sign =
                version == ApiVersion.V1 ? signature.sign(body.bytes()) : signature.sign(signedPath, body.bytes());
        return template.newBuilder().header("Rest-Sign", sign).post(body).build();
    }

    private static boolean isStaleNonce(MtGoxReply reply) {
        return reply instanceof MtGoxReply.Refusal refusal && refusal.token().equals("login_error_invalid_nonce");
    }

    private CreateAnswer answer(MtGoxReply reply) {
        if (reply instanceof MtGoxReply.Success success) {
            return created(success.payload());
        }
        if (reply instanceof MtGoxReply.Refusal refusal) {
            return refused(refusal);
        }
        return new Unknown("the processor " + ((MtGoxReply.Unusable) reply).reason());
    }

    private CreateAnswer refused(MtGoxReply.Refusal refusal) {
        if (refusal.token().equals("unknown_error")) {
            return new Unknown("the processor answered unknown_error, which does not tell whether an invoice exists");
        }
        String words = withoutKey(refusal.text().isEmpty() ? refusal.token() : refusal.text());
        String token = refusal.token().isEmpty() ? "" : " (" + withoutKey(refusal.token()) + ")";
        if (refusal.token().startsWith("login_error_")) {
            return new Declined("the processor does not accept our API key: check mtgox.apiKey and mtgox.apiSecret."
                    + " It said: " + words + token);
        }
        return new Declined("the processor refused: " + words + token);
    }

    private static CreateAnswer created(JsonNode payload) {
        String transaction = payload.path("transaction").textValue();
        String paymentUrl = payload.path("payment_url").textValue();
        if (transaction == null || transaction.isEmpty()) {
            return new Unknown("the processor answered success, but transaction is missing");
        }
        if (transaction.length() > TRANSACTION_CHARS_MAX || !WireText.isVisibleAscii(transaction)) {
            return new Unknown("the processor answered success, but transaction is not an id");
        }
        if (paymentUrl == null || paymentUrl.isEmpty()) {
            return new Unknown("the processor answered success, but payment_url is missing");
        }
        if (!WireText.isWebUrl(paymentUrl, PAYMENT_URL_CHARS_MAX)) {
            return new Unknown("the processor answered success, but payment_url is not an absolute http(s) URL");
        }
        return new Created(transaction, paymentUrl);
    }

    private String withoutKey(String words) {
        return words.replace(apiKey, "[our key]");
    }
}
