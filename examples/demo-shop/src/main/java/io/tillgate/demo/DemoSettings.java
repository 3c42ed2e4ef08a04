package io.tillgate.demo;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.ConfirmationBand;
import io.tillgate.processor.NodeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about the demo.
 *
 * @param port of the shop; 0 takes a free one
 * @param sandboxPort of the sandbox processor; 0 takes a free one
 * @param sandboxKey null for a random one
 * @param sandboxSecret base64; null for a random one
 * @param database null for the embedded Postgres
 * @param node a bitcoin node of the shop's own, on regtest; null without one
 */
record DemoSettings(
        int port,
        int sandboxPort,
        @Nullable String sandboxKey,
        @Nullable String sandboxSecret,
        @Nullable DatabaseAddress database,
        @Nullable NodeSettings node) {

    static final int PORT_DEFAULT = 8080;
    static final int SANDBOX_PORT_DEFAULT = 8081;
    static final int SECRET_BYTES_MIN = 16;
    static final int SHOWN_CHARS_MAX = 20;

    /** Enough for the page to show one of two. */
    private static final int NODE_CONFIRMATIONS = 2;

    private static final Duration NODE_POLL_INTERVAL = Duration.ofSeconds(1);

    /** Where an existing Postgres is. */
    record DatabaseAddress(
            String url, @Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "DatabaseAddress";
        }
    }

    /** Throws {@link ConfigurationException} that lists everything that is wrong, ports in use and a database away included. */
    static DemoSettings read(Map<String, String> environment) {
        Reader reader = new Reader(environment);
        DemoSettings settings = new DemoSettings(
                reader.port("PORT", PORT_DEFAULT),
                reader.port("SANDBOX_PORT", SANDBOX_PORT_DEFAULT),
                reader.text("SANDBOX_KEY", "set the API key, or unset it for a random one"),
                reader.secret("SANDBOX_SECRET"),
                reader.database(),
                reader.node());
        List<Problem> problems = reader.problems;
        if (settings.port != 0 && settings.port == settings.sandboxPort) {
            problems.add(new Problem("SANDBOX_PORT", "is the same as PORT", "give shop and sandbox a port each"));
        } else {
            StartChecks.portIsFree("PORT", settings.port).ifPresent(problems::add);
            StartChecks.portIsFree("SANDBOX_PORT", settings.sandboxPort).ifPresent(problems::add);
        }
        if (settings.database != null) {
            StartChecks.databaseWorks(settings.database).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return settings;
    }

    @Override
    public String toString() {
        return "DemoSettings[port=" + port + ", sandboxPort=" + sandboxPort + "]";
    }

    /** Reads variables one by one and remembers what is wrong with them. */
    private static final class Reader {
        private final Map<String, String> environment;
        private final List<Problem> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        int port(String name, int fallback) {
            String text = environment.get(name);
            if (text == null) {
                return fallback;
            }
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                problems.add(
                        new Problem(name, "is '" + shown(text) + "'", "set 1 to 65535, or unset it for " + fallback));
                return 0;
            }
            return Integer.parseInt(text);
        }

        @Nullable String text(String name, String fix) {
            String text = environment.get(name);
            if (text != null && text.isBlank()) {
                problems.add(new Problem(name, "is empty", fix));
                return null;
            }
            return text;
        }

        @Nullable String secret(String name) {
            String fix = "set at least " + SECRET_BYTES_MIN + " bytes in base64, or unset it for a random one";
            String text = text(name, fix);
            if (text == null) {
                return null;
            }
            try {
                if (Base64.getDecoder().decode(text).length < SECRET_BYTES_MIN) {
                    problems.add(new Problem(name, "is too short", fix));
                }
            } catch (IllegalArgumentException notBase64) {
                problems.add(new Problem(name, "is not base64", fix));
            }
            return text;
        }

        @Nullable DatabaseAddress database() {
            String fix = "set jdbc:postgresql://host:5432/name, or unset it for the embedded Postgres";
            String url = text("DATABASE_URL", fix);
            String user = text("DATABASE_USER", "set the name of a role, or unset it");
            String password = environment.get("DATABASE_PASSWORD");
            if (url == null) {
                needsUrl("DATABASE_USER", user);
                needsUrl("DATABASE_PASSWORD", password);
                return null;
            }
            if (!StartChecks.isPostgresUrl(url)) {
                problems.add(new Problem("DATABASE_URL", "is not the JDBC URL of a Postgres", fix));
                return null;
            }
            return new DatabaseAddress(url, user, password);
        }

        /** Play money only: a demo must never tell anybody to send real coins. */
        @Nullable NodeSettings node() {
            String url = text("NODE_URL", "set http://127.0.0.1:18443, or unset it to do without a node");
            if (url == null) {
                for (String name : List.of("NODE_USER", "NODE_PASSWORD", "NODE_COOKIE", "NODE_ACCOUNT")) {
                    needsUrl("NODE_URL", name, environment.get(name));
                }
                return null;
            }
            NodeSettings node = NodeSettings.builder()
                    .url(url)
                    .credentials(environment.get("NODE_USER"), environment.get("NODE_PASSWORD"))
                    .cookieFile(environment.get("NODE_COOKIE"))
                    .accountKey(environment.get("NODE_ACCOUNT"))
                    .network(BitcoinNetwork.REGTEST)
                    .confirmations(new ConfirmationBand(Long.MAX_VALUE, NODE_CONFIRMATIONS))
                    .pollEvery(NODE_POLL_INTERVAL)
                    .build();
            node.problems().forEach(problem -> problems.add(inTheEnvironment(problem)));
            return node;
        }

        private static Problem inTheEnvironment(Problem problem) {
            String name = switch (problem.field()) {
                case "node.url" -> "NODE_URL";
                case "node.accountKey" -> "NODE_ACCOUNT";
                case "node.password" -> "NODE_PASSWORD";
                case "node.credentials" -> "NODE_USER";
                default -> problem.field();
            };
            return new Problem(name, problem.fault(), problem.fix());
        }

        private void needsUrl(String name, @Nullable String value) {
            needsUrl("DATABASE_URL", name, value);
        }

        private void needsUrl(String url, String name, @Nullable String value) {
            if (value != null && environment.get(url) == null) {
                problems.add(new Problem(
                        name, "is set, but " + url + " is not", "set " + url + " as well, or unset " + name));
            }
        }

        private static String shown(String text) {
            String start = text.length() > SHOWN_CHARS_MAX ? text.substring(0, SHOWN_CHARS_MAX) + "…" : text;
            return start.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
