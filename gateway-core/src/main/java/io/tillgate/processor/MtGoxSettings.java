package io.tillgate.processor;

import io.tillgate.failure.Problem;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a processor that speaks the Mt. Gox merchant wire. Build it with {@link #builder()}; the gateway checks
 * it at start and lists what is wrong.
 */
public final class MtGoxSettings {

    /** Which generation of the API to call: they differ in path, envelope and what is signed. */
    public enum ApiVersion {
        V1,
        V2
    }

    /** Extras of an order that the account asks for; each is a flag of the wire. */
    public enum Option {
        /** An e-mail for each successful payment. */
        EMAIL,
        /** Sell the received bitcoins at once, at market price. */
        AUTOSELL,
        /** Only users of the processor may pay. */
        INSTANT_ONLY,
        /** Several payments on one invoice. */
        MULTIPAY
    }

    private final Builder values;

    private MtGoxSettings(Builder values) {
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

    public ApiVersion apiVersion() {
        return values.apiVersion;
    }

    /** Path below the version, such as {@code generic/private/merchant/order/create}. */
    public String createPath() {
        if (!values.createPath.isEmpty()) {
            return values.createPath;
        }
        return values.apiVersion == ApiVersion.V1
                ? "generic/private/merchant/order/create"
                : "money/merchant/order/create";
    }

    /** Of the addresses that it sends coins to. */
    public BitcoinNetwork network() {
        return values.network;
    }

    /** Where its stream of tickers is; empty for none. */
    public String streamUrl() {
        return values.streamUrl;
    }

    public String apiKey() {
        return values.apiKey;
    }

    /** The secret's bytes. Never logged. */
    public byte[] apiSecret() {
        return Base64.getDecoder().decode(values.apiSecret);
    }

    /** Secrets of retired keys whose late notifications are still believed. Never logged. */
    public List<byte[]> retiredApiSecrets() {
        return values.retiredApiSecrets.stream()
                .map(secret -> Base64.getDecoder().decode(secret))
                .toList();
    }

    public String userAgent() {
        return values.userAgent;
    }

    public Duration callTimeout() {
        return values.callTimeout;
    }

    public IpnAuthentication ipnAuthentication() {
        return values.ipnAuthentication;
    }

    public MtGoxMarketData marketData() {
        return values.marketData;
    }

    public List<Option> options() {
        return List.copyOf(values.options);
    }

    /** What keeps these settings from working; empty when nothing does. Names the field, never a secret's value. */
    public List<Problem> problems() {
        return new MtGoxSettingsCheck(this, values.apiSecret, values.retiredApiSecrets).problems();
    }

    /** The id alone: any other value may hold a secret before it was checked. */
    @Override
    public String toString() {
        return "MtGoxSettings[id=" + values.id + "]";
    }

    /** Collects the settings; nothing is checked until the gateway is built. A null text counts as not set. */
    public static final class Builder {
        private String id = "mtgox";
        private String baseUrl = "";
        private String streamUrl = "";
        private ApiVersion apiVersion = ApiVersion.V1;
        private String createPath = "";
        private BitcoinNetwork network = BitcoinNetwork.MAINNET;
        private String apiKey = "";
        private String apiSecret = "";
        private List<String> retiredApiSecrets = List.of();
        private String userAgent = VenueSettings.USER_AGENT;
        private Duration callTimeout = Duration.ofSeconds(10);
        private IpnAuthentication ipnAuthentication = IpnAuthentication.SIGNATURE;
        private MtGoxMarketData marketData = MtGoxMarketData.DEFAULT;
        private List<Option> options = List.of();

        private Builder() {}

        private Builder(Builder other) {
            this.id = other.id;
            this.baseUrl = other.baseUrl;
            this.streamUrl = other.streamUrl;
            this.apiVersion = other.apiVersion;
            this.createPath = other.createPath;
            this.network = other.network;
            this.apiKey = other.apiKey;
            this.apiSecret = other.apiSecret;
            this.retiredApiSecrets = List.copyOf(other.retiredApiSecrets);
            this.userAgent = other.userAgent;
            this.callTimeout = other.callTimeout;
            this.ipnAuthentication = other.ipnAuthentication;
            this.marketData = other.marketData;
            this.options = List.copyOf(other.options);
        }

        /** Names this processor in URLs and rows; {@code mtgox} unless set. */
        public Builder id(String value) {
            this.id = value;
            return this;
        }

        /** The URL before the version, such as {@code https://mtgox.com/api}. Required. */
        public Builder baseUrl(@Nullable String value) {
            String url = value == null ? "" : value;
            this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            return this;
        }

        /**
         * Where its stream of tickers is: {@code wss://host/mtgox} for the plain websocket, {@code
         * https://host/socket.io/1} for socket.io. None unless set; the ticker is asked for then.
         */
        public Builder streamUrl(@Nullable String value) {
            this.streamUrl = value == null ? "" : value;
            return this;
        }

        public Builder apiVersion(ApiVersion value) {
            this.apiVersion = value;
            return this;
        }

        /** Path below the version; the version's usual one unless set. */
        public Builder createPath(String value) {
            this.createPath = value;
            return this;
        }

        /** Of the addresses that refunds are sent to; MAINNET unless set. */
        public Builder network(BitcoinNetwork value) {
            this.network = value;
            return this;
        }

        public Builder apiKey(@Nullable String value) {
            this.apiKey = value == null ? "" : value;
            return this;
        }

        /** The API secret, base64 as the processor shows it. */
        public Builder apiSecret(@Nullable String base64) {
            this.apiSecret = base64 == null ? "" : base64;
            return this;
        }

        public Builder retiredApiSecrets(List<String> base64) {
            this.retiredApiSecrets = List.copyOf(base64);
            return this;
        }

        public Builder userAgent(String value) {
            this.userAgent = value;
            return this;
        }

        /** Bound on one call as a whole, from connecting to the last byte. */
        public Builder callTimeout(Duration value) {
            this.callTimeout = value;
            return this;
        }

        public Builder ipnAuthentication(IpnAuthentication value) {
            this.ipnAuthentication = value;
            return this;
        }

        /** Which ticker and book price the shop's goods; {@link MtGoxMarketData#DEFAULT} unless set. */
        public Builder marketData(MtGoxMarketData value) {
            this.marketData = value;
            return this;
        }

        public Builder options(Option... values) {
            this.options = List.of(values);
            return this;
        }

        public MtGoxSettings build() {
            return new MtGoxSettings(this);
        }
    }
}
