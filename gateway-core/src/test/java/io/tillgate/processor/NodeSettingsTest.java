package io.tillgate.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {

    @Test
    void settings_that_are_complete_have_no_problem() {
        assertThat(problems(settings -> settings)).isEmpty();
        assertThat(problems(settings -> settings.credentials(null, null).cookieFile("/var/lib/bitcoind/.cookie")))
                .isEmpty();
    }

    @Test
    void everything_that_is_missing_is_told_at_once() {
        assertThat(NodeSettings.builder().build().problems())
                .extracting(Problem::field)
                .containsExactly("node.url", "node.accountKey", "node.credentials");
    }

    @Test
    void each_fault_is_named_with_its_field() {
        assertThat(problems(settings -> settings.id("My Node"))).containsExactly("node.id");
        assertThat(problems(settings -> settings.url("127.0.0.1:8332"))).containsExactly("node.url");
        assertThat(problems(settings -> settings.url("http://user:secret@127.0.0.1:8332")))
                .containsExactly("node.url");
        assertThat(problems(settings -> settings.cookieFile("/x"))).containsExactly("node.credentials");
        assertThat(problems(settings -> settings.credentials("shop", null))).containsExactly("node.password");
        assertThat(problems(settings -> settings.callTimeout(Duration.ZERO))).containsExactly("node.callTimeout");
        assertThat(problems(settings -> settings.pollEvery(Duration.ofHours(1))))
                .containsExactly("node.pollEvery");
        assertThat(problems(settings -> settings.tipAgeMax(Duration.ofMinutes(1))))
                .containsExactly("node.tipAgeMax");
        assertThat(problems(settings -> settings.sweepFeeRate(0))).containsExactly("node.sweepFeeRate");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000000,1", "1000001,2", "10000000,2", "10000001,6", "2100000000000000,6"})
    void larger_amounts_are_buried_deeper(long satoshi, int confirmations) {
        assertThat(complete().build().confirmationsFor(satoshi)).isEqualTo(confirmations);
    }

    @Test
    void bands_count_in_the_order_of_their_amounts() {
        NodeSettings settings = complete()
                .confirmations(new ConfirmationBand(10_000, 1), new ConfirmationBand(1_000, 0))
                .build();

        assertThat(settings.confirmationsFor(1_000)).isZero();
        assertThat(settings.confirmationsFor(1_001)).isEqualTo(1);
        assertThat(settings.confirmationsFor(10_001)).isEqualTo(6);
    }

    @Test
    void nothing_secret_is_shown() {
        assertThat(complete().build()).hasToString("NodeSettings[id=node]");
    }

    private static List<String> problems(UnaryOperator<NodeSettings.Builder> changes) {
        return changes.apply(complete()).build().problems().stream()
                .map(Problem::field)
                .toList();
    }

    private static NodeSettings.Builder complete() {
        return NodeSettings.builder()
                .url("http://127.0.0.1:8332")
                .credentials("shop", "secret")
                .accountKey("xpub");
    }
}
