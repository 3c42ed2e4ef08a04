package io.tillgate.processor;

import io.tillgate.failure.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to take payments to keys of the shop's own, watched through a node of the shop's own: any that speaks Bitcoin Core's
 * JSON-RPC. Build it with {@link #builder()}; the gateway checks it at start and lists what is wrong. Needs Bouncy Castle on
 * the class path.
 */
public final class NodeSettings {

    /** One for everyday purchases, two and then six for what is worth an attack. */
    public static final List<ConfirmationBand> DEFAULT_BANDS =
            List.of(new ConfirmationBand(1_000_000, 1), new ConfirmationBand(10_000_000, 2));

    /** For amounts above the last band. */
    public static final int CONFIRMATIONS_ABOVE_BANDS = 6;

    private static final int PORT_MAX = 65_535;

    private final Builder values;

    private NodeSettings(Builder values) {
        this.values = new Builder(values);
    }

    public static Builder builder() {
        return new Builder();
    }

    public String id() {
        return values.id;
    }

    public String url() {
        return values.url;
    }

    public String user() {
        return values.user;
    }

    /** Never logged. */
    public String password() {
        return values.password;
    }

    public Optional<Path> cookieFile() {
        return values.cookieFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(values.cookieFile));
    }

    public BitcoinNetwork network() {
        return values.network;
    }

    /** The extended public key or descriptor. Reveals all of the shop's addresses: never logged. */
    public String accountKey() {
        return values.accountKey;
    }

    public Duration callTimeout() {
        return values.callTimeout;
    }

    public Duration pollEvery() {
        return values.pollEvery;
    }

    public Duration tipAgeMax() {
        return values.tipAgeMax;
    }

    public int sweepFeeRate() {
        return values.sweepFeeRate;
    }

    /** How many confirmations make an order of an amount paid. */
    public int confirmationsFor(long satoshi) {
        return values.bands.stream()
                .sorted(Comparator.comparingLong(ConfirmationBand::satoshiMax))
                .filter(band -> satoshi <= band.satoshiMax())
                .map(ConfirmationBand::confirmations)
                .findFirst()
                .orElse(CONFIRMATIONS_ABOVE_BANDS);
    }

    /** What keeps these settings from working; empty when nothing does. Names the field, never its secret value. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        try {
            new ProcessorId(values.id);
        } catch (IllegalArgumentException wrong) {
            problems.add(new Problem("node.id", "is not a processor id", "use 1 to 32 of a-z, 0-9 and hyphen"));
        }
        if (!isUrl(values.url)) {
            problems.add(new Problem(
                    "node.url", "is not an http(s) URL", "use the node's RPC address: http://127.0.0.1:8332"));
        }
        if (values.accountKey.isBlank()) {
            problems.add(new Problem(
                    "node.accountKey", "is missing", "set the account's xpub, zpub, ypub or wpkh(...) descriptor"));
        }
        checkCredentials(problems);
        checkDuration(problems, "node.callTimeout", values.callTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        checkDuration(problems, "node.pollEvery", values.pollEvery, Duration.ofMillis(50), Duration.ofMinutes(1));
        checkDuration(problems, "node.tipAgeMax", values.tipAgeMax, Duration.ofMinutes(30), Duration.ofDays(36_500));
        if (values.sweepFeeRate < 1 || values.sweepFeeRate > 1000) {
            problems.add(new Problem(
                    "node.sweepFeeRate",
                    "is " + values.sweepFeeRate,
                    "choose 1 to 1000 satoshi for each virtual byte"));
        }
        return problems;
    }

    private void checkCredentials(List<Problem> problems) {
        boolean byPassword = !values.user.isEmpty() || !values.password.isEmpty();
        if (byPassword == !values.cookieFile.isEmpty()) {
            problems.add(new Problem(
                    "node.credentials",
                    byPassword ? "are given twice" : "are missing",
                    "set either user and password (rpcauth in bitcoin.conf) or the path of the node's .cookie file"));
        } else if (byPassword && values.password.isEmpty()) {
            problems.add(new Problem("node.password", "is missing", "set the one that belongs to the rpcauth line"));
        }
    }

    private static void checkDuration(
            List<Problem> problems, String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(new Problem(field, "is " + value, "choose between " + least + " and " + most));
        }
    }

    private static boolean isUrl(String url) {
        try {
            URI uri = URI.create(url);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            return http && reachable && uri.getRawUserInfo() == null && uri.getRawQuery() == null;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    /** The id alone: any other value may hold a secret. */
    @Override
    public String toString() {
        return "NodeSettings[id=" + values.id + "]";
    }

    /** Collects the settings; nothing is checked until the gateway is built. A null text counts as not set. */
    public static final class Builder {
        private String id = "node";
        private String url = "";
        private String user = "";
        private String password = "";
        private String cookieFile = "";
        private BitcoinNetwork network = BitcoinNetwork.MAINNET;
        private String accountKey = "";
        private List<ConfirmationBand> bands = DEFAULT_BANDS;
        private Duration callTimeout = Duration.ofSeconds(30);
        private Duration pollEvery = Duration.ofSeconds(3);
        private Duration tipAgeMax = Duration.ofMinutes(90);
        private int sweepFeeRate = 5;

        private Builder() {}

        private Builder(Builder other) {
            this.id = other.id;
            this.url = other.url;
            this.user = other.user;
            this.password = other.password;
            this.cookieFile = other.cookieFile;
            this.network = other.network;
            this.accountKey = other.accountKey;
            this.bands = List.copyOf(other.bands);
            this.callTimeout = other.callTimeout;
            this.pollEvery = other.pollEvery;
            this.tipAgeMax = other.tipAgeMax;
            this.sweepFeeRate = other.sweepFeeRate;
        }

        /** Names this processor in URLs and rows; {@code node} unless set. */
        public Builder id(String value) {
            this.id = value;
            return this;
        }

        /** Where the node's JSON-RPC listens: {@code http://127.0.0.1:8332}. Required. */
        public Builder url(@Nullable String value) {
            this.url = value == null ? "" : value;
            return this;
        }

        /** User and password of the node; or give {@link #cookieFile}. */
        public Builder credentials(@Nullable String user, @Nullable String password) {
            this.user = user == null ? "" : user;
            this.password = password == null ? "" : password;
            return this;
        }

        /** The file in which the node leaves new credentials at each of its starts; read again whenever they changed. */
        public Builder cookieFile(@Nullable String path) {
            this.cookieFile = path == null ? "" : path;
            return this;
        }

        /** Mainnet unless set. A node of another network settles nothing. */
        public Builder network(BitcoinNetwork value) {
            this.network = value;
            return this;
        }

        /**
         * What the shop's wallet shows of itself: the account's xpub, zpub or ypub (on test networks tpub, vpub, upub), or
         * a descriptor {@code wpkh([fingerprint/84h/0h/0h]xpub.../0/*)#checksum}. Required.
         */
        public Builder accountKey(@Nullable String value) {
            this.accountKey = value == null ? "" : value.strip();
            return this;
        }

        /** Confirmations by amount due; larger amounts than all of these need {@value #CONFIRMATIONS_ABOVE_BANDS}. */
        public Builder confirmations(ConfirmationBand... value) {
            this.bands = List.of(value);
            return this;
        }

        /** Bound on one call to the node as a whole. */
        public Builder callTimeout(Duration value) {
            this.callTimeout = value;
            return this;
        }

        /** How often the node is asked for news. */
        public Builder pollEvery(Duration value) {
            this.pollEvery = value;
            return this;
        }

        /** A node whose last block is older than this has lost touch, and settles nothing. Not used on regtest. */
        public Builder tipAgeMax(Duration value) {
            this.tipAgeMax = value;
            return this;
        }

        /** What sweeping a voucher pays to miners, in satoshi for each virtual byte, where the node gives no estimate. */
        public Builder sweepFeeRate(int value) {
            this.sweepFeeRate = value;
            return this;
        }

        public NodeSettings build() {
            return new NodeSettings(this);
        }
    }
}
