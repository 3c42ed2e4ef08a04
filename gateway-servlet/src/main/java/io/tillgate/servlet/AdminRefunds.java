package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.desk.StaffAct;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundOffer;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.servlet.internal.page.RefundFormView;
import io.tillgate.servlet.internal.page.RefundView;
import io.tillgate.servlet.internal.page.RefundsView;
import io.tillgate.servlet.internal.template.JteadminRefundFormGenerated;
import io.tillgate.servlet.internal.template.JteadminRefundGenerated;
import io.tillgate.servlet.internal.template.JteadminRefundsGenerated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The refunds: {@code /admin/refunds} lists them by state, {@code /admin/refunds/new/{order}} starts one, with a preview of the
 * five amounts, and {@code /admin/refunds/{id}} shows one with its steps and what can be done about it.
 */
final class AdminRefunds implements AdminSection {

    private static final List<RefundState> ATTENTION_FIRST = List.of(
            RefundState.UNKNOWN,
            RefundState.REFUSED,
            RefundState.AWAITING_APPROVAL,
            RefundState.REQUESTED,
            RefundState.AWAITING_ADDRESS,
            RefundState.SENDING,
            RefundState.SENT,
            RefundState.RECORDED_BY_HAND,
            RefundState.CANCELLED);

    private final Gateway gateway;
    private final RefundDesk refunds;

    AdminRefunds(Gateway gateway) {
        this.gateway = gateway;
        this.refunds = gateway.refunds();
    }

    @Override
    public String segment() {
        return "refunds";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Refunds");
    }

    /** Approvers post here too; each act asks for its own role. */
    @Override
    public StaffRole mayAct() {
        return StaffRole.VIEWER;
    }

    @Override
    public Answer show(AdminAsk ask) {
        List<String> path = ask.path();
        if (path.isEmpty()) {
            return list(ask);
        }
        if (path.size() == 2 && path.get(0).equals("new")) {
            return order(path.get(1)).map(order -> form(ask, order)).orElseGet(ask::nothingHere);
        }
        return path.size() == 1
                ? refund(path.get(0)).map(refund -> page(ask, refund)).orElseGet(ask::nothingHere)
                : ask.nothingHere();
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) {
        List<String> path = ask.path();
        if (path.size() != 2) {
            return ask.readOnly();
        }
        String verb = path.get(0).equals("new") ? "new" : path.get(1);
        Optional<Answer> lacking = ask.lacks(verb.equals("approve") ? StaffRole.APPROVER : StaffRole.OPERATOR);
        if (lacking.isPresent()) {
            return lacking.get();
        }
        if (verb.equals("new")) {
            return order(path.get(1)).map(order -> start(ask, form, order)).orElseGet(ask::nothingHere);
        }
        return refund(path.get(0))
                .map(refund -> decide(ask, form, refund, verb))
                .orElseGet(ask::nothingHere);
    }

    private Answer list(AdminAsk ask) {
        Query query = ask.query();
        Optional<RefundState> only = QueryFields.constant(query, "state", RefundState.values());
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        Map<RefundState, List<Refund>> byState = new LinkedHashMap<>();
        for (RefundState state : only.map(List::of).orElse(ATTENTION_FIRST)) {
            List<Refund> some = refunds.list(state);
            if (!some.isEmpty()) {
                byState.put(state, some);
            }
        }
        RefundsView view = new RefundsView(only.orElse(null), byState);
        return ask.page(out -> JteadminRefundsGenerated.render(out, null, ask.shell(), view));
    }

    private Answer form(AdminAsk ask, MerchantOrder order) {
        List<RefundOffer> offers = new ArrayList<>();
        for (RefundBasis basis : RefundBasis.values()) {
            if (basis != RefundBasis.FIAT && basis != RefundBasis.CUSTOM) {
                offers.add(refunds.preview(order.id(), RefundTerms.of(basis).allowingExcess()));
            }
        }
        Query query = ask.query();
        Optional<RefundBasis> basis = QueryFields.constant(query, "basis", RefundBasis.values());
        Optional<String> amount = query.optional("amount").map(String::strip).filter(text -> !text.isEmpty());
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        if (basis.isPresent() && amount.isPresent()) {
            offers.add(refunds.preview(
                    order.id(), terms(order, basis.get(), amount).allowingExcess()));
        }
        RefundFormView view =
                new RefundFormView(order, offers, refunds.of(order.id()), basis.orElse(null), amount.orElse(""));
        return ask.page(out -> JteadminRefundFormGenerated.render(out, null, ask.shell(), view));
    }

    private Answer start(AdminAsk ask, AdminForm form, MerchantOrder order) {
        RefundBasis basis = RefundBasis.AS_PAID;
        String chosen = form.required("basis");
        for (RefundBasis each : RefundBasis.values()) {
            basis = each.name().equals(chosen) ? each : basis;
        }
        if (!basis.name().equals(chosen)) {
            throw new InvalidInputException("basis", "is not one we know", "choose one of the five amounts");
        }
        RefundTerms terms = terms(order, basis, form.optional("amount"));
        if (form.optional("excess").isPresent()) {
            terms = terms.allowingExcess();
        }
        RefundDesk.NewRefund refund = new RefundDesk.NewRefund(
                form.request(), order.id(), terms, form.optional("address").orElse(null));
        return answer(ask, refunds.start(refund, by(ask, form)), "The refund is stored.");
    }

    private static RefundTerms terms(MerchantOrder order, RefundBasis basis, Optional<String> amount) {
        if (basis != RefundBasis.FIAT && basis != RefundBasis.CUSTOM) {
            return RefundTerms.of(basis);
        }
        Currency currency = basis == RefundBasis.CUSTOM
                ? Currency.BTC
                : order.terms().price().currency();
        if (basis == RefundBasis.FIAT && currency.equals(Currency.BTC)) {
            throw new InvalidInputException(
                    "basis", "needs a price in fiat", "the price tag is in BTC: choose an amount in BTC");
        }
        String text = amount.orElseThrow(
                () -> new InvalidInputException("amount", "is missing", "write an amount in " + currency.code()));
        return RefundTerms.of(basis, Money.parse(currency, text));
    }

    private Answer decide(AdminAsk ask, AdminForm form, Refund refund, String verb) {
        UUID id = refund.id();
        return switch (verb) {
            case "approve" -> answer(ask, refunds.approve(id, by(ask, form)), "The refund is approved.");
            case "cancel" -> answer(ask, refunds.cancel(id, by(ask, form)), "The refund is cancelled.");
            case "send-again" ->
                answer(ask, refunds.sendAgain(id, by(ask, form)), "The account history is looked at, then it is sent.");
            case "record" ->
                answer(
                        ask,
                        refunds.recordByHand(id, form.required("transaction"), by(ask, form)),
                        "The refund is recorded.");
            default -> ask.nothingHere();
        };
    }

    private static Answer answer(AdminAsk ask, RefundResult result, String message) {
        if (result instanceof RefundResult.Done done) {
            return ask.done("/admin/refunds/" + done.refund().id(), message);
        }
        throw new InvalidInputException(List.of(((RefundResult.Refused) result).problem()));
    }

    private Answer page(AdminAsk ask, Refund refund) {
        RefundView view = new RefundView(
                refund,
                refunds.steps(refund.id()),
                gateway.publicBaseUrl() + "/refunds/" + refunds.claimToken(refund.id()));
        return ask.page(out -> JteadminRefundGenerated.render(out, null, ask.shell(), view));
    }

    private static RefundBy by(AdminAsk ask, AdminForm form) {
        StaffAct act = form.act(ask);
        return new RefundBy(act.actor(), act.reason());
    }

    private Optional<MerchantOrder> order(String text) {
        try {
            return gateway.order(OrderId.parse(text));
        } catch (InvalidInputException notAnId) {
            return Optional.empty();
        }
    }

    private Optional<Refund> refund(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? refunds.find(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
