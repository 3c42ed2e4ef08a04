package io.tillgate.event;

import io.tillgate.failure.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Where a shop in another process gets its events: each is POSTed as JSON, signed, and repeated until it is answered with
 * a status of 200 to 299.
 *
 * <p>Header {@code Tillgate-Signature: t=<unix seconds>,v1=<hex>} carries HMAC-SHA256 over {@code <t>.<body>}, and
 * {@code Tillgate-Delivery} the id to dedupe by.
 *
 * @param url absolute http(s) URL
 * @param secret base64 of at least 32 random bytes; never logged
 */
public record WebhookSettings(String url, String secret) {

    /** What lists of deliveries call the webhook. */
    public static final String CONSUMER = "webhook";

    private static final int SECRET_BYTES_MIN = 32;
    private static final int PORT_MAX = 65_535;

    /** An environment variable that is not set makes a null: a problem to list with the others, not a crash. */
    public WebhookSettings {
        url = Objects.requireNonNullElse(url, "");
        secret = Objects.requireNonNullElse(secret, "");
    }

    /** What keeps these settings from working; never a secret's value. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        try {
            URI uri = URI.create(url);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            if (!http || !reachable || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                problems.add(urlProblem());
            }
        } catch (IllegalArgumentException notAUri) {
            problems.add(urlProblem());
        }
        String fix = "make one with: openssl rand -base64 " + SECRET_BYTES_MIN;
        try {
            if (secretBytes().length < SECRET_BYTES_MIN) {
                problems.add(new Problem("webhook.secret", "is shorter than " + SECRET_BYTES_MIN + " bytes", fix));
            }
        } catch (IllegalArgumentException notBase64) {
            problems.add(new Problem("webhook.secret", "is not base64", fix));
        }
        return problems;
    }

    /** The secret's bytes. */
    public byte[] secretBytes() {
        return Base64.getDecoder().decode(secret);
    }

    @Override
    public String toString() {
        return "WebhookSettings[url=" + url + "]";
    }

    private static Problem urlProblem() {
        return new Problem("webhook.url", "is not an absolute http(s) URL", "set https://shop.example/hooks/tillgate");
    }
}
