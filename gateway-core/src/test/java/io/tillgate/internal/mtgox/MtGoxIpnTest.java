package io.tillgate.internal.mtgox;

import static io.tillgate.internal.mtgox.MtGoxFixtures.RECEIVED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Signal;
import io.tillgate.processor.Signal.InvoiceWithdrawn;
import io.tillgate.processor.Signal.NotUnderstood;
import io.tillgate.processor.Signal.PaymentObserved;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtGoxIpnTest {

    private static final String PAID = "id=o&payment_id=p&data=d&status=paid&amount=500000000&currency=BTC";
    private static final String PARTIAL = "id=o&payment_id=p&data=d&status=partial";

    @Test
    void paid_is_a_confirmed_payment() {
        NotificationContent content = read(PAID + "&date=1331200123&method=MTGOXBTC&aonce=11");
        assertThat(content)
                .isEqualTo(new NotificationContent(
                        "d",
                        "o",
                        "paid",
                        new PaymentObserved(PaymentFact.confirmed(
                                "p", Money.satoshi(500_000_000), Instant.ofEpochSecond(1331200123)))));
    }

    @Test
    void partial_is_one_pending_payment_with_a_confirmed_part() {
        assertThat(signal(PARTIAL + "&amount_valid=2&amount_pending=3&amount_total=5"))
                .isEqualTo(
                        new PaymentObserved(PaymentFact.pending("p", Money.satoshi(2), Money.satoshi(3), RECEIVED_AT)));
        assertThat(fact(PARTIAL + "&amount_valid=2").pending()).isEqualTo(Money.satoshi(0));
        assertThat(fact(PARTIAL + "&amount_pending=3").confirmed()).isEqualTo(Money.satoshi(0));
    }

    @Test
    void only_paid_has_a_date() {
        assertThat(fact(PARTIAL + "&amount_valid=2&date=1331200123").occurredAt())
                .isEqualTo(RECEIVED_AT);
    }

    @Test
    void cancelled_and_closed_withdraw_the_invoice() {
        assertThat(signal("id=o&payment_id=p&status=cancelled")).isEqualTo(new InvoiceWithdrawn("cancelled"));
        assertThat(signal("id=o&status=closed")).isEqualTo(new InvoiceWithdrawn("closed"));
    }

    @Test
    void the_scale_goes_by_the_currency_of_the_notification() {
        assertThat(fact(PAID.replace("BTC", "JPY")).confirmed()).isEqualTo(new Money(Currency.of("JPY"), 500_000));
        assertThat(fact(PAID.replace("BTC", "EUR")).confirmed()).isEqualTo(new Money(Currency.of("EUR"), 500_000));
        assertThat(fact(PAID.replace("BTC", "SEK")).confirmed()).isEqualTo(new Money(Currency.of("SEK"), 50_000_000));
        assertThat(fact(PAID.replace("&currency=BTC", "")).confirmed()).isEqualTo(Money.satoshi(500_000_000));
    }

    @Test
    void fiat_beyond_its_minor_unit_is_not_rounded_up() {
        assertThat(fact(PAID.replace("BTC", "EUR").replace("500000000", "1999999"))
                        .confirmed())
                .isEqualTo(Money.parse(Currency.of("EUR"), "19.99"));
    }

    @ParameterizedTest
    @CsvSource({
        "-5, amount is negative",
        "-, amount is negative",
        "'', amount is missing",
        "0, amount is 0 although status is paid",
        "1.0, amount is not a whole number",
        "1e3, amount is not a whole number",
        "%2B1, amount is not a whole number",
        "+1, amount is not a whole number",
        "0x1, amount is not a whole number",
        "%D9%A1, amount is not a whole number",
        "2100000000000001, amount is more than 21 million BTC",
        "9223372036854775808, amount is more than 21 million BTC",
        "18446744073709551617, amount is more than 21 million BTC",
        "99999999999999999999999999999999999999999999999999, amount is more than 21 million BTC",
    })
    void an_amount_that_cannot_be_right_is_not_understood(String amount, String reason) {
        assertThat(signal(PAID.replace("500000000", amount))).isEqualTo(new NotUnderstood(reason));
    }

    @Test
    void the_greatest_amount_and_leading_zeros_are_read() {
        assertThat(fact(PAID.replace("500000000", "2100000000000000")).confirmed())
                .isEqualTo(Money.satoshi(2_100_000_000_000_000L));
        assertThat(fact(PAID.replace("500000000", "0".repeat(500) + "7")).confirmed())
                .isEqualTo(Money.satoshi(7));
    }

    @ParameterizedTest
    @CsvSource({
        "amount_valid=-1, amount_valid is negative",
        "amount_valid=1&amount_pending=x, amount_pending is not a whole number",
        "amount_valid=&amount_pending=1, amount_valid is missing",
        "amount=5, amount_valid and amount_pending are both missing",
        "amount_valid=2100000000000000&amount_pending=1, "
                + "the sum of amount_valid and amount_pending is more than 21 million BTC",
    })
    void a_partial_that_cannot_be_right_is_not_understood(String fields, String reason) {
        assertThat(signal(PARTIAL + "&" + fields)).isEqualTo(new NotUnderstood(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "btc", "KRW", "BTCBTC", "%00"})
    void money_in_a_currency_without_a_scale_is_not_understood(String currency) {
        assertThat(reason(PAID.replace("BTC", currency))).startsWith("currency is not one");
    }

    @Test
    void money_without_the_id_of_a_payment_is_not_understood() {
        assertThat(reason(PAID.replace("payment_id=p", "payment_id="))).startsWith("payment_id is missing");
        assertThat(reason(PAID.replace("payment_id=p", "payment_id=+"))).startsWith("payment_id is missing");
        assertThat(reason(PAID.replace("&payment_id=p", ""))).startsWith("payment_id is missing");
        assertThat(reason(PARTIAL.replace("&payment_id=p", "") + "&amount_valid=1"))
                .startsWith("payment_id is missing");
        assertThat(reason(PAID.replace("payment_id=p", "payment_id=" + "p".repeat(201))))
                .startsWith("payment_id is longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "amount", "currency", "payment_id", "data", "amount_valid"})
    void a_repeated_field_makes_it_not_understood_and_the_first_wins(String field) {
        NotificationContent content = read(PAID + "&amount_valid=1&" + field + "=zzz");
        if (field.equals("amount_valid")) {
            content = read(PAID + "&amount_valid=1&amount_valid=2");
        }
        assertThat(content.signal()).isEqualTo(new NotUnderstood(field + " is there more than once"));
        assertThat(content.invoiceId()).isEqualTo("o");
        assertThat(content.data()).isEqualTo("d");
        assertThat(content.status()).isEqualTo("paid");
    }

    @Test
    void a_status_of_no_meaning_is_not_understood_and_kept_for_the_record() {
        NotificationContent content = read("id=o&data=d&status=Paid%0A%00" + "x".repeat(100));
        assertThat(content.signal()).isInstanceOf(NotUnderstood.class);
        assertThat(content.status()).startsWith("Paid").hasSize(40).doesNotContain("\n", "\0");
        assertThat(reason("id=o&data=d")).isEqualTo("status is missing");
        assertThat(reason("")).isEqualTo("status is missing");
        assertThat(reason("status=&id=o")).startsWith("status is none of");
    }

    @Test
    void a_notification_of_too_many_fields_is_not_understood() {
        assertThat(reason(PAID + "&x=1".repeat(64))).isEqualTo("the notification has more than 64 fields");
    }

    @Test
    void an_id_or_data_that_cannot_be_ours_is_left_out() {
        NotificationContent content = read("status=cancelled&id=" + "i".repeat(201) + "&data=" + "d".repeat(1001));
        assertThat(content.invoiceId()).isNull();
        assertThat(content.data()).isNull();
        assertThat(read("status=cancelled&id=&data=").data()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2012-02-01+23%3A32%3A11, 2012-02-01T23:32:11Z",
        "1331200123, 2012-03-08T09:48:43Z",
        "2012-02-29+00:00:00, 2012-02-29T00:00:00Z",
        "2012-03-10+11:59:59, 2012-03-10T11:59:59Z",
    })
    void a_date_is_unix_seconds_or_text_in_utc(String date, Instant expected) {
        assertThat(fact(PAID + "&date=" + date).occurredAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "-1",
                "0",
                "1230767999",
                "2008-12-31+23:59:59",
                "2012-03-10+12:00:01",
                "2011-02-29+00:00:00",
                "2012-13-01+00:00:00",
                "2012-02-01T00:00:00",
                "2012-02-01+24:00:00",
                "2012-02-01+0a:00:00",
                "2012-02-01",
                "1331200123000",
                "99999999999999999999999999",
                "999999999999"
            })
    void a_date_that_cannot_be_true_gives_way_to_the_time_of_receipt(String date) {
        assertThat(fact(PAID + "&date=" + date).occurredAt()).isEqualTo(RECEIVED_AT);
    }

    @Test
    void a_date_may_be_ahead_by_one_day() {
        long tomorrow = RECEIVED_AT.plus(Duration.ofDays(1)).getEpochSecond();
        assertThat(fact(PAID + "&date=" + tomorrow).occurredAt()).isEqualTo(Instant.ofEpochSecond(tomorrow));
    }

    private static NotificationContent read(String body) {
        return MtGoxIpn.read(MtGoxFixtures.bytes(body), RECEIVED_AT);
    }

    private static Signal signal(String body) {
        return read(body).signal();
    }

    private static PaymentFact fact(String body) {
        return ((PaymentObserved) signal(body)).fact();
    }

    private static String reason(String body) {
        return ((NotUnderstood) signal(body)).reason();
    }
}
