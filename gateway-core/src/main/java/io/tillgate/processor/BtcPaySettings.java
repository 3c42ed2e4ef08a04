package io.tillgate.processor;

import io.tillgate.failure.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a store of a BTCPay Server. Build it with {@link #builder()}; the gateway checks it at start and lists what
 * is wrong. The guide is docs/btcpay.md.
 */
public final class BtcPaySettings {

    /** How many confirmations BTCPay Server waits for before a payment is settled. */
    public enum SpeedPolicy {
        /** None, or one for a payment that can be replaced. */
        HIGH("HighSpeed"),
        /** One. */
        MEDIUM("MediumSpeed"),
        /** Two. */
        LOW_MEDIUM("LowMediumSpeed"),
        /** Six. */
        LOW("LowSpeed");

        private final String wire;

        SpeedPolicy(String wire) {
            this.wire = wire;
        }

        /** The word of the wire. */
        public String wire() {
            return wire;
        }
    }

    /** One in use, and one that is being replaced. */
    public static final int WEBHOOK_SECRETS_MAX = 2;

    /** A shorter secret of a webhook could be guessed from a signature. */
    public static final int WEBHOOK_SECRET_CHARS_MIN = 16;

    private static final Duration CALL_TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration CALL_TIMEOUT_MAX = Duration.ofMinutes(1);
    private static final int PORT_MAX = 65_535;
    private static final Pattern STORE_ID = Pattern.compile("[A-Za-z0-9]{1,100}");
    private static final Pattern PAYMENT_METHOD = Pattern.compile("[A-Za-z0-9-]{1,50}");

    private final Builder values;

    private BtcPaySettings(Builder values) {
        this.values = new Builder(values);
    }

    public static Builder builder() {
        return new Builder();
    }

    public String id() {
        return values.id;
    }

    public String baseUrl() {
        return values.baseUrl;
    }

    /** Never logged. */
    public String apiKey() {
        return values.apiKey;
    }

    public String storeId() {
        return values.storeId;
    }

    /** Any of them may have signed a notification. Never logged. */
    public List<String> webhookSecrets() {
        return values.webhookSecrets;
    }

    /** The store's own when empty. */
    public Optional<SpeedPolicy> speedPolicy() {
        return Optional.ofNullable(values.speedPolicy);
    }

    /** The store's own when empty. */
    public List<String> paymentMethods() {
        return values.paymentMethods;
    }

    public String userAgent() {
        return values.userAgent;
    }

    public Duration callTimeout() {
        return values.callTimeout;
    }

    /** What keeps these settings from working; empty when nothing does. Names the field, never a secret's value. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        try {
            new ProcessorId(values.id);
        } catch (IllegalArgumentException wrong) {
            problems.add(new Problem("btcpay.id", "is not a processor id", "use 1 to 32 of a-z, 0-9 and hyphen"));
        }
        checkBaseUrl(problems);
        if (values.apiKey.isBlank()) {
            problems.add(new Problem("btcpay.apiKey", "is missing", "make one under Account, API Keys"));
        } else {
            checkHeaderValue(problems, "btcpay.apiKey", values.apiKey);
        }
        if (!STORE_ID.matcher(values.storeId).matches()) {
            problems.add(new Problem(
                    "btcpay.storeId", "is missing or not a store's id", "copy it from Store Settings, General"));
        }
        checkWebhookSecrets(problems);
        if (!values.paymentMethods.stream()
                .allMatch(method -> PAYMENT_METHOD.matcher(method).matches())) {
            problems.add(new Problem("btcpay.paymentMethods", "holds what is no payment method", "use BTC-CHAIN"));
        }
        if (values.userAgent.isBlank()) {
            problems.add(new Problem("btcpay.userAgent", "is empty", "name your shop"));
        } else {
            checkHeaderValue(problems, "btcpay.userAgent", values.userAgent);
        }
        if (values.callTimeout.compareTo(CALL_TIMEOUT_MIN) < 0 || values.callTimeout.compareTo(CALL_TIMEOUT_MAX) > 0) {
            problems.add(new Problem(
                    "btcpay.callTimeout", "is " + values.callTimeout, "choose between 100 ms and 1 minute"));
        }
        return problems;
    }

    private void checkBaseUrl(List<Problem> problems) {
        String fix = "use the address of the server: https://btcpay.shop.example";
        try {
            URI uri = URI.create(values.baseUrl);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
            if (!http || !reachable || more) {
                problems.add(new Problem("btcpay.baseUrl", "is not an http(s) URL", fix));
            } else if ("http".equals(uri.getScheme()) && !isLoopback(uri.getHost())) {
                problems.add(new Problem(
                        "btcpay.baseUrl", "is not https, so that the API key would travel in the open", fix));
            }
        } catch (IllegalArgumentException notAUri) {
            problems.add(new Problem("btcpay.baseUrl", "is not an http(s) URL", fix));
        }
    }

    /** Only literal addresses: a name would be resolved, and could be resolved otherwise later. */
    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private void checkWebhookSecrets(List<Problem> problems) {
        String fix = "set the secret of the webhook that posts to this shop, and while it is changed the old one too";
        if (values.webhookSecrets.isEmpty()) {
            problems.add(new Problem("btcpay.webhookSecrets", "are missing", fix));
        }
        if (values.webhookSecrets.size() > WEBHOOK_SECRETS_MAX) {
            problems.add(new Problem("btcpay.webhookSecrets", "are more than " + WEBHOOK_SECRETS_MAX, fix));
        }
        if (values.webhookSecrets.stream().anyMatch(secret -> secret.strip().length() < WEBHOOK_SECRET_CHARS_MIN)) {
            problems.add(new Problem(
                    "btcpay.webhookSecrets",
                    "hold one that is shorter than " + WEBHOOK_SECRET_CHARS_MIN + " characters",
                    "let BTCPay Server generate it"));
        }
    }

    /** A line break that was copied along, or a letter that is not ASCII, would fail every single call. */
    private static void checkHeaderValue(List<Problem> problems, String field, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            problems.add(new Problem(
                    field, "has characters that no HTTP header can carry", "use visible ASCII, without line breaks"));
        }
    }

    /** The id alone: any other value may hold a secret before it was checked. */
    @Override
    public String toString() {
        return "BtcPaySettings[id=" + values.id + "]";
    }

    /** Collects the settings; nothing is checked until the gateway is built. A null text counts as not set. */
    public static final class Builder {
        private String id = "btcpay";
        private String baseUrl = "";
        private String apiKey = "";
        private String storeId = "";
        private List<String> webhookSecrets = List.of();
        private @Nullable SpeedPolicy speedPolicy;
        private List<String> paymentMethods = List.of();
        private String userAgent = "Tillgate/0.1 (+payment gateway library)";
        private Duration callTimeout = Duration.ofSeconds(10);

        private Builder() {}

        private Builder(Builder other) {
            this.id = other.id;
            this.baseUrl = other.baseUrl;
            this.apiKey = other.apiKey;
            this.storeId = other.storeId;
            this.webhookSecrets = other.webhookSecrets;
            this.speedPolicy = other.speedPolicy;
            this.paymentMethods = other.paymentMethods;
            this.userAgent = other.userAgent;
            this.callTimeout = other.callTimeout;
        }

        /** Names this processor in URLs and rows; {@code btcpay} unless set. */
        public Builder id(String value) {
            this.id = value;
            return this;
        }

        /** The server's address with its root path, if it has one: {@code https://btcpay.shop.example}. Required. */
        public Builder baseUrl(@Nullable String value) {
            String url = value == null ? "" : value;
            this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            return this;
        }

        /** A key with the permissions that docs/btcpay.md lists. Required. */
        public Builder apiKey(@Nullable String value) {
            this.apiKey = value == null ? "" : value;
            return this;
        }

        /** The store whose invoices these are. Required. */
        public Builder storeId(@Nullable String value) {
            this.storeId = value == null ? "" : value;
            return this;
        }

        /** The secret of the store's webhook; while it is changed, the new one and the old one. Required. */
        public Builder webhookSecrets(@Nullable String... values) {
            List<String> secrets = new ArrayList<>();
            for (String value : values) {
                if (value != null) {
                    secrets.add(value);
                }
            }
            this.webhookSecrets = List.copyOf(secrets);
            return this;
        }

        /** When a payment is settled; the store's own policy unless set. */
        public Builder speedPolicy(SpeedPolicy value) {
            this.speedPolicy = value;
            return this;
        }

        /** Which of the store's payment methods a buyer may use, such as {@code BTC-CHAIN}; all of them unless set. */
        public Builder paymentMethods(String... values) {
            this.paymentMethods = List.of(values);
            return this;
        }

        public Builder userAgent(String value) {
            this.userAgent = value;
            return this;
        }

        /** Bound on one call, from connecting to the last byte; 10 seconds unless set. */
        public Builder callTimeout(Duration value) {
            this.callTimeout = value;
            return this;
        }

        public BtcPaySettings build() {
            return new BtcPaySettings(this);
        }
    }
}
