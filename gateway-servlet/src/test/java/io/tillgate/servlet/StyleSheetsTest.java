package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A brace that got lost in a merge takes every rule behind it away, and no compiler says so. */
class StyleSheetsTest {

    @ParameterizedTest
    @ValueSource(strings = {"tillgate.css", "staff.css"})
    void every_rule_is_closed_and_stands_at_the_margin_or_in_a_media_query(String name) {
        int depth = 0;
        boolean media = false;
        for (String line :
                new String(Assets.content(name), StandardCharsets.UTF_8).lines().toList()) {
            if (line.endsWith("{")) {
                assertThat(depth).as(name + ": " + line).isLessThanOrEqualTo(media ? 1 : 0);
                media |= line.startsWith("@media");
                depth++;
            } else if (line.strip().startsWith("}")) {
                depth--;
                assertThat(depth).as(name + ": " + line).isNotNegative();
                media &= depth > 0;
            }
            assertThat(line.startsWith(".") && media && depth > 0)
                    .as(name + ": " + line)
                    .isFalse();
        }
        assertThat(depth).as(name).isZero();
    }
}
