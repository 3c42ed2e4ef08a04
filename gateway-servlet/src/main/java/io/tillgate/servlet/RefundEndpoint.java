package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundResult;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.RefundClaimView;
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
                : show(200, refund.get(), null, "", List.of());
    }

    private Answer post(Ask ask, Refund refund) {
        if (!tries.mayTry(refund.id())) {
            Problem often = new Problem("address", "was tried too often", "wait some minutes, then try again");
            return show(429, refund, null, "", List.of(often)).with("Retry-After", "600");
        }
        AdminBody body = AdminBody.read(ask.request(), bodyReadTime);
        if (body instanceof AdminBody.Refused refused) {
            return show(refused.status(), refund, null, "", List.of(refused.problem()));
        }
        String address;
        boolean confirmed;
        try {
            AdminForm form = ((AdminBody.Read) body).form();
            address = form.optional("address").orElse("");
            confirmed = form.optional("confirmed").orElse("").equals("yes");
        } catch (InvalidInputException invalid) {
            return show(422, refund, null, "", invalid.problems());
        }
        String typed = address.length() > ADDRESS_CHARS_MAX ? "" : address;
        if (!confirmed) {
            Optional<Problem> fault = gateway.refunds().checkAddress(refund.id(), address);
            return fault.isPresent()
                    ? show(422, refund, null, typed, List.of(fault.get()))
                    : show(200, refund, address, "", List.of());
        }
        RefundResult result = gateway.refunds().claim(refund.id(), address);
        if (result instanceof RefundResult.Refused refused) {
            return show(409, refund, null, typed, List.of(refused.problem()));
        }
        // A page that is loaded again asks, and does not send.
        return Answer.empty(303)
                .with("Location", pages.site().url("/refunds/" + ask.path().get(0)))
                .notStored();
    }

    private Answer show(int status, Refund refund, @Nullable String toConfirm, String typed, List<Problem> problems) {
        Refund now = gateway.refunds().find(refund.id()).orElse(refund);
        RefundClaimView view = new RefundClaimView(now, worth(now), toConfirm, typed, problems);
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
