package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxMainTest {
    @Test
    void nothing_set_means_port_8081_and_a_random_key() {
        SandboxBuilder builder = SandboxMain.configure(Map.of());

        assertThat(builder.port()).isEqualTo(8081);
        assertThat(builder.apiKey())
                .isNotEqualTo(SandboxMain.configure(Map.of()).apiKey());
        assertThat(builder.ipnRetryInterval()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void what_is_set_is_taken() {
        SandboxBuilder builder = SandboxMain.configure(
                Map.of("SANDBOX_PORT", "9000", "SANDBOX_KEY", "key", "SANDBOX_SECRET", "c2VjcmV0"));

        assertThat(builder.port()).isEqualTo(9000);
        assertThat(builder.apiKey()).isEqualTo("key");
        assertThat(builder.apiSecretBase64()).isEqualTo("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eighty", "-1", "65536", "8081 "})
    void a_bad_port_is_named_with_the_fix(String port) {
        assertThatThrownBy(() -> SandboxMain.configure(Map.of("SANDBOX_PORT", port)))
                .hasMessageContaining("SANDBOX_PORT is '" + port + "'")
                .hasMessageContaining("1 to 65535");
    }

    @Test
    void a_bad_secret_is_named_with_the_fix_and_not_printed() {
        assertThatThrownBy(() -> SandboxMain.configure(Map.of("SANDBOX_SECRET", "hunter2!")))
                .hasMessageContaining("SANDBOX_SECRET is not base64")
                .hasMessageContaining("openssl rand")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void settings_that_cannot_work_are_refused_where_they_are_made() {
        SandboxBuilder builder = SandboxProcessor.builder();

        assertThatThrownBy(() -> builder.port(70_000)).hasMessageContaining("port is 70000");
        assertThatThrownBy(() -> builder.apiKey(" ")).hasMessageContaining("apiKey is blank");
        assertThatThrownBy(() -> builder.apiSecretBase64("%%%")).hasMessageContaining("not base64");
        assertThatThrownBy(() -> builder.ipnTimeout(Duration.ZERO)).hasMessageContaining("ipnTimeout");
        assertThatThrownBy(() -> builder.ipnRetryInterval(Duration.ofSeconds(-1)))
                .hasMessageContaining("ipnRetryInterval");
        assertThatThrownBy(() -> Misbehaviour.html503().times(0)).hasMessageContaining("times is 0");
        assertThatThrownBy(() -> Misbehaviour.decline(" ")).hasMessageContaining("text");
        assertThatThrownBy(() -> IpnContent.paid(-1)).hasMessageContaining("amount is -1");
        assertThatThrownBy(() -> IpnContent.partial(Long.MAX_VALUE, 1)).hasMessageContaining("overflow");
    }
}
