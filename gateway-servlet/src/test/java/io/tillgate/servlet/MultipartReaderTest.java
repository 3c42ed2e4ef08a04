package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static final String FORM = """
            --b
            Content-Disposition: form-data; name="why"

            Grüße
            --b
            Content-Disposition: form-data; name="file"; filename="a b.csv"
            Content-Type: text/csv

            """.replace("\n", "\r\n");

    /** However the bytes come: whole, or in pieces that cut the boundary. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1 << 20})
    void fields_and_a_file_are_read_to_the_byte(int pieceBytes) throws IOException {
        byte[] file = new byte[100_000];
        new Random(7).nextBytes(file);
        byte[] nearly = "\r\n--\r\n-\r\n--a".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(nearly, 0, file, 500, nearly.length);
        MultipartReader reader = new MultipartReader(pieces(body(FORM, file, "\r\n--b--\r\n"), pieceBytes), "b");

        MultipartReader.Part why = reader.next().orElseThrow();
        assertThat(why.name()).isEqualTo("why");
        assertThat(why.fileName()).isNull();
        assertThat(why.content().readAllBytes()).isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
        MultipartReader.Part second = reader.next().orElseThrow();
        assertThat(second.fileName()).isEqualTo("a b.csv");
        assertThat(second.content().readAllBytes()).isEqualTo(file);
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void a_part_that_nobody_reads_is_passed_over() throws IOException {
        MultipartReader reader = new MultipartReader(pieces(body(FORM, new byte[50_000], "\r\n--b--"), 999), "b");

        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--bx\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno end"
            })
    void a_form_that_breaks_off_or_is_none_says_so(String body) {
        MultipartReader reader = new MultipartReader(pieces(body.getBytes(StandardCharsets.US_ASCII), 5), "b");

        assertThatThrownBy(() -> reader.next().orElseThrow().content().readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(broke off|no line end|no name).*");
    }

    @Test
    void the_head_of_a_part_is_bounded() {
        byte[] body = ("--b\r\nX: " + "x".repeat(10_000)).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> new MultipartReader(pieces(body, 100), "b").next())
                .hasMessageContaining("longer than");
    }

    @Test
    void the_boundary_is_in_the_content_type() {
        assertThat(MultipartReader.boundary("multipart/form-data; boundary=----WebKitX1"))
                .contains("----WebKitX1");
        assertThat(MultipartReader.boundary("multipart/form-data; charset=x; boundary=\"a b\""))
                .contains("a b");
        assertThat(MultipartReader.boundary("multipart/form-data")).isEmpty();
    }

    private static byte[] body(String before, byte[] file, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(file, 0, body, head.length, file.length);
        System.arraycopy(tail, 0, body, head.length + file.length, tail.length);
        return body;
    }

    private static InputStream pieces(byte[] bytes, int pieceBytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, pieceBytes));
            }
        };
    }
}
