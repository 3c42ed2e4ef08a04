package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "APPLICATION/JSON;charset=utf-8 | JSON",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | HTML",
                "application/json;q=0.5, text/html | HTML",
                "text/html;q=0.5, application/json;q=0.50 | JSON",
                "text/html;q=0 | ANY",
                "application/json;q=0.000, text/html;q=0.001 | HTML",
                "text/html;q=nonsense | HTML",
                "*/* | ANY",
                ",;,q=;;= | ANY",
            })
    void a_client_gets_what_it_names(String header, Accept expected) {
        assertThat(Accept.of(header)).isEqualTo(expected);
    }

    @Test
    void no_header_and_an_endless_one_name_nothing() {
        assertThat(Accept.of(null)).isEqualTo(Accept.ANY);
        assertThat(Accept.of("text/html,".repeat(500))).isEqualTo(Accept.ANY);
    }
}
