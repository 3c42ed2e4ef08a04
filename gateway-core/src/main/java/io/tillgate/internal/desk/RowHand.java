package io.tillgate.internal.desk;

import io.tillgate.desk.ActEffect;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderAct.Redeliver;
import io.tillgate.desk.OrderAct.Replay;
import io.tillgate.desk.OrderAct.SetAside;
import io.tillgate.internal.jdbc.NotificationDeskStore;
import io.tillgate.internal.jdbc.NotificationDeskStore.Known;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.OutboxStore;
import io.tillgate.internal.jdbc.Signed;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Works out acts on notifications and events. */
final class RowHand {

    /** Looks at a stored notification again; true when it found its order. */
    @FunctionalInterface
    public interface Replayer {
        boolean replay(Connection connection, UUID notification) throws SQLException;
    }

    private static final Money NO_MONEY = Money.zero(Currency.BTC);

    private final OrderHand orders;
    private final Replayer replayer;

    RowHand(OrderHand orders, Replayer replayer) {
        this.orders = orders;
        this.replayer = replayer;
    }

    /** Replays once for a look, takes that back, and replays for good when it is written. */
    Prepared replay(Connection connection, Replay act, Signed by, Instant now) throws SQLException {
        Savepoint before = connection.setSavepoint();
        boolean found = replayer.replay(connection, act.notification());
        Optional<Known> after = NotificationDeskStore.find(connection, act.notification());
        OrderId order = found ? after.map(Known::order).orElse(null) : null;
        Optional<MerchantOrder> orderAfter = order == null ? Optional.empty() : OrderStore.find(connection, order);
        connection.rollback(before);
        if (!found) {
            return new Prepared.Refused(
                    "notification",
                    after.isEmpty() ? "is not one of ours" : "still finds no order, or waits for nobody",
                    "look at its text, and credit an order by hand when the money is there");
        }
        if (order == null || orderAfter.isEmpty()) {
            String sentence = "replayed a notification: " + after.orElseThrow().outcome();
            return new Prepared.Ready(
                    List.of(), sentence, NO_MONEY, write -> replayer.replay(write, act.notification()));
        }
        MerchantOrder orderBefore = OrderStore.find(connection, order).orElseThrow();
        ActEffect effect = new ActEffect(
                order,
                orderBefore.state(),
                orderAfter.get().state(),
                NO_MONEY,
                orderBefore.waived(),
                orderAfter.get().waived(),
                "replayed a notification: " + after.orElseThrow().outcome());
        return new Prepared.Ready(List.of(effect), effect.sentence(), NO_MONEY, write -> {
            replayer.replay(write, act.notification());
            note(write, order, effect.sentence(), by, now);
        });
    }

    Prepared setAside(Connection connection, SetAside act, Signed by, Instant now) throws SQLException {
        Optional<Known> known = NotificationDeskStore.lockWaiting(connection, act.notification());
        if (known.isEmpty()) {
            return new Prepared.Refused("notification", "waits for nobody", "leave it as it is");
        }
        String sentence = "looked at notification " + act.notification() + ", nothing left to do";
        OrderId order = known.get().order();
        return new Prepared.Ready(List.of(), sentence, NO_MONEY, write -> {
            NotificationDeskStore.lookedAt(write, act.notification(), now);
            if (order != null) {
                note(write, order, sentence, by, now);
            }
        });
    }

    Prepared redeliver(Connection connection, Redeliver act, Signed by, Instant now) throws SQLException {
        Optional<OutboxStore.Subject> event = OutboxStore.subject(connection, act.delivery());
        if (event.isEmpty()) {
            return new Prepared.Refused("event", "is not one of ours", "choose one from the page of its order");
        }
        OutboxStore.Subject found = event.get();
        String sentence = "event " + found.type() + " delivered to " + found.consumer() + " again";
        return orders.note(
                connection,
                found.order(),
                sentence,
                by,
                now,
                write -> OutboxStore.redeliver(write, act.delivery(), now));
    }

    private void note(Connection connection, OrderId order, String sentence, Signed by, Instant now)
            throws SQLException {
        Prepared prepared = orders.note(connection, order, sentence, by, now, write -> {});
        if (prepared instanceof Prepared.Ready ready) {
            ready.write().run(connection);
        }
    }

    /** The order or row that an act is about, as it stands in the log. */
    static String subject(OrderAct act) {
        if (act instanceof Replay replay) {
            return replay.notification().toString();
        }
        if (act instanceof SetAside setAside) {
            return setAside.notification().toString();
        }
        return act instanceof Redeliver redeliver ? Long.toString(redeliver.delivery()) : "";
    }
}
