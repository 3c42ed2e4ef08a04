package io.tillgate.internal.node;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.processor.NodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * JSON-RPC to a node, as Bitcoin Core speaks it (rpc/protocol.h, doc/JSON-RPC-interface.md): asks for version 2.0 and reads
 * what older ones answer too. Bounded in time and memory. Safe for use by many threads; starts none of its own but OkHttp's
 * daemons.
 */
public final class RpcClient implements AutoCloseable {

    /** One call of a batch. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Call(String method, Object... params) {}

    /** Reads the result off a stream. */
    @FunctionalInterface
    private interface ResultReader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /** Reads an answer as a whole. */
    @FunctionalInterface
    private interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    /** The list of a full mempool has some 20 MB, a block at most 8 MB of digits. */
    static final long BODY_BYTES_MAX = 96L * 1024 * 1024;

    /** A text that is no block: a transaction of the largest size, with room. */
    private static final int TEXT_CHARS_MAX = 16 * 1024 * 1024;

    /** The longest message of the node that is shown, in characters. */
    private static final int MESSAGE_CHARS_MAX = 200;

    private static final int WARMING_UP = -28;
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(TEXT_CHARS_MAX)
                            .maxNestingDepth(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final OkHttpClient client;
    private final String url;
    private final RpcCredentials credentials;

    /** Opens no connection yet. */
    public RpcClient(NodeSettings settings) {
        this.url = settings.url();
        this.credentials = new RpcCredentials(settings);
        this.client = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(2, 30, TimeUnit.SECONDS))
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(settings.callTimeout())
                .build();
    }

    /** Calls a method whose answer is small. */
    RpcAnswer call(String method, Object... params) throws NodeUnavailableException {
        return exchange(request(method, params, 0), parser -> answer(MAPPER.readTree(parser)));
    }

    /** Several calls in one trip; answers in the order of the calls. */
    List<RpcAnswer> batch(List<Call> calls) throws NodeUnavailableException {
        if (calls.isEmpty()) {
            return List.of();
        }
        ArrayNode body = MAPPER.createArrayNode();
        for (int i = 0; i < calls.size(); i++) {
            body.add(request(calls.get(i).method(), calls.get(i).params(), i));
        }
        return exchange(body, parser -> inOrder(MAPPER.readTree(parser), calls.size()));
    }

    /** The answers of a batch may come in any order. */
    private static List<RpcAnswer> inOrder(JsonNode answers, int count) throws IOException {
        if (answers.isObject() && answer(answers) instanceof RpcAnswer.Refused refused) {
            return Collections.nCopies(count, refused);
        }
        RpcAnswer[] inOrder = new RpcAnswer[count];
        for (JsonNode answer : answers) {
            int id = answer.path("id").asInt(-1);
            if (id < 0 || id >= count) {
                throw new IOException("a batch answered with ids of its own");
            }
            inOrder[id] = answer(answer);
        }
        if (!answers.isArray()
                || answers.size() != count
                || Arrays.asList(inOrder).contains(null)) {
            throw new IOException("a batch answered with something else");
        }
        return List.of(inOrder);
    }

    /** Calls a method that answers with hex digits, and gives their bytes. */
    byte[] callForBytes(String method, Object... params) throws NodeUnavailableException {
        byte[] body = post(request(method, params, 0), InputStream::readAllBytes);
        try {
            Optional<byte[]> bytes = HexResult.read(body);
            if (bytes.isPresent()) {
                return bytes.get();
            }
            answer(MAPPER.readTree(body)).orThrow(method);
            throw new IOException("no text where hex digits belong");
        } catch (IOException broken) {
            throw new NodeUnavailableException(describe(broken));
        }
    }

    /** Calls a method that answers with a long list of texts, handed over one by one. */
    void callForTexts(String method, Consumer<String> each) throws NodeUnavailableException {
        exchange(request(method, new Object[0], 0), parser -> {
            seekResult(parser);
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new IOException("no list where one belongs");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                each.accept(parser.getText());
            }
            return true;
        });
    }

    private static void seekResult(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean result = parser.currentName().equals("result");
            if (parser.nextToken() != JsonToken.VALUE_NULL && result) {
                return;
            }
            parser.skipChildren();
        }
        throw new IOException("no result");
    }

    private static ObjectNode request(String method, Object[] params, int id) {
        ObjectNode request = MAPPER.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", MAPPER.valueToTree(params));
        return request;
    }

    private <T> T exchange(JsonNode body, ResultReader<T> reader) throws NodeUnavailableException {
        return post(body, input -> {
            try (JsonParser parser = MAPPER.createParser(input)) {
                return reader.read(parser);
            }
        });
    }

    private <T> T post(JsonNode body, BodyReader<T> reader) throws NodeUnavailableException {
        RequestBody content = RequestBody.create(body.toString(), JSON);
        try (Response response = sendAuthorized(content)) {
            refuseHttpErrors(response);
            return reader.read(new BoundedInput(response.body().byteStream(), BODY_BYTES_MAX));
        } catch (IOException broken) {
            throw new NodeUnavailableException(describe(broken));
        }
    }

    /** Again with other credentials, where the node was restarted and left some. */
    private Response sendAuthorized(RequestBody content) throws IOException, NodeUnavailableException {
        Response response = send(content);
        if (response.code() == 401 && credentials.renew()) {
            response.close();
            return send(content);
        }
        return response;
    }

    private Response send(RequestBody content) throws IOException, NodeUnavailableException {
        return client.newCall(new Request.Builder()
                        .url(url)
                        .header("Authorization", credentials.header())
                        .post(content)
                        .build())
                .execute();
    }

    /** With JSON-RPC 1.1 the node sends its errors with 404 and 500, and says in the body what they are. */
    private static void refuseHttpErrors(Response response) throws NodeUnavailableException {
        switch (response.code()) {
            case 200, 404, 500 -> {}
            case 401 ->
                throw new NodeUnavailableException(
                        "the node refused our credentials: check node.credentials against its rpcauth or cookie");
            case 403 ->
                throw new NodeUnavailableException(
                        "the node lets nobody in from this machine, or not for this call: check its rpcallowip and rpcwhitelist");
            case 503 -> throw new NodeUnavailableException("the node has too much to do: its work queue is full");
            default -> throw new NodeUnavailableException("the node answered HTTP " + response.code());
        }
    }

    private static RpcAnswer answer(JsonNode answer) throws IOException {
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            int code = error.path("code").asInt();
            String message = error.path("message").asText();
            String shown = message.substring(0, Math.min(MESSAGE_CHARS_MAX, message.length()));
            if (code == WARMING_UP) {
                throw new WarmingUpException(shown);
            }
            return new RpcAnswer.Refused(code, shown);
        }
        if (!answer.isObject() || !answer.has("result")) {
            throw new IOException("neither result nor error");
        }
        JsonNode result = answer.get("result");
        return new RpcAnswer.Result(result == null ? NullNode.getInstance() : result);
    }

    private static final class WarmingUpException extends IOException {
        private static final long serialVersionUID = 1L;

        WarmingUpException(String stage) {
            super(stage);
        }
    }

    /** Sentences of our own: the messages of exceptions carry addresses. */
    private static String describe(IOException broken) {
        if (broken instanceof WarmingUpException) {
            return "the node is starting: " + broken.getMessage();
        }
        if (Thread.currentThread().isInterrupted()) {
            return "the node was not waited for: our thread was interrupted";
        }
        if (broken instanceof InterruptedIOException) {
            return "the node did not answer in time";
        }
        if (broken instanceof ConnectException || broken instanceof UnknownHostException) {
            return "the node can't be reached: it is not running, or node.url is wrong";
        }
        if (broken instanceof JacksonException) {
            return "the node's answer is not JSON: node.url may lead to something else";
        }
        return "the node's answer was cut off or can't be read ("
                + broken.getClass().getSimpleName() + ")";
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
