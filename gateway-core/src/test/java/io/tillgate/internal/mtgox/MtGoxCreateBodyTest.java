package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings.Option;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class MtGoxCreateBodyTest {

    @Test
    void the_form_is_written_as_php_writes_it() {
        assertThat(text(MtGoxCreateBody.of(1331200000000000L, MtGoxFixtures.invoice(), Set.of())))
                .isEqualTo("nonce=1331200000000000&currency=BTC&amount_int=12345678"
                        + "&description=Tea+%26+biscuits+%2A+2+%7E+caf%C3%A9"
                        + "&ipn=https%3A%2F%2Fshop.example%2Fpay%2Fipn%2Fmtgox"
                        + "&data=01935f2e-0000-7000-8000-000000000001.bWFj"
                        + "&return_success=https%3A%2F%2Fshop.example%2Fpay%2Freturn%2Ft%2Fsuccess"
                        + "&return_failure=https%3A%2F%2Fshop.example%2Fpay%2Freturn%2Ft%2Ffailure");
    }

    @Test
    void flags_are_there_only_when_set() {
        String all = text(MtGoxCreateBody.of(1, MtGoxFixtures.invoice(), EnumSet.allOf(Option.class)));
        assertThat(all).endsWith("&email=1&autosell=1&instant_only=1&multipay=1");
        assertThat(text(MtGoxCreateBody.of(1, MtGoxFixtures.invoice(), Set.of(Option.MULTIPAY))))
                .endsWith("failure&multipay=1");
    }

    @Test
    void an_order_without_description_leaves_the_field_out() {
        InvoiceRequest described = MtGoxFixtures.invoice();
        InvoiceRequest bare = new InvoiceRequest(
                described.orderId(),
                Money.satoshi(1),
                "d",
                null,
                "http://i.example/",
                "http://s/",
                "http://f/",
                described.expiresAt(),
                described.monitoring());
        assertThat(text(MtGoxCreateBody.of(1, bare, Set.of())))
                .isEqualTo("nonce=1&currency=BTC&amount_int=1&ipn=http%3A%2F%2Fi.example%2F&data=d"
                        + "&return_success=http%3A%2F%2Fs%2F&return_failure=http%3A%2F%2Ff%2F");
    }

    @Test
    void the_bytes_sent_are_the_bytes_signed() throws Exception {
        MtGoxBody body = MtGoxCreateBody.of(1, MtGoxFixtures.invoice(), Set.of());
        Buffer sent = new Buffer();
        body.writeTo(sent);
        assertThat(sent.readByteArray()).isEqualTo(body.bytes()).hasSize((int) body.contentLength());
    }

    private static String text(MtGoxBody body) {
        return new String(body.bytes(), StandardCharsets.US_ASCII);
    }
}
