package io.tillgate.internal.node;

import io.tillgate.internal.bitcoin.Hex;
import io.tillgate.internal.bitcoin.WatchedOutput;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.ChainAddressStore;
import io.tillgate.internal.jdbc.ChainAddressStore.Owner;
import io.tillgate.internal.jdbc.ChainCursorStore;
import io.tillgate.internal.jdbc.ChainCursorStore.Block;
import io.tillgate.internal.jdbc.ChainCursorStore.Cursor;
import io.tillgate.internal.jdbc.ChainPaymentStore;
import io.tillgate.internal.jdbc.ChainPaymentStore.Known;
import io.tillgate.internal.jdbc.ChainPaymentStore.Outpoint;
import io.tillgate.internal.jdbc.ChainPaymentStore.Sighting;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the chain says: how far it was followed, and the facts of its payments, in one transaction. What is told of a
 * payment is a function of where it is; so following the same blocks again, or in pieces, ends in the same facts.
 */
final class ChainLedger {

    /** How long other nodes leave the chain to the one that follows it. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** Payments of earlier blocks that settle in one commit; more wait for the next round. */
    static final int SETTLED_MAX = 500;

    /**
     * An output that may be ours.
     *
     * @param height of its block; null in the mempool
     */
    record Found(WatchedOutput output, @Nullable Integer height, Instant seenAt) {}

    /**
     * What one look at the node brought.
     *
     * @param forkHeight the highest block that still stands; below the cursor when the chain was reorganised
     * @param blocks those that follow on it
     * @param gone payments in the mempool that will never be in a block
     */
    record Step(int forkHeight, List<Block> blocks, List<Found> found, List<Outpoint> gone) {}

    private final ProcessorId processor;
    private final UUID holder;
    private final Database database;
    private final OrderTransitions transitions;
    private final OrderLedger ledger;
    private final LateDrift lateDrift;
    private final InstantSource clock;

    ChainLedger(
            ProcessorId processor,
            UUID holder,
            Database database,
            OrderTransitions transitions,
            OrderLedger ledger,
            LateDrift lateDrift,
            InstantSource clock) {
        this.processor = processor;
        this.holder = holder;
        this.database = database;
        this.transitions = transitions;
        this.ledger = ledger;
        this.lateDrift = lateDrift;
        this.clock = clock;
    }

    /** Begins at a block: no address was given out before. */
    Optional<Cursor> begin(Cursor cursor, Block at) throws SQLException {
        return database.inTransaction(connection -> {
            Optional<Cursor> moved = move(connection, cursor, at);
            if (moved.isPresent()) {
                ChainCursorStore.replaceBlocks(connection, processor, at.height() - 1, List.of(at));
            }
            return moved;
        });
    }

    /** Writes a step; empty when another node follows the chain by now, and nothing was written. */
    Optional<Cursor> write(Cursor cursor, Step step, PaymentVerdict.Trust trust) throws SQLException {
        return database.inTransaction(connection -> {
            int followed = Objects.requireNonNull(cursor.height());
            Block top = step.blocks().isEmpty()
                    ? new Block(followed, cursor.blockHash())
                    : step.blocks().get(step.blocks().size() - 1);
            List<Outpoint> settleable = ChainPaymentStore.settleable(connection, processor, top.height(), SETTLED_MAX);
            boolean settles = trust == PaymentVerdict.Trust.SETTLES && !settleable.isEmpty();
            if (!settles
                    && step.blocks().isEmpty()
                    && step.found().isEmpty()
                    && step.gone().isEmpty()) {
                return Optional.of(cursor);
            }
            Optional<Cursor> moved = move(connection, cursor, top);
            if (moved.isPresent()) {
                Set<Outpoint> touched = new HashSet<>(settleable);
                touched.addAll(place(connection, followed, step));
                tell(connection, touched, moved.get(), trust);
                if (!step.blocks().isEmpty()) {
                    ChainPaymentStore.announceDeeper(connection, processor, top.height());
                }
            }
            return moved;
        });
    }

    private Optional<Cursor> move(Connection connection, Cursor cursor, Block to) throws SQLException {
        Instant leasedUntil = clock.instant().plus(LEASE);
        return ChainCursorStore.move(connection, processor, holder, cursor.sequence(), to, leasedUntil)
                ? Optional.of(new Cursor(to.height(), to.hash(), cursor.sequence() + 1))
                : Optional.empty();
    }

    /** Puts every payment where it is now, and names those that moved. */
    private Set<Outpoint> place(Connection connection, int followed, Step step) throws SQLException {
        Set<Outpoint> touched = new HashSet<>();
        if (step.forkHeight() < followed) {
            touched.addAll(ChainPaymentStore.disconnect(connection, processor, step.forkHeight()));
        }
        if (!step.blocks().isEmpty()) {
            ChainCursorStore.replaceBlocks(connection, processor, step.forkHeight(), step.blocks());
        }
        for (Outpoint outpoint : step.gone()) {
            if (ChainPaymentStore.gone(connection, processor, outpoint)) {
                touched.add(outpoint);
            }
        }
        List<Sighting> sightings = sightings(connection, step.found());
        if (!sightings.isEmpty()) {
            ChainPaymentStore.upsert(connection, processor, sightings);
            sightings.forEach(sighting -> touched.add(sighting.outpoint()));
        }
        return touched;
    }

    /** Those outputs whose script is ours to the last byte; of one that was found twice, the later place. */
    private List<Sighting> sightings(Connection connection, List<Found> found) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        List<byte[]> scripts = found.stream().map(one -> one.output().script()).toList();
        Map<String, Owner> owners = ChainAddressStore.owners(connection, processor, scripts);
        Map<Outpoint, Sighting> sightings = new LinkedHashMap<>();
        for (Found one : found) {
            WatchedOutput output = one.output();
            Owner owner = owners.get(Hex.of(output.script()));
            if (owner != null && output.satoshi() > 0) {
                Outpoint outpoint = new Outpoint(output.txid(), output.vout());
                sightings.put(
                        outpoint,
                        new Sighting(
                                outpoint,
                                owner,
                                output.satoshi(),
                                one.height(),
                                output.signalsReplacement(),
                                output.spends(),
                                one.seenAt()));
            }
        }
        return List.copyOf(sightings.values());
    }

    /** Tells the orders what is new of their payments. */
    private void tell(Connection connection, Set<Outpoint> touched, Cursor at, PaymentVerdict.Trust trust)
            throws SQLException {
        int height = Objects.requireNonNull(at.height());
        List<Known> news = new ArrayList<>();
        List<PaymentState> verdicts = new ArrayList<>();
        for (Known payment :
                touched.isEmpty() ? List.<Known>of() : ChainPaymentStore.lock(connection, processor, touched)) {
            PaymentState verdict = PaymentVerdict.of(payment, height, trust);
            if (verdict != payment.told()) {
                news.add(payment);
                verdicts.add(verdict);
            }
        }
        if (news.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<OrderId, OrderDraft> drafts = OrderLedger.lock(connection, orders(news));
        for (int i = 0; i < news.size(); i++) {
            Known payment = news.get(i);
            OrderDraft draft = drafts.get(payment.order());
            if (draft == null) {
                throw new SQLException("order " + payment.order() + " is gone");
            }
            draft.observe(fact(payment, verdicts.get(i), at.sequence()), null);
            if (draft.wantsLateDrift(payment.seenAt())) {
                lateDrift.note(connection, draft);
            }
            draft.derive(transitions, now, OrderDraft.Cause.of(cause(verdicts.get(i)), processor.value()));
        }
        ledger.write(connection, drafts.values(), now);
        ChainPaymentStore.tell(connection, processor, news, verdicts);
    }

    /** The time of a payment is when it was first seen: a buyer who paid in time is not late because of the miners. */
    private static PaymentFact fact(Known payment, PaymentState state, long sequence) {
        Money amount = Money.satoshi(payment.satoshi());
        Money nothing = Money.zero(Currency.BTC);
        return new PaymentFact(
                payment.outpoint().txid() + ":" + payment.outpoint().vout(),
                state,
                state == PaymentState.CONFIRMED ? amount : nothing,
                state == PaymentState.PENDING ? amount : nothing,
                sequence,
                payment.seenAt());
    }

    private static String cause(PaymentState told) {
        return switch (told) {
            case PENDING -> "payment seen on the chain";
            case CONFIRMED -> "payment confirmed by the chain";
            case REVERSED -> "payment no longer on the chain";
        };
    }

    private static Set<OrderId> orders(List<Known> payments) {
        Set<OrderId> orders = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
        payments.forEach(payment -> orders.add(payment.order()));
        return orders;
    }
}
