package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void rows_are_as_rfc_4180_says() throws IOException {
        assertThat(csv("plain", "two words", "a,b", "say \"x\"", "two\nlines", " edge "))
                .isEqualTo("plain,two words,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" edge \"\r\n");
        assertThat(csv("", "ä₿", "a\0b")).isEqualTo(",ä₿,ab\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "  =1+1",
                "\u00a0=1+1",
                "\ufeff=1+1",
                "\0=1+1",
                "＝1+1",
                "＋1",
                "－1",
                "＠x"
            })
    void a_formula_becomes_a_text(String formula) throws IOException {
        assertThat(csv("x", formula)).startsWith("x,'").contains(formula.replace("\0", ""));
    }

    @Test
    void a_line_end_or_a_tab_in_front_is_no_way_around() throws IOException {
        assertThat(csv("\t=1+1", "\r=1+1", "\n=1+1")).isEqualTo("'\t=1+1,\"'\r=1+1\",\"'\n=1+1\"\r\n");
    }

    @Test
    void our_own_numbers_stay_numbers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.write(out, List.of("a"), csv -> csv.value("-0.5").end());

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\r\n-0.5\r\n");
    }

    @Test
    void a_client_that_goes_away_ends_the_writing() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> Csv.write(gone, List.of("a"), csv -> {
                    for (int i = 0; i < 100_000; i++) {
                        csv.value("x").end();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static String csv(String... texts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.write(out, List.of("a"), csv -> {
            for (String text : texts) {
                csv.text(text);
            }
            csv.end();
        });
        return out.toString(StandardCharsets.UTF_8).substring("a\r\n".length());
    }
}
