package io.tillgate.internal.refund;

import io.tillgate.failure.GatewayException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.bitcoin.AddressCheck;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.RefundStore;
import io.tillgate.money.Currency;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundAmounts;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk.NewRefund;
import io.tillgate.refund.RefundOffer;
import io.tillgate.refund.RefundPolicy;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.refund.RefundWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How a refund begins: what it comes to, whether it may be, and its intent. */
public final class RefundStart {

    private final Database database;
    private final RefundWays ways;
    private final RateService rates;
    private final RefundPolicy policy;
    private final Uuid7 ids;
    private final InstantSource clock;

    public RefundStart(
            Database database,
            RefundWays ways,
            RateService rates,
            RefundPolicy policy,
            Uuid7 ids,
            InstantSource clock) {
        this.database = database;
        this.ways = ways;
        this.rates = rates;
        this.policy = policy;
        this.ids = ids;
        this.clock = clock;
    }

    RefundOffer preview(OrderId order, RefundTerms terms) {
        return database.orThrow("preview a refund of order " + order, connection -> {
            MerchantOrder found = OrderStore.find(connection, order)
                    .orElseThrow(() -> new GatewayException("there is no order " + order));
            return offer(connection, found, terms);
        });
    }

    RefundResult start(NewRefund refund, RefundBy by) {
        return database.orThrow("start a refund of order " + refund.order(), connection -> {
            Optional<MerchantOrder> order = RefundStore.lockOrder(connection, refund.order());
            Optional<Refund> known = RefundStore.findByRequest(connection, refund.request());
            if (known.isPresent()) {
                return known.get().orderId().equals(refund.order())
                        ? new RefundResult.Done(known.get())
                        : refused("request", "belongs to a refund of another order", "open the form again");
            }
            if (order.isEmpty()) {
                return refused("order", "is not known", "open the form on the page of an order");
            }
            RefundOffer offer = offer(connection, order.get(), refund.terms());
            if (offer instanceof RefundOffer.NotPossible not) {
                return new RefundResult.Refused(not.problem());
            }
            return insert(connection, refund, order.get(), (RefundOffer.Possible) offer, by);
        });
    }

    private RefundResult insert(
            Connection connection, NewRefund asked, MerchantOrder order, RefundOffer.Possible offer, RefundBy by)
            throws SQLException {
        RefundWay way = ways.of(order.processor());
        String address = asked.address();
        if (address != null && way == RefundWay.CLAIM_LINK) {
            return refused("address", "is asked for by the processor's own page", "leave it empty");
        }
        if (address != null) {
            Optional<Problem> fault = AddressCheck.problem(ways.network(order.processor()), address);
            if (fault.isPresent()) {
                return new RefundResult.Refused(fault.get());
            }
        }
        Instant now = clock.instant();
        boolean approval =
                policy.approvalAbove() != null && !policy.approvalAbove().isAtLeast(offer.amount());
        Onward next = approval ? new Onward(RefundState.AWAITING_APPROVAL, null) : Onward.of(way, address, now);
        Refund refund = new Refund(
                ids.next(),
                order.id(),
                order.processor(),
                way,
                offer.basis(),
                offer.amount(),
                offer.proof(),
                next.state(),
                "",
                address,
                null,
                null,
                by,
                now,
                now);
        RefundStore.insert(
                connection,
                refund,
                new RefundStore.Intent(asked.request(), order.state().received(), next.nextCheck()));
        RefundLog.started(connection, refund);
        return new RefundResult.Done(refund);
    }

    private RefundOffer offer(Connection connection, MerchantOrder order, RefundTerms terms) throws SQLException {
        Currency fiat = order.terms().price().currency();
        RateAnswer rate = fiat.equals(Currency.BTC)
                ? new RateAnswer.NoRate(CurrencyPair.btc(Currency.of("EUR")), List.of("the price tag is in BTC"))
                : rates.rate(fiat);
        return new RefundAmounts(order, RefundStore.refunded(connection, order.id()), rate).offer(terms);
    }

    private static RefundResult refused(String field, String fault, String fix) {
        return new RefundResult.Refused(new Problem(field, fault, fix));
    }
}
