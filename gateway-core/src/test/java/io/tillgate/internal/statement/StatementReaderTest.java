package io.tillgate.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementReaderTest {

    private final List<StatementEntry> lines = new ArrayList<>();

    @Test
    void the_history_of_mt_gox_has_signs_by_type_and_texts_with_line_breaks() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("history_BTC.csv"))) {
            assertThat(read(file.readAllBytes())).isEmpty();
        }

        assertThat(lines).extracting(StatementEntry::index).containsExactly("1", "2", "3");
        assertThat(lines).extracting(StatementEntry::amount).containsExactly(50_000_000L, -65L, -10_000_000L);
        assertThat(lines).extracting(StatementEntry::balance).containsExactly(50_000_000L, 49_999_935L, 39_999_935L);
        assertThat(lines).extracting(StatementEntry::row).containsExactly(2, 3, 5);
        assertThat(lines.get(0).info()).isEqualTo("Deposit of \"coins\",\r\nin two lines");
        assertThat(lines.get(0).at()).isEqualTo(Instant.parse("2013-04-15T14:05:51Z"));
        assertThat(lines.get(1).kind()).isEqualTo(StatementEntry.Kind.FEE);
        assertThat(lines.get(2).transactionId()).isEqualTo("4e".repeat(32));
    }

    @Test
    void columns_come_in_any_order_and_times_in_any_zone_behind_a_byte_order_mark() throws IOException {
        assertThat(read("\uFEFFAmount,TIME,payment_id\r-0.5,2026-03-29 03:30:00+02:00,p-1\r1,2026-03-29T01:30:00Z,\r"))
                .isEmpty();

        assertThat(lines).extracting(StatementEntry::amount).containsExactly(-50_000_000L, 100_000_000L);
        assertThat(lines).extracting(StatementEntry::at).containsOnly(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(lines).extracting(StatementEntry::paymentId).containsExactly("p-1", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|file is empty: upload the statement with its header",
                "time,amount|file has no line below its header: upload the statement of a period with movements",
                "time;amount|row 1 separates its columns with semicolons: save the file with commas: CSV, comma delimited",
                "time,amount,amount|row 1, column amount is there twice: leave one of them out",
                "amount|row 1, column time is missing: add it: the file needs time and amount at least",
                "time,amount#2026-03-29T01:30:00,1|row 2, column time is not an ISO 8601 time with its zone: write it like"
                        + " 2026-03-29T14:05:51Z or 2026-03-29T16:05:51+02:00",
                "time,amount#2026-03-29T01:30:00Z,1.123456789|row 2, column amount does not fit BTC: BTC has 8 decimal digits"
                        + " and 18 digits in all at most",
                "time,amount#+999999999-01-01T00:00:00Z,1|row 2, column time is before 1970 or after 9999: check its year",
                "time,amount#2026-03-29T01:30:00Z,1e5|row 2, column amount is not a plain decimal number: write it like"
                        + " 25.00, with a dot and without an exponent",
                "time,amount#2026-03-29T01:30:00Z,|row 2, column amount is empty: fill it in",
                "time,amount,status#2026-03-29T01:30:00Z,1,odd|row 2, column status is not one we know: use confirmed, pending"
                        + " or reversed, or leave it empty",
                "time,amount,type#2026-03-29T01:30:00Z,1,fee|row 2, column amount is positive though it is a fee: write what"
                        + " leaves the account as a negative number",
                "time,amount,currency#2026-03-29T01:30:00Z,1,XYZ|row 2, column currency is none: use BTC or a code of ISO 4217"
                        + " such as EUR, in capitals",
                "time,amount#\"2026|row 2, column 1 opens a quote that is never closed: close it, or get the file again: it"
                        + " may have been cut off",
                "time,amount#\"2026\"x,1|row 2, column 1 goes on after its closing quote: double the quotes inside of it",
                "time,amount#2026\"x,1|row 2, column 1 has a quote in the middle: put the whole field in quotes and double"
                        + " those inside",
                "Index,Date,Type,Info,Value,Balance#1,2013-04-15 14:05:51,gift,,1,1|row 2, column Type is not one that Mt. Gox"
                        + " has: it is one of deposit, withdraw, in, out, earned, spent, fee",
                "Index,Date,Type,Info,Value,Balance#1,2013-02-30 14:05:51,in,,1,1|row 2, column Date is not a date as Mt. Gox"
                        + " writes it: write it like 2013-04-15 14:05:51",
                "Index,Date,Type,Info,Value,Balance#1,2013-04-15 14:05:51,in,,-1,1|row 2, column Value is negative: leave it as"
                        + " Mt. Gox wrote it: the type tells the sign"
            })
    void a_fault_is_told_with_its_row_its_column_and_what_to_do(String file, String told) throws IOException {
        assertThat(read(file.replace('#', '\n'))).extracting(Problem::toString).containsExactly(told);
    }

    @Test
    void bytes_that_are_no_utf_8_are_no_text() throws IOException {
        assertThat(read("time,amount,info\n2026-03-29T01:30:00Z,1,M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1)))
                .extracting(Problem::fault)
                .containsExactly("is not UTF-8");
    }

    @Test
    void a_field_is_bounded_and_so_are_the_faults_that_are_told() throws IOException {
        assertThat(read("time,amount\n\"" + "x".repeat(CsvReader.FIELD_CHARS_MAX + 1)))
                .extracting(Problem::fault)
                .containsExactly("has more than 10000 characters");
        assertThat(read("time,amount\n" + "x,1\n".repeat(100))).hasSize(StatementReader.PROBLEMS_MAX);
    }

    @Test
    void a_file_has_a_number_of_lines_at_most() throws Exception {
        String line = "2026-03-29T01:30:00Z,1\n";

        assertThat(readAtMost(3, "time,amount\n" + line.repeat(3))).isEmpty();
        assertThat(lines).hasSize(3);
        assertThat(readAtMost(3, "time,amount\n" + line.repeat(4)))
                .hasToString("[file has more than 3 lines: split it by time]");
        assertThat(StatementReader.LINES_MAX).isEqualTo(2_000_000);
    }

    private List<Problem> readAtMost(int linesMax, String file) throws Exception {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return new StatementReader(new ByteArrayInputStream(bytes), Currency.BTC, linesMax).readAll(lines::add);
    }

    private List<Problem> read(String file) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private List<Problem> read(byte[] file) throws IOException {
        try {
            return new StatementReader(new ByteArrayInputStream(file), Currency.BTC).readAll(lines::add);
        } catch (StatementFault fault) {
            return List.of(fault.problem());
        }
    }
}
