package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.order.PaymentState;

/**
 * One payment that was seen at the order's address, for the buyer's eyes.
 *
 * @param standing how far it came, in the buyer's language: {@code 1 of 2 confirmations}
 */
public record SeenPayment(Money amount, int confirmations, String standing, PaymentState state) {

    static SeenPayment of(PaymentInstructions.Seen seen, int needed, Words words) {
        return new SeenPayment(seen.amount(), seen.confirmations(), standing(seen, needed, words), seen.state());
    }

    private static String standing(PaymentInstructions.Seen seen, int needed, Words words) {
        return switch (seen.state()) {
            case CONFIRMED -> words.say(Phrase.CONFIRMED);
            case REVERSED -> words.say(Phrase.WITHDRAWN);
            case PENDING ->
                seen.confirmations() == 0 || needed == 0
                        ? words.say(Phrase.UNCONFIRMED)
                        : words.confirmations(seen.confirmations(), needed);
        };
    }
}
