package io.tillgate.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.internal.node.PaymentVerdict.Trust;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainGateIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TIP = "00".repeat(31) + "01";

    private final MockWebServer node = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_node_in_touch_with_the_others_settles() throws Exception {
        answer(info("main", 900_000, 900_001, ",\"initialblockdownload\":false,\"time\":" + at(-600)));

        assertThat(look(BitcoinNetwork.MAINNET)).isEqualTo(new ChainInfo(900_000, TIP, Trust.SETTLES, null));
    }

    @Test
    void a_node_that_downloads_the_chain_can_not_be_used() {
        answer(info("main", 100, 900_000, ",\"initialblockdownload\":true,\"time\":" + at(-600)));

        assertThatThrownBy(() -> look(BitcoinNetwork.MAINNET))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("block 100 of 900000");
    }

    @Test
    void a_node_that_knows_of_blocks_it_lacks_watches_only() throws Exception {
        answer(info("main", 899_990, 900_000, ",\"time\":" + at(-600)));

        assertThat(look(BitcoinNetwork.MAINNET).trust()).isEqualTo(Trust.WATCHES_ONLY);
    }

    @Test
    void a_node_whose_last_block_is_old_watches_only() throws Exception {
        answer(info("main", 900_000, 900_000, ",\"time\":" + at(-91 * 60)));

        ChainInfo info = look(BitcoinNetwork.MAINNET);

        assertThat(info.trust()).isEqualTo(Trust.WATCHES_ONLY);
        assertThat(info.problem()).contains("91 minutes old");
    }

    @Test
    void an_old_node_that_does_not_tell_the_time_is_asked_for_the_header() throws Exception {
        answer(info("main", 900_000, 900_000, ""));
        byte[] header = new byte[80];
        int seconds = (int) at(-91 * 60);
        for (int i = 0; i < 4; i++) {
            header[68 + i] = (byte) (seconds >>> (8 * i));
        }
        answer("{\"result\":\"" + HexFormat.of().formatHex(header) + "\",\"error\":null,\"id\":0}");

        assertThat(look(BitcoinNetwork.MAINNET).trust()).isEqualTo(Trust.WATCHES_ONLY);
    }

    @Test
    void blocks_of_regtest_come_when_they_are_asked_for() throws Exception {
        answer(info("regtest", 5, 5, ",\"time\":1"));

        assertThat(look(BitcoinNetwork.REGTEST).trust()).isEqualTo(Trust.SETTLES);
    }

    @Test
    void both_test_networks_count_and_mainnet_is_none_of_them() throws Exception {
        answer(info("testnet4", 5, 5, ",\"time\":" + at(-1)));
        answer(info("test", 5, 5, ",\"time\":" + at(-1)));
        answer(info("main", 5, 5, ",\"time\":" + at(-1)));

        assertThat(look(BitcoinNetwork.TESTNET).trust()).isEqualTo(Trust.SETTLES);
        assertThat(look(BitcoinNetwork.TESTNET).trust()).isEqualTo(Trust.SETTLES);
        assertThatThrownBy(() -> look(BitcoinNetwork.TESTNET))
                .isInstanceOf(NodeUnavailableException.class)
                .hasMessageContaining("on chain 'main'");
    }

    private ChainInfo look(BitcoinNetwork network) throws NodeUnavailableException {
        NodeSettings settings = NodeSettings.builder()
                .url("http://127.0.0.1:" + node.getPort())
                .credentials("shop", "secret")
                .network(network)
                .build();
        return new ChainGate(new RpcClient(settings), settings, () -> NOW).look();
    }

    private static long at(long secondsFromNow) {
        return NOW.getEpochSecond() + secondsFromNow;
    }

    private static String info(String chain, int blocks, int headers, String more) {
        return "{\"result\":{\"chain\":\"" + chain + "\",\"blocks\":" + blocks + ",\"headers\":" + headers
                + ",\"bestblockhash\":\"" + TIP + "\"" + more + "},\"error\":null,\"id\":0}";
    }

    private void answer(String body) {
        node.enqueue(new MockResponse.Builder().body(body).build());
    }
}
