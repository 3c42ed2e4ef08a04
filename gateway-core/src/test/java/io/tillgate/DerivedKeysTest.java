package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {

    private static final byte[] SECRET = new byte[32];

    @Test
    void a_purpose_has_one_key_on_every_node() {
        assertThat(new DerivedKeys(SECRET).of("forms"))
                .hasSize(32)
                .isEqualTo(new DerivedKeys(SECRET.clone()).of("forms"))
                .isNotEqualTo(SECRET);
    }

    @Test
    void another_purpose_or_another_secret_has_another_key() {
        byte[] other = SECRET.clone();
        Arrays.fill(other, (byte) 1);

        assertThat(new DerivedKeys(SECRET).of("forms")).isNotEqualTo(new DerivedKeys(SECRET).of("form"));
        assertThat(new DerivedKeys(SECRET).of("forms")).isNotEqualTo(new DerivedKeys(other).of("forms"));
    }
}
