package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SandboxProcessorIT {
    @Test
    void one_line_starts_it_on_a_free_loopback_port_with_its_own_key() throws Exception {
        try (SandboxProcessor one = SandboxProcessor.start();
                SandboxProcessor other = SandboxProcessor.start()) {
            assertThat(URI.create(one.baseUrl()).getHost()).isEqualTo("127.0.0.1");
            assertThat(one.baseUrl()).isNotEqualTo(other.baseUrl());
            assertThat(one.apiKey()).isNotEqualTo(other.apiKey());
            assertThat(one.apiSecretBase64()).isNotEqualTo(other.apiSecretBase64());
            assertThat(new Merchant(one).get("/").body()).contains("No order yet");
        }
    }

    @Test
    void a_closed_one_no_longer_listens_and_closing_twice_is_fine() {
        SandboxProcessor sandbox = SandboxProcessor.start();
        Merchant merchant = new Merchant(sandbox);

        sandbox.close();
        sandbox.close();

        assertThatThrownBy(() -> merchant.get("/")).isInstanceOf(ConnectException.class);
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_fix() {
        try (SandboxProcessor first = SandboxProcessor.start()) {
            int port = URI.create(first.baseUrl()).getPort();

            assertThatThrownBy(() -> SandboxProcessor.builder().port(port).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("use another");
        }
    }
}
