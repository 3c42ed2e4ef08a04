package io.tillgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real full node on regtest, in a process of its own: bcoin, installed with npm from {@code resources/regtest-node} when it
 * is first asked for. Tests that need it are skipped where Node.js is missing, unless {@code CI=true}: then they fail.
 */
public final class RegtestNode implements AutoCloseable {

    public static final String USER = "x";
    public static final String PASSWORD = "test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "regtest.js");
    private static Path installed;

    private final Path directory;
    private final Path blocks;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;

    private RegtestNode(Path directory, Path blocks, int port) {
        this.directory = directory;
        this.blocks = blocks;
        this.port = port;
    }

    /** An output to pay. */
    public record Output(String address, long satoshi) {}

    /** A transaction of the miner, and the coin that it spends. */
    public record Paid(String txid, String hex, String coin) {}

    /** Starts a node with 450 blocks, so that segwit is active and the miner has money. */
    public static RegtestNode start() {
        try {
            Path directory = install();
            Path blocks = Files.createTempDirectory("regtest-node").resolve("blocks.dat");
            RegtestNode node = new RegtestNode(directory, blocks, freePort());
            node.startAgain();
            return node;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts the process, with the chain that it had when it was ended. */
    public void startAgain() {
        try {
            process = new ProcessBuilder("node", "regtest.js", Integer.toString(port), blocks.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(blocks.resolveSibling("node.log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Awaitility.await("the node answers")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the node ended: see " + blocks.resolveSibling("node.log"));
        }
        try {
            String log = Files.readString(blocks.resolveSibling("node.log"));
            return log.contains("regtest node ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends the process, as a crash would. */
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a transaction with one output for each of these, in this order. */
    public Paid pay(Output... outputs) {
        return pay(JSON.createObjectNode(), outputs);
    }

    /** Makes a transaction and keeps it back: mine it by its hex, and nobody sees it before. */
    public Paid prepare(Output... outputs) {
        return pay(JSON.createObjectNode().put("broadcast", false), outputs);
    }

    /** Sends a transaction that its sender may still replace. */
    public Paid payReplaceably(Output... outputs) {
        return pay(JSON.createObjectNode().put("replaceable", true), outputs);
    }

    /** Makes a second transaction that spends the same coin, and keeps it back: mine it by its hex. */
    public Paid spendAgain(Paid first, Output... outputs) {
        return pay(JSON.createObjectNode().put("coin", first.coin()).put("broadcast", false), outputs);
    }

    private Paid pay(ObjectNode options, Output... outputs) {
        ArrayNode list = JSON.createArrayNode();
        for (Output output : outputs) {
            list.addArray().add(output.address()).add(output.satoshi());
        }
        JsonNode paid = call("testpay", list, options);
        return new Paid(
                paid.get("txid").asText(),
                paid.get("hex").asText(),
                paid.get("coin").asText());
    }

    /** Mines blocks with what waits in the mempool; gives their hashes. */
    public List<String> mine(int blocksWanted) {
        return texts(call("testmine", blocksWanted));
    }

    /** Mines blocks, the first of them with exactly these transactions, whatever waits in the mempool. */
    public List<String> mineOnly(int blocksWanted, String... hexes) {
        return texts(call("testmine", blocksWanted, List.of(hexes)));
    }

    /**
     * Makes the last blocks void by mining one more than there are, the first of them with exactly these transactions. Do
     * not rely on this node for taking what was in the void ones into its mempool again: mine it by its hex.
     */
    public void reorganise(int depth, String... hexes) {
        call("testmine", depth + 1, List.of(hexes), depth);
    }

    public int height() {
        return call("getblockcount").asInt();
    }

    /** Calls a method of the node. */
    public JsonNode call(String method, Object... params) {
        ObjectNode body = JSON.createObjectNode().put("method", method).put("id", 1);
        body.set("params", JSON.valueToTree(params));
        String pair = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url()))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Basic " + pair)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (!answer.path("error").isNull()) {
                throw new IllegalStateException(method + ": " + answer.path("error"));
            }
            return answer.get("result");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Override
    public void close() {
        stop();
    }

    private static synchronized Path install() throws IOException {
        if (installed == null) {
            requireNodeJs();
            Path source = Repository.root().resolve("gateway-core/src/test/resources/regtest-node");
            Path target = Repository.root().resolve("gateway-core/target/regtest-node");
            Files.createDirectories(target);
            for (String file : FILES) {
                Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.isDirectory(target.resolve("node_modules/bcoin"))) {
                run(target, Duration.ofMinutes(5), "npm", "ci");
            }
            installed = target;
        }
        return installed;
    }

    private static void requireNodeJs() {
        boolean present = isPresent("node") && isPresent("npm");
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("Node.js is missing: install nodejs and npm, .ci/run does");
        }
        Assumptions.assumeTrue(present, "Node.js is missing, so there is no bitcoin node to test with");
    }

    private static boolean isPresent(String program) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    private static void run(Path directory, Duration limit, String... command) throws IOException {
        Path log = directory.resolve("npm.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed: see " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
