package io.tillgate.internal.btcpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.InvoiceProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every status with every additional status, those included that no server should show. */
class BtcPayStatusTest {

    private static final List<String> STATUSES = List.of("New", "Processing", "Settled", "Expired", "Invalid");
    private static final List<String> ADDITIONAL =
            List.of("None", "PaidLate", "PaidPartial", "Marked", "PaidOver", "Invalid", "OfTomorrow");

    @ParameterizedTest
    @CsvSource({
        "New, None, OPEN",
        "New, PaidPartial, OPEN",
        "Processing, None, OPEN",
        "Processing, PaidOver, OPEN",
        "Settled, None, SETTLED",
        "Settled, PaidOver, SETTLED",
        "Settled, Marked, SETTLED_BY_HAND",
        "Expired, None, EXPIRED",
        "Expired, PaidPartial, EXPIRED",
        "Expired, PaidLate, PAID_LATE",
        "Invalid, None, WITHDRAWN",
        "Invalid, Marked, WITHDRAWN",
    })
    void what_servers_show_means(String status, String additional, InvoiceProgress progress) {
        assertThat(new BtcPayStatus(status, additional).progress()).isEqualTo(progress);
    }

    @Test
    void each_other_combination_goes_by_its_status() {
        List<String> table = new ArrayList<>();
        for (String status : STATUSES) {
            for (String additional : ADDITIONAL) {
                InvoiceProgress progress = new BtcPayStatus(status, additional).progress();
                boolean special = progress == InvoiceProgress.SETTLED_BY_HAND || progress == InvoiceProgress.PAID_LATE;
                table.add(status + (special ? "/" + additional : "") + " " + progress);
            }
        }

        assertThat(table.stream().distinct())
                .containsExactly(
                        "New OPEN",
                        "Processing OPEN",
                        "Settled SETTLED",
                        "Settled/Marked SETTLED_BY_HAND",
                        "Expired EXPIRED",
                        "Expired/PaidLate PAID_LATE",
                        "Invalid WITHDRAWN");
    }

    @Test
    void a_word_of_tomorrow_leaves_the_invoice_open() {
        assertThat(new BtcPayStatus("Frozen", "None").progress()).isEqualTo(InvoiceProgress.OPEN);
        assertThat(new BtcPayStatus("", "").progress()).isEqualTo(InvoiceProgress.OPEN);
    }

    @Test
    void a_server_that_writes_its_words_in_small_letters_is_understood_in_turkey_too() {
        assertThat(new BtcPayStatus("INVALID", "NONE").progress()).isEqualTo(InvoiceProgress.WITHDRAWN);
        assertThat(new BtcPayStatus("expired", "paidLate").progress()).isEqualTo(InvoiceProgress.PAID_LATE);
    }
}
