package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.internal.mtgox.MtGoxProcessor;
import io.tillgate.money.Money;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.RunSource;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.sandbox.WireCall;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The account history of a processor, fetched over real HTTP and matched. */
class StatementFetchIT {

    private static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    private static final String TRY_LATER = ": try again later, or upload its file";

    private final Ledger ledger = new Ledger();
    private final SandboxProcessor sandbox =
            SandboxProcessor.builder().clock(ledger.clock).start();
    private final MtGoxProcessor processor = processor(sandbox.baseUrl() + "/api");
    private final PostgresStatementDesk desk = desk(processor);

    @AfterEach
    void stop() {
        processor.close();
        sandbox.close();
        ledger.close();
    }

    @Test
    void payments_and_a_refund_are_fetched_and_matched_and_fetching_again_changes_nothing() {
        UUID order = paid("A-1", "p-1", 100_000);
        paid("A-2", "p-2", 200_000);
        sandbox.deposit(100_000, "Payment p-1");
        sandbox.deposit(200_000, "Payment p-2");
        SendAnswer sent = processor.send(new SendRequest(ADDRESS, Money.satoshi(30_000)));
        ledger.refund(order, 30_000, ((SendAnswer.Sent) sent).transactionId(), NOON);

        ReconcileRun run = fetched();

        assertThat(run.source()).isEqualTo(RunSource.API);
        assertThat(run.linesNew()).isEqualTo(3);
        assertThat(run.linesMatched()).isEqualTo(3);
        assertThat(lines())
                .isEqualTo("1 100000 AMOUNT_AND_TIME 100000, 2 200000 AMOUNT_AND_TIME 300000,"
                        + " 3 -30000 TRANSACTION 270000");
        assertThat(desk.discrepancies(DiscrepancyFilter.OPEN)).isEmpty();

        String before = lines();
        ReconcileRun again = fetched();
        assertThat(again.linesRead()).isEqualTo(3);
        assertThat(again.linesNew()).isZero();
        assertThat(again.opened() + again.gone()).isZero();
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void only_what_is_new_since_the_day_before_the_newest_line_is_asked_for() {
        sandbox.deposit(1, "old");
        ledger.clock.advance(Duration.ofDays(3));
        sandbox.deposit(2, "newest");
        fetched();
        ledger.clock.advance(Duration.ofHours(1));
        sandbox.deposit(3, "newer");

        ReconcileRun run = fetched();

        assertThat(run.linesRead()).isEqualTo(2);
        assertThat(run.linesNew()).isEqualTo(1);
    }

    @Test
    void a_history_whose_second_page_fails_is_not_taken_at_all() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(history("fee", 2));
            server.enqueue(new MockResponse.Builder().code(503).build());
            try (MtGoxProcessor told = processor(server.url("/api").toString())) {
                assertThat(desk(told).fetch(MTGOX, "anna")).isInstanceOf(RunAnswer.Refused.class);
            }
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
        assertThat(ledger.postgres.count("statement_line")).isZero();
    }

    @Test
    void a_history_of_several_pages_is_taken_whole() {
        for (int i = 1; i <= 120; i++) {
            sandbox.deposit(i, "Deposit");
        }

        assertThat(fetched().linesNew()).isEqualTo(120);
        assertThat(ledger.postgres.text("SELECT count(DISTINCT line_index) FROM tillgate.statement_line"))
                .isEqualTo("120");
    }

    @Test
    void a_history_that_is_not_told_is_said_to_be_so_and_nothing_is_kept() {
        sandbox.deposit(1, "Deposit");
        sandbox.misbehave(WireCall.HISTORY, Misbehaviour.drop());
        assertThat(problem(MTGOX))
                .startsWith("account history could not be read: ")
                .endsWith(TRY_LATER);

        sandbox.takeRight("get_info");
        assertThat(problem(MTGOX)).startsWith("account history was refused: ").endsWith(TRY_LATER);

        assertThat(problem(new ProcessorId("other")))
                .isEqualTo(
                        "processor does not tell its account history: download the statement from it, and upload it here");
        assertThat(desk.fetchable()).containsExactly(MTGOX);
        assertThat(ledger.postgres.count("reconcile_run")).isZero();
    }

    @Test
    void a_fee_goes_into_the_books_and_a_line_of_an_unknown_word_refuses_the_fetch() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(history("fee", 1));
            server.enqueue(history("staking", 1));
            try (MtGoxProcessor told = processor(server.url("/api").toString())) {
                PostgresStatementDesk teller = desk(told);
                RunAnswer answer = teller.fetch(MTGOX, "anna");

                assertThat(answer).isInstanceOf(RunAnswer.Done.class);
                assertThat(lines()).isEqualTo("94 -65 FEE 10724");
                assertThat(ledger.postgres.count("statement_line WHERE fee_at = at"))
                        .isEqualTo(1);
                assertThat(((RunAnswer.Refused) teller.fetch(MTGOX, "anna")).problems())
                        .hasToString("[line 94 is of the type 'staking', which can't be told for a credit or a debit:"
                                + " download the history from the processor, and upload it with signed amounts]");
            }
        }
    }

    private static MockResponse history(String type, int lastPage) {
        return new MockResponse.Builder()
                .code(200)
                .body("""
                {"result":"success","return":{"records":"1","result":[{"Index":"94","Date":1366034751,"Type":"%s",
                "Value":{"value_int":"65","currency":"BTC"},"Balance":{"value_int":"10724"},"Info":"(0.6%% fee)",
                "Link":[]}],"current_page":1,"max_page":%d,"max_results":50}}
                """.formatted(type, lastPage))
                .build();
    }

    private MtGoxProcessor processor(String url) {
        return new MtGoxProcessor(
                MtGoxSettings.builder()
                        .baseUrl(url)
                        .apiKey(sandbox.apiKey())
                        .apiSecret(sandbox.apiSecretBase64())
                        .callTimeout(Duration.ofSeconds(5))
                        .build(),
                new NonceStore(ledger.database, ledger.clock));
    }

    private PostgresStatementDesk desk(MtGoxProcessor teller) {
        return new PostgresStatementDesk(
                ledger.database, ledger.runs, ZoneOffset.UTC, List.of(teller), ledger.approvals, ledger.clock);
    }

    private UUID paid(String reference, String payment, long amount) {
        UUID order = ledger.order(reference, NOON.minusSeconds(300));
        ledger.fact(order, payment, "CONFIRMED", amount, NOON);
        return order;
    }

    private ReconcileRun fetched() {
        RunAnswer answer = desk.fetch(MTGOX, "anna");
        if (answer instanceof RunAnswer.Done done) {
            return done.run();
        }
        throw new AssertionError("not fetched: " + answer);
    }

    private String problem(ProcessorId of) {
        return ((RunAnswer.Refused) desk.fetch(of, "anna")).problems().get(0).toString();
    }

    private String lines() {
        return ledger.texts("""
                SELECT line_index || ' ' || amount || ' ' || matched_by || ' ' || balance
                FROM tillgate.statement_line
                ORDER BY line_index::integer
                """);
    }
}
