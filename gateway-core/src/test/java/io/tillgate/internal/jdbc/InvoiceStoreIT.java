package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Money;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.ShopDetails;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvoiceStoreIT {

    private static final ProcessorId MTGOX = new ProcessorId("mtgox");
    private static final Instant NOW = Instant.parse("2012-06-01T12:00:00Z");
    private static final CreateAnswer CREATED = new CreateAnswer.Created("i-1", "https://mtgox.example/pay/i-1");

    private final TestPostgres postgres = TestPostgres.fresh();
    private final Database database = new Database(postgres.dataSource());
    private final OrderId order = insertOrder("A-1");

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void an_answer_makes_the_invoice_live() throws SQLException {
        assertThat(answer(request(order), order, CREATED)).isEqualTo(InvoiceStanding.LIVE);
        assertThat(states()).isEqualTo("CREATED i-1");
    }

    @Test
    void a_refusal_and_a_lost_answer_are_told_apart() throws SQLException {
        UUID first = request(order);
        assertThat(answer(first, order, new CreateAnswer.Declined("no"))).isEqualTo(InvoiceStanding.DECLINED);
        UUID second = request(order);
        assertThat(answer(second, order, new CreateAnswer.Unknown("lost"))).isEqualTo(InvoiceStanding.UNKNOWN);
        assertThat(answer(second, order, CREATED)).isEqualTo(InvoiceStanding.LIVE);
    }

    @Test
    void an_answer_is_recorded_once() throws SQLException {
        UUID invoice = request(order);
        answer(invoice, order, new CreateAnswer.Declined("no"));

        assertThatThrownBy(() -> answer(invoice, order, CREATED))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("expected 1 rows, changed 0");
        assertThat(states()).isEqualTo("DECLINED null");
    }

    @Test
    void an_invoice_whose_withdrawal_was_learned_before_its_answer_stays_withdrawn() throws SQLException {
        UUID invoice = request(order);
        assertThat(withdraw(order, "i-1")).isEqualTo(InvoiceStanding.REQUESTED);

        assertThat(answer(invoice, order, CREATED)).isEqualTo(InvoiceStanding.WITHDRAWN);
        assertThat(postgres.count("invoice")).isEqualTo(2);
        assertThat(found("i-1")).isEqualTo(order);
    }

    @Test
    void a_withdrawal_is_learned_once() throws SQLException {
        answer(request(order), order, CREATED);
        withdraw(order, "i-1");

        assertThat(withdraw(order, "i-1")).isEqualTo(InvoiceStanding.WITHDRAWN);
        assertThat(states()).isEqualTo("WITHDRAWN i-1");
    }

    @Test
    void an_invoice_that_the_processor_gives_twice_is_known_once() throws SQLException {
        answer(request(order), order, CREATED);

        assertThat(answer(request(order), order, CREATED)).isEqualTo(InvoiceStanding.LIVE);
        assertThat(found("i-1")).isEqualTo(order);
    }

    @Test
    void an_invoice_that_the_processor_gave_twice_can_be_withdrawn() throws SQLException {
        answer(request(order), order, CREATED);
        answer(request(order), order, CREATED);

        assertThat(withdraw(order, "i-1")).isEqualTo(InvoiceStanding.WITHDRAWN);
    }

    @Test
    void one_of_two_invoices_keeps_the_order_live() throws SQLException {
        answer(request(order), order, CREATED);
        answer(request(order), order, new CreateAnswer.Created("i-2", "https://mtgox.example/pay/i-2"));

        assertThat(withdraw(order, "i-1")).isEqualTo(InvoiceStanding.LIVE);
        assertThat(withdraw(order, "i-2")).isEqualTo(InvoiceStanding.WITHDRAWN);
    }

    @Test
    void the_invoice_of_one_order_is_never_given_to_another() throws SQLException {
        OrderId other = insertOrder("A-2");
        answer(request(order), order, CREATED);
        UUID invoice = request(other);

        assertThatThrownBy(() -> answer(invoice, other, CREATED))
                .isInstanceOf(SQLException.class)
                .hasMessage("the processor mtgox gave the invoice of order " + order + " to order " + other);
        assertThat(found("i-1")).isEqualTo(order);
        assertThat(postgres.text("SELECT state FROM tillgate.invoice WHERE order_id = '" + other + "'"))
                .isEqualTo("REQUESTED");
    }

    @Test
    void a_withdrawal_that_names_another_order_s_invoice_touches_neither() throws SQLException {
        OrderId other = insertOrder("A-2");
        answer(request(order), order, CREATED);
        request(other);

        assertThat(withdraw(other, "i-1")).isEqualTo(InvoiceStanding.REQUESTED);
        assertThat(postgres.text("SELECT state FROM tillgate.invoice WHERE processor_invoice_id = 'i-1'"))
                .isEqualTo("CREATED");
    }

    @Test
    void the_same_id_at_another_processor_is_another_invoice() throws SQLException {
        answer(request(order), order, CREATED);

        assertThat(database.<Integer>inTransaction(
                        connection -> InvoiceStore.ordersOf(connection, new ProcessorId("other"), Set.of("i-1"))
                                .size()))
                .isZero();
    }

    private UUID request(OrderId id) throws SQLException {
        UUID invoice = UUID.randomUUID();
        return database.inTransaction(connection -> {
            InvoiceStore.insertRequested(connection, invoice, id, MTGOX, NOW, Duration.ofMinutes(1));
            return invoice;
        });
    }

    private InvoiceStanding answer(UUID invoice, OrderId id, CreateAnswer answer) throws SQLException {
        return database.inTransaction(
                connection -> InvoiceStore.answer(connection, invoice, id, MTGOX, answer, null, NOW));
    }

    private InvoiceStanding withdraw(OrderId id, String invoiceId) throws SQLException {
        return database.inTransaction(connection ->
                InvoiceStore.withdraw(connection, UUID.randomUUID(), id, MTGOX, invoiceId, "cancelled", NOW));
    }

    private OrderId found(String invoiceId) throws SQLException {
        return database.inTransaction(connection ->
                InvoiceStore.ordersOf(connection, MTGOX, Set.of(invoiceId)).get(invoiceId));
    }

    private String states() {
        return postgres.text("SELECT string_agg(state || ' ' || coalesce(processor_invoice_id, 'null'), ', ' ORDER BY"
                + " requested_at, id) FROM tillgate.invoice");
    }

    private OrderId insertOrder(String reference) {
        OrderId id = new OrderId(UUID.randomUUID());
        Money due = Money.satoshi(500_000);
        MerchantOrder inserted = new MerchantOrder(
                id,
                reference,
                1,
                MTGOX.value(),
                new OrderTerms(due, due, NOW.plusSeconds(900)),
                OrderState.submitted(due),
                Money.zero(due.currency()),
                ShopDetails.NONE,
                null,
                null,
                NOW,
                NOW);
        return database.orThrow("insert an order", connection -> {
            OrderStore.insert(connection, inserted);
            return id;
        });
    }
}
