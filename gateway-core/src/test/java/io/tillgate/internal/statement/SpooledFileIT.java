package io.tillgate.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpooledFileIT {

    @Test
    void what_is_as_large_as_may_be_is_taken_and_one_byte_more_is_not() throws IOException {
        try (SpooledFile fits = SpooledFile.of(new ByteArrayInputStream(new byte[70_000]), 70_000);
                InputStream bytes = fits.open()) {
            assertThat(fits.isTooLarge()).isFalse();
            assertThat(bytes.readAllBytes()).hasSize(70_000);
        }
        try (SpooledFile more = SpooledFile.of(new ByteArrayInputStream(new byte[70_001]), 70_000)) {
            assertThat(more.isTooLarge()).isTrue();
        }
    }

    @Test
    void an_upload_without_an_end_is_read_no_further_than_the_bound() throws IOException {
        AtomicLong taken = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                taken.incrementAndGet();
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                taken.addAndGet(length);
                return length;
            }
        };

        try (SpooledFile file = SpooledFile.of(endless, 1_000_000)) {
            assertThat(file.isTooLarge()).isTrue();
        }
        assertThat(taken.get()).isLessThan(1_100_000);
    }
}
