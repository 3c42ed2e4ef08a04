package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiIT {
    private SandboxProcessor sandbox;
    private Merchant merchant;
    private LittleShop shop;

    @BeforeEach
    void start() throws Exception {
        shop = new LittleShop();
        sandbox = SandboxProcessor.start();
        merchant = new Merchant(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        shop.close();
    }

    @Test
    void a_status_that_is_posted_goes_out_as_an_ipn_and_the_first_outcome_comes_back() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());
        shop.says(500, "database is down");

        Merchant.Reply failed = order(transaction, "{\"status\":\"partial\",\"valid\":0,\"pending\":1250000}");
        Merchant.Reply paid = order(transaction, "{\"status\":\"paid\",\"amount\":1250000}");

        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.json().get("http_status").intValue()).isEqualTo(500);
        assertThat(failed.json().get("answer").textValue()).isEqualTo("database is down");
        assertThat(failed.json().get("acknowledged").booleanValue()).isFalse();
        assertThat(paid.json().get("acknowledged").booleanValue()).isTrue();
        assertThat(paid.json().get("status").textValue()).isEqualTo("paid");

        JsonNode shown = merchant.get("/sandbox/orders/" + transaction).json();
        assertThat(shown.get("paid_satoshi").longValue()).isEqualTo(1_250_000);
        assertThat(shown.get("data").textValue()).isEqualTo("order-119");
        assertThat(Vectors.list(shown.get("ipns")))
                .extracting(ipn -> ipn.at("/attempts/0/answer").textValue())
                .containsExactly("database is down", "[OK]");
        assertThat(shown.at("/ipns/0/body").textValue())
                .isEqualTo(shop.heard().get(0).body());
        assertThat(shown.at("/ipns/0/rest_sign").textValue())
                .isEqualTo(shop.heard().get(0).restSign());
    }

    @Test
    void every_field_can_be_bent() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());
        order(
                transaction,
                "{\"status\":\"paid\",\"amount\":5,\"currency\":\"EUR\",\"payment_id\":\"p-1\",\"data\":\"other\","
                        + "\"date\":\"1331200123\"}");
        order(transaction, "{\"status\":\"cancelled\"}");
        order(transaction, "{\"status\":\"closed\"}");
        order(transaction, "{\"wire_status\":\"refunded\"}");

        assertThat(shop.heard().get(0).body())
                .isEqualTo("id=" + transaction
                        + "&payment_id=p-1&status=paid&amount=5&currency=EUR&method=MTGOXBTC&date=1331200123"
                        + "&data=other&aonce=1");
        assertThat(shop.heard())
                .extracting(heard -> heard.fields().get("status").orElseThrow())
                .containsExactly("paid", "cancelled", "closed", "refunded");
        assertThat(shop.heard().get(1).fields().values())
                .containsOnlyKeys("id", "payment_id", "status", "data", "aonce");
    }

    @Test
    void a_paid_without_an_amount_pays_what_is_due() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());
        order(transaction, "{\"status\":\"paid\"}");

        assertThat(shop.heard().get(0).fields().get("amount")).contains("1250000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"payed\"}                          | status",
                "{}                                              | status",
                "{\"status\":\"paid\",\"wire_status\":\"x\"}     | status",
                "{\"status\":\"paid\",\"amount\":\"5\"}          | amount",
                "{\"status\":\"paid\",\"amount\":1.5}            | amount",
                "{\"status\":\"paid\",\"amount\":-1}             | amount",
                "{\"status\":\"paid\",\"amount\":9999999999999999999} | amount",
                "{\"status\":\"paid\",\"valid\":1}               | valid",
                "{\"status\":\"partial\"}                        | valid",
                "{\"status\":\"partial\",\"valid\":1,\"amount\":1} | amount",
                "{\"status\":\"cancelled\",\"pending\":1}        | pending",
                "{\"status\":\"closed\",\"date\":\"x\"}          | date",
                "{\"status\":\"paid\",\"data\":5}                | data",
                "{\"status\":\"paid\",\"ammount\":5}             | ammount",
                "{\"status\":\"paid\",\"status\":\"closed\"}     | body",
                "[]                                              | body",
                "paid                                            | body"
            })
    void what_is_wrong_is_named_with_fault_and_fix(String json, String field) throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());

        Merchant.Reply reply = order(transaction, json);

        assertThat(reply.status()).isEqualTo(422);
        List<JsonNode> errors = Vectors.list(reply.json().get("errors"));
        assertThat(errors).extracting(error -> error.get("field").textValue()).contains(field);
        assertThat(errors).allSatisfy(error -> {
            assertThat(error.get("fault").textValue()).isNotBlank();
            assertThat(error.get("fix").textValue()).isNotBlank();
        });
        assertThat(shop.heard()).isEmpty();
        assertThat(sandbox.order(transaction).orElseThrow().ipns()).isEmpty();
    }

    @Test
    void an_unknown_order_is_404_and_one_without_an_ipn_url_is_409() throws Exception {
        assertThat(order("nobody", "{\"status\":\"paid\"}").status()).isEqualTo(404);
        assertThat(merchant.get("/sandbox/orders/nobody").status()).isEqualTo(404);

        String transaction = merchant.order(Merchant.terms());
        Merchant.Reply reply = order(transaction, "{\"status\":\"paid\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body()).contains("ipn").contains("fix");
    }

    @Test
    void a_wrong_method_is_told_which_ones_are_right() throws Exception {
        Merchant.Reply reply = merchant.json("PUT", "/sandbox/misbehave", "{}");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("GET, POST, DELETE");
        assertThat(merchant.json("DELETE", "/sandbox/orders", "").header("Allow"))
                .isEqualTo("GET");
    }

    @Test
    void the_list_shows_all_orders_oldest_first() throws Exception {
        String first = merchant.order(Merchant.terms());
        String second = merchant.order(Merchant.terms());

        assertThat(Vectors.list(merchant.get("/sandbox/orders").json().get("orders")))
                .extracting(order -> order.get("transaction").textValue())
                .containsExactly(first, second);
    }

    @Test
    void misbehaviours_are_planned_shown_and_cleared() throws Exception {
        misbehave("{\"kind\":\"html_503\",\"times\":3}");
        misbehave("{\"kind\":\"delay\",\"delay_ms\":250}");
        Merchant.Reply plan = misbehave("{\"kind\":\"decline\",\"text\":\"no\",\"ipn_copies\":2}");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.body())
                .isEqualTo("{\"waiting\":[{\"kind\":\"html_503\",\"times\":3},"
                        + "{\"kind\":\"delay\",\"times\":1,\"delay_ms\":250},"
                        + "{\"kind\":\"decline\",\"times\":1,\"text\":\"no\"}],\"ipn_copies\":2}");
        assertThat(merchant.signed(Merchant.CREATE_V1, Merchant.terms()).status())
                .isEqualTo(503);

        assertThat(merchant.json("DELETE", "/sandbox/misbehave", "").body())
                .isEqualTo("{\"waiting\":[],\"ipn_copies\":1}");
        assertThat(merchant.signed(Merchant.CREATE_V1, Merchant.terms()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | kind",
                "{\"kind\":\"explode\"}                    | kind",
                "{\"kind\":\"drop\",\"times\":0}           | times",
                "{\"kind\":\"delay\"}                      | delay_ms",
                "{\"kind\":\"drop\",\"delay_ms\":5}        | delay_ms",
                "{\"kind\":\"decline\"}                    | text",
                "{\"kind\":\"drop\",\"text\":\"x\"}        | text",
                "{\"ipn_copies\":0}                        | ipn_copies",
                "{\"copies\":2}                            | copies"
            })
    void a_misbehaviour_that_makes_no_sense_is_refused_by_field(String json, String field) throws Exception {
        Merchant.Reply reply = misbehave(json);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(Vectors.list(reply.json().get("errors")))
                .extracting(error -> error.get("field").textValue())
                .contains(field);
        assertThat(merchant.get("/sandbox/misbehave").body()).isEqualTo("{\"waiting\":[],\"ipn_copies\":1}");
    }

    @Test
    void a_ticker_can_be_pinned_and_released() throws Exception {
        Merchant.Reply reply = merchant.json("POST", "/sandbox/tickers/EUR", "{\"bid\":\"59000.5\",\"ask\":\"59010\"}");

        assertThat(reply.body()).contains("59000.50000").contains("59010.00000");
        assertThat(sandbox.tickers().bid("EUR")).isEqualByComparingTo("59000.5");
        for (String wrong :
                List.of("{}", "{\"bid\":\"2\",\"ask\":\"1\"}", "{\"bid\":1,\"ask\":2}", "{\"bid\":\"x\"}")) {
            assertThat(merchant.json("POST", "/sandbox/tickers/EUR", wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(merchant.json("POST", "/sandbox/tickers/XXX", "{\"bid\":\"1\",\"ask\":\"2\"}")
                        .status())
                .isEqualTo(422);
        assertThat(merchant.json("DELETE", "/sandbox/tickers/EUR", "").status()).isEqualTo(200);
        assertThat(sandbox.tickers().bid("EUR")).isNotEqualByComparingTo("59000.5");
    }

    private Merchant.Reply order(String transaction, String json) throws Exception {
        return merchant.json("POST", "/sandbox/orders/" + transaction, json);
    }

    private Merchant.Reply misbehave(String json) throws Exception {
        return merchant.json("POST", "/sandbox/misbehave", json);
    }
}
