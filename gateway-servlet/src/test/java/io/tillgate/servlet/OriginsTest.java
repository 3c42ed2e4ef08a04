package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    @Test
    void origins_are_written_as_browsers_send_them() {
        assertThat(Origins.problems(List.of(
                        "https://shop.example", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:81")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "shop.example",
                "https://",
                "https://shop.example/",
                "https://shop.example/path",
                "https://Shop.example",
                "https://user@shop.example",
                "https://shop.example:443",
                "http://shop.example:80",
                "ftp://shop.example",
                "https://shop.example, https://other.example"
            })
    void what_no_browser_would_send_is_refused_at_the_start(String origin) {
        assertThatThrownBy(() ->
                        ServletSettings.builder().priceOrigins(List.of(origin)).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("priceOrigins")
                .hasMessageContaining("'" + origin + "'");
    }
}
