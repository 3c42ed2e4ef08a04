package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MtGoxSettingsTest {

    @Test
    void the_settings_of_these_tests_have_no_problem() {
        assertThat(MtGoxFixtures.settings().build().problems()).isEmpty();
    }

    @Test
    void a_value_that_no_header_can_carry_is_a_problem_at_start_and_not_at_each_call() {
        assertThat(MtGoxFixtures.settings()
                        .apiKey(MtGoxFixtures.API_KEY + "\n")
                        .userAgent("Café")
                        .build()
                        .problems())
                .extracting(problem -> problem.field())
                .containsExactly("mtgox.apiKey", "mtgox.userAgent");
    }
}
