package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.refund.AddressFault;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundResult;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.RefundClaimView;
import io.tillgate.servlet.internal.page.Words;
import io.tillgate.servlet.internal.template.JterefundClaimGenerated;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a buyer says where a refund is to go: {@code /refunds/{token}}. The token is the secret, so a form of another site
 * can't reach it without. An address is shown once more before it is taken, and never changed after.
 */
final class RefundEndpoint implements Endpoint {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST");
    private static final int TOKEN_CHARS = 43;
    private static final int ADDRESS_CHARS_MAX = 200;

    private final Gateway gateway;
    private final Pages pages;
    private final Faults faults;
    private final Duration bodyReadTime;
    private final Tries tries;

    RefundEndpoint(Gateway gateway, ServletSettings settings, Pages pages, Faults faults) {
        this.gateway = gateway;
        this.pages = pages;
        this.faults = faults;
        this.bodyReadTime = settings.bodyReadTime();
        InstantSource clock = settings.clock();
        this.tries = new Tries(clock);
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    @Override
    public boolean isForBuyers() {
        return true;
    }

    @Override
    public Answer answer(Ask ask) {
        String token = ask.path().size() == 1 ? ask.path().get(0) : "";
        Optional<Refund> refund =
                token.length() == TOKEN_CHARS ? gateway.refunds().byClaimToken(token) : Optional.empty();
        if (refund.isEmpty()) {
            return faults.toBuyer(
                    ask,
                    404,
                    new Problem(
                            "link", "leads to no refund", "open it exactly as the shop gave it to you, or ask there"),
                    Phrase.NO_PAGE);
        }
        return ask.request().getMethod().equals("POST")
                ? post(ask, refund.get())
                : show(ask, 200, refund.get(), null, "", null);
    }

    private Answer post(Ask ask, Refund refund) {
        if (!tries.mayTry(refund.id())) {
            return show(ask, 429, refund, null, "", Phrase.REFUND_TOO_OFTEN).with("Retry-After", "600");
        }
        AdminBody body = AdminBody.read(ask.request(), bodyReadTime);
        if (body instanceof AdminBody.Refused refused) {
            return show(ask, refused.status(), refund, null, "", Phrase.WRONG_USE);
        }
        String address;
        boolean confirmed;
        try {
            AdminForm form = ((AdminBody.Read) body).form();
            address = form.optional("address").orElse("");
            confirmed = form.optional("confirmed").orElse("").equals("yes");
        } catch (InvalidInputException invalid) {
            return show(ask, 422, refund, null, "", Phrase.REFUND_ADDRESS_MISTYPED);
        }
        String typed = address.length() > ADDRESS_CHARS_MAX ? "" : address;
        Optional<AddressFault> fault = gateway.refunds().checkAddress(refund.id(), address);
        if (fault.isPresent()) {
            return show(ask, 422, refund, null, typed, said(fault.get()));
        }
        if (!confirmed) {
            return show(ask, 200, refund, address, "", null);
        }
        RefundResult result = gateway.refunds().claim(refund.id(), address);
        if (result instanceof RefundResult.Refused) {
            return show(ask, 409, refund, null, typed, Phrase.REFUND_CLOSED);
        }
        // A page that is loaded again asks, and does not send.
        return Answer.empty(303)
                .with("Location", pages.site().url("/refunds/" + ask.path().get(0) + ask.languageQuery()))
                .notStored();
    }

    private static Phrase said(AddressFault fault) {
        return switch (fault) {
            case MISSING -> Phrase.REFUND_ADDRESS_MISSING;
            case PAYMENT_LINK -> Phrase.REFUND_ADDRESS_IS_LINK;
            case OTHER_NETWORK -> Phrase.REFUND_ADDRESS_ELSEWHERE;
            case MISTYPED -> Phrase.REFUND_ADDRESS_MISTYPED;
        };
    }

    private Answer show(
            Ask ask, int status, Refund refund, @Nullable String toConfirm, String typed, @Nullable Phrase fault) {
        Refund now = gateway.refunds().find(refund.id()).orElse(refund);
        Words words = Words.in(ask.language());
        RefundClaimView view = new RefundClaimView(words, now, worth(now), toConfirm, typed, fault);
        return pages.plain(status, out -> JterefundClaimGenerated.render(out, null, pages.site(), view));
    }

    /** What the bitcoins are about worth in the currency of the price tag. */
    private @Nullable Money worth(Refund refund) {
        if (refund.proof() != null) {
            return refund.proof().share();
        }
        Optional<Currency> fiat = gateway.order(refund.orderId())
                .map(order -> order.terms().price().currency())
                .filter(currency -> !currency.equals(Currency.BTC));
        if (fiat.isEmpty()) {
            return null;
        }
        return gateway.rates().convert(refund.amount(), fiat.get()) instanceof ConversionAnswer.Converted converted
                ? converted.conversion().to()
                : null;
    }
}
