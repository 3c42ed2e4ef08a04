package io.tillgate.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** The settings of a {@link SandboxProcessor}; each has a default that suits a test. */
public final class SandboxBuilder {
    private int port;
    private String apiKey = UUID.randomUUID().toString();
    private String apiSecretBase64 = WireSignature.newSecretBase64();
    private Duration ipnRetryInterval = Duration.ofMinutes(30);
    private Duration ipnTimeout = Duration.ofSeconds(10);
    private InstantSource clock = InstantSource.system();
    private long priceSeed = 2012;

    SandboxBuilder() {}

    /** The port on 127.0.0.1; 0, the default, takes a free one. */
    public SandboxBuilder port(int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException("port is " + value + ": pass 0 for a free one, or 1 to 65535");
        }
        port = value;
        return this;
    }

    /** The only key that may call; a random one by default. */
    public SandboxBuilder apiKey(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("apiKey is blank: pass the key that the merchant will send");
        }
        apiKey = value;
        return this;
    }

    /** Signs requests and IPNs alike; 64 random bytes by default. */
    public SandboxBuilder apiSecretBase64(String value) {
        WireSignature unused = WireSignature.ofBase64Secret(value);
        apiSecretBase64 = value;
        return this;
    }

    /** How long after a try that was not answered {@code [OK]} the next one follows; 30 minutes, as on the wire. */
    public SandboxBuilder ipnRetryInterval(Duration value) {
        ipnRetryInterval = positive("ipnRetryInterval", value);
        return this;
    }

    /** How long one try may take in all; 10 seconds. */
    public SandboxBuilder ipnTimeout(Duration value) {
        ipnTimeout = positive("ipnTimeout", value);
        return this;
    }

    /** Dates orders, IPNs and tickers, and moves the prices. Retries run on real time. */
    public SandboxBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** Another seed, another market. The same seed and time give the same prices in every run. */
    public SandboxBuilder priceSeed(long value) {
        priceSeed = value;
        return this;
    }

    /** The same as {@link #start()}: a processor that is built is listening. */
    public SandboxProcessor build() {
        return start();
    }

    /** Listens when this returns. Throws {@link IllegalStateException} when the port is taken. */
    public SandboxProcessor start() {
        return SandboxProcessor.start(this);
    }

    int port() {
        return port;
    }

    String apiKey() {
        return apiKey;
    }

    String apiSecretBase64() {
        return apiSecretBase64;
    }

    Duration ipnRetryInterval() {
        return ipnRetryInterval;
    }

    Duration ipnTimeout() {
        return ipnTimeout;
    }

    InstantSource clock() {
        return clock;
    }

    long priceSeed() {
        return priceSeed;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.toMillis() == 0) {
            throw new IllegalArgumentException(name + " is " + value + ": pass a millisecond or more");
        }
        return value;
    }
}
