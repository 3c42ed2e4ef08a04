package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VenueSettingsTest {

    @ParameterizedTest
    @EnumSource(Venue.class)
    void a_venue_works_as_it_is(Venue venue) {
        VenueSettings settings = VenueSettings.of(venue);
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.baseUrl()).startsWith("https://").doesNotEndWith("/");
        assertThat(settings.streams()).isEqualTo(!venue.streamUrl().isEmpty());
        assertThat(settings.withoutStreaming().streams()).isFalse();
    }

    @Test
    void names_are_stable_for_the_proofs_of_quotes_hold_them() {
        assertThat(Arrays.stream(Venue.values()).map(Venue::sourceName))
                .containsExactly("kraken", "coinbase", "bitstamp", "binance", "coingecko", "mempool-space");
    }

    @Test
    void the_user_agent_names_the_version_of_this_build() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([0-9]+\\.[0-9]+).*", "$1");
        assertThat(VenueSettings.USER_AGENT).startsWith("Tillgate/" + version + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mempool.example",
                "https://mempool.example:4080/behind/a/path/",
                "http://localhost:4080",
                "http://127.0.0.1:4080",
                "http://[::1]:4080",
                "http://[fd00::7]",
                "http://10.1.2.3",
                "http://192.168.0.7:4080",
                "http://172.16.0.1",
                "http://172.31.0.1",
                "http://mempool:8080",
                "http://umbrel.local:3006",
            })
    void a_base_url_is_encrypted_or_in_the_own_network(String url) {
        VenueSettings settings = VenueSettings.of(Venue.MEMPOOL_SPACE).withBaseUrl(url);
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.baseUrl()).doesNotEndWith("/");
    }

    @ParameterizedTest
    @CsvSource({
        "http://mempool.example, is not encrypted",
        "http://11.1.2.3, is not encrypted",
        "http://172.32.0.1, is not encrypted",
        "http://10.evil.example, is not encrypted",
        "http://[2001:db8::1], is not encrypted",
        "ftp://mempool.example, is not an absolute https URL",
        "'', is not an absolute https URL",
        "mempool.example, is not an absolute https URL",
        "https://mempool.example:65536, is not an absolute https URL",
        "https://user:pass@mempool.example, is not an absolute https URL",
        "https://mempool.example?a=b, is not an absolute https URL",
        "https://mempool example, is not a URL",
    })
    void any_other_base_url_is_a_problem(String url, String fault) {
        assertThat(VenueSettings.of(Venue.MEMPOOL_SPACE).withBaseUrl(url).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("venue.mempool-space.baseUrl");
                    assertThat(problem.fault()).startsWith(fault);
                    assertThat(problem.toString()).doesNotContain("pass");
                });
    }

    @Test
    void a_stream_is_checked_only_where_it_is_wanted() {
        VenueSettings settings = VenueSettings.of(Venue.KRAKEN).withStreamUrl("http://ws.kraken.com");
        assertThat(settings.problems()).extracting(Problem::field).containsExactly("venue.kraken.streamUrl");
        assertThat(settings.withoutStreaming().problems()).isEmpty();
        assertThat(settings.withStreamUrl("ws://127.0.0.1:1/v2").problems()).isEmpty();
        assertThat(settings.withStreamUrl("").problems()).isEmpty();
        assertThat(settings.withStreamUrl("").streams()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "shop\r\nX-Evil: 1", "Läden"})
    void a_user_agent_that_no_header_can_carry_is_a_problem(String userAgent) {
        assertThat(VenueSettings.of(Venue.KRAKEN).withUserAgent(userAgent).problems())
                .extracting(Problem::field)
                .containsExactly("venue.kraken.userAgent");
    }
}
