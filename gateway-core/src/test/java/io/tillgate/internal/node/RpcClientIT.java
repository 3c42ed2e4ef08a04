package io.tillgate.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.processor.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcClientIT {

    private final MockWebServer node = new MockWebServer();
    private int port;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        node.start();
        port = node.getPort();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void user_and_password_go_along_and_version_2_is_asked_for() throws Exception {
        answer(200, "{\"jsonrpc\":\"2.0\",\"result\":7,\"id\":0}");

        assertThat(byPassword().call("getblockcount").orThrow("getblockcount").asInt())
                .isEqualTo(7);

        var request = node.takeRequest();
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(Credentials.basic("shop", "secret"));
        assertThat(request.getBody().utf8())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"getblockcount\",\"params\":[]}");
    }

    @Test
    void a_cookie_is_read_again_after_the_node_was_restarted() throws Exception {
        Path cookie = directory.resolve(".cookie");
        Files.writeString(cookie, "__cookie__:old\n");
        answer(200, "{\"result\":1,\"error\":null,\"id\":0}");
        answer(401, "");
        answer(200, "{\"result\":2,\"error\":null,\"id\":0}");
        RpcClient client = client(settings -> settings.cookieFile(cookie.toString()));

        client.call("uptime");
        Files.writeString(cookie, "__cookie__:new\n");
        assertThat(client.call("uptime").orThrow("uptime").asInt()).isEqualTo(2);

        assertThat(node.takeRequest().getHeaders().get("Authorization"))
                .isEqualTo(Credentials.basic("__cookie__", "old"));
        assertThat(node.takeRequest().getHeaders().get("Authorization"))
                .isEqualTo(Credentials.basic("__cookie__", "old"));
        assertThat(node.takeRequest().getHeaders().get("Authorization"))
                .isEqualTo(Credentials.basic("__cookie__", "new"));
    }

    @Test
    void a_cookie_that_is_not_there_is_a_node_that_is_not_running() {
        RpcClient client = client(settings -> settings.cookieFile("/nowhere/.cookie"));

        assertThatThrownBy(() -> client.call("uptime"))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("cookie")
                .hasMessageNotContaining("nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "401,refused our credentials",
        "403,rpcallowip",
        "503,too much to do",
        "502,HTTP 502",
    })
    void what_the_server_refuses_is_said_in_words(int status, String words) {
        answer(status, "");

        assertThatThrownBy(() -> byPassword().call("uptime"))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining(words);
    }

    @Test
    void an_error_is_read_whether_it_comes_with_500_or_200() throws Exception {
        answer(500, "{\"result\":null,\"error\":{\"code\":-5,\"message\":\"No such transaction\"},\"id\":0}");
        answer(200, "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-5,\"message\":\"No such transaction\"},\"id\":0}");

        for (int i = 0; i < 2; i++) {
            assertThat(byPassword().call("getrawtransaction", "00"))
                    .isEqualTo(new RpcAnswer.Refused(-5, "No such transaction"));
        }
    }

    @Test
    void a_node_that_is_starting_is_waited_for() {
        answer(500, "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Loading block index…\"},\"id\":0}");

        assertThatThrownBy(() -> byPassword().call("uptime"))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessage("the node is starting: Loading block index…");
    }

    @Test
    void answers_of_a_batch_come_back_in_the_order_of_its_calls() throws Exception {
        answer(
                200,
                "[{\"result\":\"b\",\"error\":null,\"id\":1},"
                        + "{\"result\":null,\"error\":{\"code\":-8,\"message\":\"Block height out of range\"},\"id\":2},"
                        + "{\"result\":\"a\",\"error\":null,\"id\":0}]");

        List<RpcAnswer> answers = byPassword()
                .batch(List.of(
                        new RpcClient.Call("getblockhash", 0),
                        new RpcClient.Call("getblockhash", 1),
                        new RpcClient.Call("getblockhash", 2)));

        assertThat(answers.get(0).orThrow("").asText()).isEqualTo("a");
        assertThat(answers.get(1).orThrow("").asText()).isEqualTo("b");
        assertThat(answers.get(2)).isEqualTo(new RpcAnswer.Refused(-8, "Block height out of range"));
    }

    @Test
    void a_batch_with_an_answer_too_few_is_no_answer() {
        answer(200, "[{\"result\":\"a\",\"error\":null,\"id\":0}]");

        assertThatThrownBy(() -> byPassword()
                        .batch(List.of(new RpcClient.Call("getblockhash", 0), new RpcClient.Call("getblockhash", 1))))
                .isInstanceOf(NodeUnavailableException.class);
    }

    @Test
    void hex_digits_become_bytes_and_long_lists_come_one_by_one() throws Exception {
        answer(200, "{\"result\":\"00ffAB10\",\"error\":null,\"id\":0}");
        answer(200, "{\"result\":[\"a\",\"b\"],\"error\":null,\"id\":0}");
        List<String> texts = new ArrayList<>();

        assertThat(byPassword().callForBytes("getblock", "00", false)).containsExactly(0, -1, -85, 16);
        byPassword().callForTexts("getrawmempool", texts::add);
        assertThat(texts).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"result\":\"0\",\"error\":null,\"id\":0}",
                "{\"result\":\"0g\",\"error\":null,\"id\":0}",
                "{\"result\":null,\"error\":{\"code\":-5,\"message\":\"Block not found\"},\"id\":0}",
                "{\"result\":[],\"error\":null,\"id\":0}",
                "<html>a router</html>",
                "{\"result\":\"00",
                "[]"
            })
    void what_is_no_block_is_an_unavailable_node(String body) {
        answer(200, body);

        assertThatThrownBy(() -> byPassword().callForBytes("getblock", "00", false))
                .isInstanceOf(NodeUnavailableException.class);
    }

    @Test
    void a_node_that_says_nothing_is_not_waited_for_for_ever() {
        node.enqueue(new MockResponse.Builder()
                .headersDelay(30, TimeUnit.SECONDS)
                .body("{}")
                .build());

        assertThatThrownBy(() -> byPassword().call("uptime"))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void a_node_that_is_not_there_is_told_so_without_its_address() {
        node.close();

        assertThatThrownBy(() -> byPassword().call("uptime"))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("can't be reached")
                .hasMessageNotContaining(Integer.toString(port));
    }

    private RpcClient byPassword() {
        return client(settings -> settings.credentials("shop", "secret"));
    }

    private RpcClient client(UnaryOperator<NodeSettings.Builder> changes) {
        return new RpcClient(changes.apply(
                        NodeSettings.builder().url("http://127.0.0.1:" + port).callTimeout(Duration.ofSeconds(2)))
                .build());
    }

    private void answer(int status, String body) {
        node.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }
}
