package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletIT {
    private static final String HISTORY = "/api/1/generic/private/wallet/history";
    private static final String SEND = "/api/1/generic/private/bitcoin/send_simple";
    private static final String ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    private SandboxProcessor sandbox;
    private Merchant merchant;

    @BeforeEach
    void start() {
        sandbox = SandboxProcessor.start();
        merchant = new Merchant(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void what_was_sent_stands_in_the_history_with_its_fee_the_newest_first() throws Exception {
        sandbox.deposit(5_000_000_000L, "Float");
        Merchant.Reply sent = send(Map.of("amount_int", "3000000000", "fee_int", "50000"));

        String transaction = sent.json().at("/return/trx").textValue();
        assertThat(transaction).matches("[0-9a-f]{64}");
        JsonNode page =
                merchant.signed(HISTORY, Map.of("currency", "BTC")).json().get("return");
        assertThat(page.get("records").textValue()).isEqualTo("3");
        assertThat(page.get("max_page").intValue()).isEqualTo(1);
        assertThat(page.at("/result/0/Type").textValue()).isEqualTo("fee");
        assertThat(page.at("/result/1/Type").textValue()).isEqualTo("withdraw");
        assertThat(page.at("/result/1/Value/value_int").textValue()).isEqualTo("3000000000");
        assertThat(page.at("/result/1/Link/2").textValue()).isEqualTo(transaction);
        assertThat(page.at("/result/0/Balance/value_int").textValue()).isEqualTo("1999950000");
        assertThat(page.at("/result/2/Index").textValue()).isEqualTo("1");
    }

    @Test
    void a_paid_order_is_a_deposit() throws Exception {
        String order = merchant.orderWithIpn("http://127.0.0.1:1/ipn");
        sandbox.pay(order, 1_250_000);

        assertThat(sandbox.lines()).hasSize(1);
        assertThat(sandbox.lines().get(0).type()).isEqualTo("deposit");
        assertThat(sandbox.lines().get(0).satoshi()).isEqualTo(1_250_000);
    }

    @Test
    void long_histories_come_in_pages_of_fifty() throws Exception {
        for (int i = 1; i <= 101; i++) {
            sandbox.deposit(i, "Deposit " + i);
        }
        JsonNode last = merchant.signed("/api/2/money/wallet/history", Map.of("currency", "BTC", "page", "3"))
                .json()
                .get("data");
        assertThat(last.get("max_page").intValue()).isEqualTo(3);
        assertThat(last.get("current_page").intValue()).isEqualTo(3);
        assertThat(last.get("result")).hasSize(1);
        assertThat(last.at("/result/0/Info").textValue()).isEqualTo("Deposit 1");
    }

    @Test
    void the_csv_has_the_same_lines() throws Exception {
        sandbox.deposit(1_000_000, "Said \"hello\"\non two lines");
        send(Map.of("amount_int", "400000"));

        String csv = merchant.signed("/api/0/history_BTC.csv", Map.of()).body();
        assertThat(csv).startsWith("Index,Date,Type,Info,Value,Balance\n1,\"");
        assertThat(csv).contains(",deposit,\"Said \"\"hello\"\"\non two lines\",0.01000000,0.01000000\n");
        assertThat(csv).contains(",withdraw,\"Bitcoin withdraw to " + ADDRESS + "\",0.00400000,0.00600000\n");
    }

    @ParameterizedTest
    @CsvSource({
        "amount_int, 0, 400, out of range",
        "amount_int, 0.5, 400, not an integer",
        "fee_int, 1000001, 400, out of range",
        "green, yes, 400, neither 0 nor 1",
        "address, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, 400, Invalid bitcoin address",
        "amount_int, 1000001, 500, Insufficient funds",
    })
    void a_send_that_is_wrong_moves_nothing(String field, String value, int status, String fault) throws Exception {
        sandbox.deposit(1_000_000, "Float");
        Map<String, String> fields = new HashMap<>(Map.of("amount_int", "1000"));
        fields.put(field, value);

        Merchant.Reply reply = send(fields);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error").textValue()).contains(fault);
        assertThat(sandbox.lines()).hasSize(1);
    }

    @Test
    void a_lost_answer_has_sent_and_a_drop_has_not() throws Exception {
        sandbox.deposit(1_000_000, "Float");
        sandbox.misbehave(WireCall.SEND, Misbehaviour.loseAnswer());
        assertThatThrownBy(() -> send(Map.of("amount_int", "1000"))).isInstanceOf(IOException.class);
        assertThat(sandbox.lines()).hasSize(2);

        sandbox.misbehave(WireCall.SEND, Misbehaviour.drop());
        assertThatThrownBy(() -> send(Map.of("amount_int", "1000"))).isInstanceOf(IOException.class);
        assertThat(sandbox.lines()).hasSize(2);

        merchant.json("POST", "/sandbox/misbehave", "{\"call\": \"history\", \"kind\": \"html_503\"}");
        assertThat(merchant.signed(HISTORY, Map.of("currency", "BTC")).status()).isEqualTo(503);
        assertThat(merchant.signed(HISTORY, Map.of("currency", "BTC")).status()).isEqualTo(200);
    }

    @Test
    void a_key_without_the_right_can_not_send_and_a_slow_history_shows_it_later() throws Exception {
        sandbox.deposit(1_000_000, "Float");
        sandbox.showLinesAfter(Duration.ofHours(1));
        assertThat(merchant.signed(HISTORY, Map.of("currency", "BTC"))
                        .json()
                        .at("/return/records")
                        .textValue())
                .isEqualTo("0");
        sandbox.takeRight("withdraw");
        assertThat(send(Map.of("amount_int", "1000")).json().get("token").textValue())
                .isEqualTo("missing_right");
    }

    private Merchant.Reply send(Map<String, String> fields) throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("address", ADDRESS);
        return merchant.signed(SEND, all);
    }
}
