package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.AccountEntry.Kind;
import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.ApiVersion;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.sandbox.WireCall;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MtGoxWalletIT extends MtGoxServerTestBase {

    private static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    private static final String LINE = """
            {"Index":"94","Date":1366034751,"Type":"fee","Value":{"value":"0.00000065","value_int":"65",\
            "display":"0.00000065 BTC","display_short":"0.00 BTC","currency":"BTC"},"Balance":{"value_int":"10724"},\
            "Info":"BTC bought: [tid:1366034751500724] 0.00010789 BTC at $97.96898 (0.6% fee)",\
            "Link":["061cb6ea-af31-4ac0-07d0-75ecdd2127e7","Money_Trade","1366034751500724"]}""";

    @ParameterizedTest
    @EnumSource
    void coins_are_sent_beyond_32_bits_and_found_in_the_history(ApiVersion version) {
        try (SandboxProcessor sandbox = SandboxProcessor.start();
                MtGoxProcessor processor = processor(sandbox, version)) {
            sandbox.deposit(9_000_000_000L, "Float");

            SendAnswer answer = processor.send(new SendRequest(ADDRESS, Money.satoshi(5_000_000_001L)));

            String transaction = ((SendAnswer.Sent) answer).transactionId();
            AccountHistoryAnswer.Page page = (AccountHistoryAnswer.Page) processor.accountHistory(all(1));
            assertThat(page.lastPage()).isEqualTo(1);
            assertThat(page.entries()).hasSize(2);
            AccountEntry sent = page.entries().get(0);
            assertThat(sent.kind()).isEqualTo(Kind.WITHDRAWAL);
            assertThat(sent.change()).contains(Money.satoshi(-5_000_000_001L));
            assertThat(sent.balance()).isEqualTo(Money.satoshi(3_999_999_999L));
            assertThat(sent.linkReference()).isEqualTo(transaction);
            assertThat(sent.index()).isEqualTo(2);
        }
    }

    @Test
    void a_long_history_is_read_page_by_page() {
        try (SandboxProcessor sandbox = SandboxProcessor.start();
                MtGoxProcessor processor = processor(sandbox, ApiVersion.V1)) {
            for (int i = 1; i <= 51; i++) {
                sandbox.deposit(i, "Deposit");
            }
            AccountHistoryAnswer.Page last = (AccountHistoryAnswer.Page) processor.accountHistory(all(2));
            assertThat(last.lastPage()).isEqualTo(2);
            assertThat(last.entries()).extracting(AccountEntry::index).containsExactly(1L);
        }
    }

    @Test
    void a_lost_answer_is_unknown_and_an_error_of_the_application_is_refused() {
        try (SandboxProcessor sandbox = SandboxProcessor.start();
                MtGoxProcessor processor = processor(sandbox, ApiVersion.V1)) {
            sandbox.deposit(1000, "Float");
            SendRequest request = new SendRequest(ADDRESS, Money.satoshi(600));
            sandbox.misbehave(WireCall.SEND, Misbehaviour.loseAnswer());
            assertThat(processor.send(request)).isInstanceOf(SendAnswer.Unknown.class);
            assertThat(sandbox.lines()).hasSize(2);
            sandbox.misbehave(WireCall.SEND, Misbehaviour.unknownError());
            assertThat(processor.send(request)).isInstanceOf(SendAnswer.Unknown.class);
            sandbox.misbehave(WireCall.SEND, Misbehaviour.invalidNonce().times(5));
            assertThat(processor.send(request)).isInstanceOf(SendAnswer.NotSent.class);

            assertThat(processor.send(request))
                    .isEqualTo(new SendAnswer.Refused("the processor refused: Insufficient funds"));
            sandbox.takeRight("get_info");
            assertThat(processor.accountHistory(all(1))).isInstanceOf(AccountHistoryAnswer.Refused.class);
        }
    }

    @Test
    void the_line_of_the_public_record_is_read_and_so_is_a_word_that_nobody_knows() {
        AccountHistoryAnswer.Page page = (AccountHistoryAnswer.Page) history(
                "\"return\"",
                LINE + "," + LINE.replace("\"fee\"", "\"staking\"").replace("\"94\"", "93"));
        AccountEntry fee = page.entries().get(0);
        assertThat(fee.index()).isEqualTo(94);
        assertThat(fee.change()).contains(Money.satoshi(-65));
        assertThat(fee.balance()).isEqualTo(Money.satoshi(10_724));
        assertThat(fee.linkClass()).isEqualTo("Money_Trade");
        assertThat(fee.linkReference()).isEqualTo("1366034751500724");
        assertThat(page.entries().get(1).type()).isEqualTo("staking");
        assertThat(page.entries().get(1).kind()).isEqualTo(Kind.OTHER);
        assertThat(page.entries().get(1).change()).isEqualTo(Optional.empty());
    }

    @Test
    void version_one_may_answer_as_version_two_does() {
        assertThat(history("\"data\"", LINE)).isInstanceOf(AccountHistoryAnswer.Page.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Index\":\"94\" -> \"Index\":\"-94\"",
                "\"Date\":1366034751 -> \"Date\":4102444800",
                "\"Date\":1366034751 -> \"Date\":1",
                "\"Type\":\"fee\" -> \"Type\":\"\"",
                "\"value_int\":\"65\" -> \"value_int\":\"6.5\"",
                "\"value_int\":\"65\" -> \"value_int\":\"-65\"",
                "\"value_int\":\"65\" -> \"value_int\":\"99999999999999999999\"",
                "\"currency\":\"BTC\" -> \"currency\":\"USD\"",
                "\"value_int\":\"10724\" -> \"value_int\":\"x\"",
            })
    void a_line_that_can_not_be_true_spoils_the_page(String change) {
        String[] parts = change.split(" -> ", -1);
        assertThat(LINE).contains(parts[0]);
        assertThat(history("\"return\"", LINE.replace(parts[0], parts[1])))
                .isInstanceOf(AccountHistoryAnswer.Unknown.class);
    }

    @Test
    void another_page_than_the_one_asked_for_is_not_believed() {
        server.enqueue(answer(
                200,
                "{\"result\":\"success\",\"return\":{\"records\":\"0\",\"result\":[],"
                        + "\"current_page\":1,\"max_page\":2}}"));
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), nonces)) {
            assertThat(processor.accountHistory(all(2))).isInstanceOf(AccountHistoryAnswer.Unknown.class);
        }
    }

    @Test
    void an_address_is_not_told_by_what_carries_it() {
        assertThat(new SendRequest(ADDRESS, Money.satoshi(1)).toString()).doesNotContain(ADDRESS);
    }

    private AccountHistoryAnswer history(String payload, String lines) {
        server.enqueue(answer(
                200,
                "{\"result\":\"success\"," + payload + ":{\"records\":\"1\",\"result\":[" + lines
                        + "],\"current_page\":\"1\",\"max_page\":1,\"max_results\":50}}"));
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), nonces)) {
            return processor.accountHistory(all(1));
        }
    }

    private MtGoxProcessor processor(SandboxProcessor sandbox, ApiVersion version) {
        return new MtGoxProcessor(
                MtGoxSettings.builder()
                        .baseUrl(sandbox.baseUrl() + "/api")
                        .apiKey(sandbox.apiKey())
                        .apiSecret(sandbox.apiSecretBase64())
                        .apiVersion(version)
                        .build(),
                nonces);
    }

    private static AccountHistoryRequest all(int page) {
        return new AccountHistoryRequest(Currency.BTC, null, null, page);
    }
}
