package io.tillgate.internal.mtgox;

import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings.Option;
import java.math.RoundingMode;
import java.util.Set;

/**
 * The form of {@code merchant/order/create}.
 *
 * <p>Source: protocol/mtgox.md 1.1.
 */
final class MtGoxCreateBody {

    private MtGoxCreateBody() {}

    static MtGoxBody of(long nonce, InvoiceRequest invoice, Set<Option> options) {
        MtGoxBody.Builder form = MtGoxBody.of(nonce)
                .add("currency", MtGoxScale.BTC.currency().code())
                .add("amount_int", Long.toString(MtGoxScale.BTC.toWire(invoice.due(), RoundingMode.UNNECESSARY)))
                .add("description", invoice.description())
                .add("ipn", invoice.notificationUrl())
                .add("data", invoice.data())
                .add("return_success", invoice.returnSuccessUrl())
                .add("return_failure", invoice.returnFailureUrl());
        options.forEach(option -> form.add(flag(option), "1"));
        return form.build();
    }

    private static String flag(Option option) {
        return switch (option) {
            case EMAIL -> "email";
            case AUTOSELL -> "autosell";
            case INSTANT_ONLY -> "instant_only";
            case MULTIPAY -> "multipay";
        };
    }
}
