package io.tillgate.sandbox;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the sandbox until the process is stopped; SANDBOX_PORT, SANDBOX_KEY and SANDBOX_SECRET set it up. */
public final class SandboxMain {
    static final int DEFAULT_PORT = 8081;

    private SandboxMain() {}

    public static void main(String[] args) throws InterruptedException {
        SandboxProcessor sandbox;
        try {
            sandbox = configure(System.getenv()).start();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            System.err.println("The sandbox does not start. " + wrong.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-shutdown"));
        System.out.println("Sandbox processor: " + sandbox.baseUrl() + "  (no coin moves)");
        System.out.println("  API key    " + sandbox.apiKey());
        System.out.println("  API secret " + sandbox.apiSecretBase64());
        new CountDownLatch(1).await();
    }

    /** An {@link IllegalArgumentException} says which variable is wrong and what to set instead. */
    static SandboxBuilder configure(Map<String, String> environment) {
        SandboxBuilder builder = SandboxProcessor.builder().port(port(environment.getOrDefault("SANDBOX_PORT", "")));
        String key = environment.getOrDefault("SANDBOX_KEY", "");
        if (!key.isBlank()) {
            builder.apiKey(key);
        }
        String secret = environment.getOrDefault("SANDBOX_SECRET", "");
        if (!secret.isBlank()) {
            try {
                builder.apiSecretBase64(secret);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "SANDBOX_SECRET is not base64: set it to base64 text, such as the output of"
                                + " 'openssl rand -base64 64 | tr -d \"\\n\"', or leave it out for a random one",
                        wrong);
            }
        }
        return builder;
    }

    private static int port(String text) {
        if (text.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same message as a port out of range.
        }
        throw new IllegalArgumentException("SANDBOX_PORT is '" + text
                + "': set it to a number from 1 to 65535, to 0 for a free port, or leave it out for " + DEFAULT_PORT);
    }
}
