package io.tillgate.internal.jdbc;

import io.tillgate.Gateway;
import io.tillgate.internal.jdbc.NotificationStore.NewNotification;
import io.tillgate.internal.jdbc.NotificationStore.RawBody;
import io.tillgate.money.Money;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A shop whose tables are large enough for the planner to care, and one connection to it, so that its kept plans show. */
record BigShop(TestPostgres postgres, Database database, Gateway gateway) implements AutoCloseable {

    private static final ProcessorId MTGOX = new ProcessorId("mtgox");

    static BigShop of(int orders) {
        TestPostgres postgres = TestPostgres.ofOneConnection();
        ManyOrders.fill(postgres, orders);
        ManyActs.fill(postgres);
        return new BigShop(postgres, new Database(postgres.dataSource()), gateway(postgres.dataSource()));
    }

    @Override
    public void close() {
        postgres.close();
    }

    List<OrderId> newestPaid(int ordersMax) {
        String ids = postgres.text("SELECT string_agg(id::text, ',') FROM (SELECT id FROM tillgate.merchant_order"
                + " WHERE status = 'PAID' ORDER BY id DESC LIMIT " + ordersMax + ") AS newest");
        return Stream.of(ids.split(",")).map(OrderId::parse).toList();
    }

    /** A CSV with a line for each of the newest payments. */
    byte[] statement(int linesMax) {
        return postgres.text("""
                        SELECT 'time,amount,currency,payment_id' || chr(10) || string_agg(line, chr(10))
                        FROM (
                            SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ',0.00001000,BTC,'
                                   || payment_id AS line
                            FROM tillgate.payment
                            ORDER BY order_id DESC
                            LIMIT %d) AS lines
                        """.formatted(linesMax)).getBytes(StandardCharsets.UTF_8);
    }

    /** One more payment for each of the orders, as the intake writes it. */
    static List<NewNotification> paid(Map<OrderId, OrderDraft> drafts) {
        Instant now = Instant.now();
        OrderTransitions transitions = new OrderTransitions(OrderPolicy.DEFAULT);
        List<NewNotification> rows = new ArrayList<>();
        drafts.forEach((order, draft) -> {
            UUID id = UUID.randomUUID();
            draft.observe(PaymentFact.confirmed(id.toString(), Money.satoshi(1), now), id);
            draft.derive(transitions, now, new OrderDraft.Cause("notification paid", "mtgox", id));
            RawBody body = new RawBody(id.toString().getBytes(StandardCharsets.US_ASCII));
            rows.add(new NewNotification(
                    id, MTGOX, order, "invoice", "paid", NotificationOutcome.APPLIED, null, null, body, now));
        });
        return rows;
    }

    private static Gateway gateway(DataSource oneConnection) {
        String secret = Base64.getEncoder()
                .encodeToString("a secret of 32 bytes for a test.".getBytes(StandardCharsets.US_ASCII));
        return Gateway.builder()
                .dataSource(oneConnection)
                .publicBaseUrl("http://127.0.0.1/pay")
                .secretKey(secret)
                .mtGox(MtGoxSettings.builder()
                        .baseUrl("http://127.0.0.1:9/api")
                        .apiKey("52915cb8-4d97-4115-a43a-393c407143ae")
                        .apiSecret(secret)
                        .build())
                .listener(event -> {})
                .build();
    }
}
