package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {
    @Test
    void the_ipn_vectors_read_and_write_to_the_same_bytes() {
        for (JsonNode vector : Vectors.list(Vectors.IPNS.get("notifications"))) {
            String body = vector.get("body").textValue();
            FormFields fields = FormFields.parse(ByteString.encodeUtf8(body));

            assertThat(FormFields.encode(fields.values())).isEqualTo(body);
            if (vector.at("/expect").has("data")) {
                assertThat(fields.get("data"))
                        .contains(vector.at("/expect/data").textValue());
            }
        }
    }

    @Test
    void encoding_is_that_of_PHP() {
        assertThat(FormFields.encode(Map.of("k", "a b*c~d-e_f.g/é"))).isEqualTo("k=a+b%2Ac%7Ed-e_f.g%2F%C3%A9");
    }

    @Test
    void a_blank_field_counts_as_missing() {
        assertThat(FormFields.parse(ByteString.encodeUtf8("a=&b&c=+")).get("a")).isEmpty();
        assertThat(FormFields.parse(ByteString.encodeUtf8("a=&b&c=+")).get("b")).isEmpty();
        assertThat(FormFields.parse(ByteString.encodeUtf8("a=&b&c=+")).get("c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a=1&a=2, given twice", "a=%, percent", "a=%1, percent", "a=%zz, percent", "a=%C3, UTF-8"})
    void what_is_not_a_form_is_refused(String body, String fault) {
        assertThatThrownBy(() -> FormFields.parse(ByteString.encodeUtf8(body)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&"})
    void nothing_has_no_fields(String body) {
        assertThat(FormFields.parse(ByteString.encodeUtf8(body)).values()).isEmpty();
    }
}
