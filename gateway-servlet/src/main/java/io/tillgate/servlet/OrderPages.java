package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.failure.Problem;
import io.tillgate.order.MerchantOrder;
import io.tillgate.servlet.internal.page.Arrival;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.OrderView;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.Words;
import java.time.InstantSource;
import java.util.Optional;

/** Finds the order behind a buyer's link and shows it. Reads only: opening a page never changes an order. */
final class OrderPages {

    private static final int TOKEN_CHARS_MAX = 200;

    private static final String VARY = "Accept, Accept-Language";

    private final Gateway gateway;
    private final InstantSource clock;
    private final Pages pages;
    private final Faults faults;

    OrderPages(Gateway gateway, InstantSource clock, Pages pages, Faults faults) {
        this.gateway = gateway;
        this.clock = clock;
        this.pages = pages;
        this.faults = faults;
    }

    Optional<MerchantOrder> find(String token) {
        return isPlausible(token) ? gateway.orderByPageToken(token) : Optional.empty();
    }

    /** The true state of the order, whatever page the buyer came by. */
    Answer show(Ask ask, String token, Arrival arrival) {
        return find(token).map(order -> show(ask, token, order, arrival)).orElseGet(() -> notFound(ask));
    }

    Answer notFound(Ask ask) {
        Problem problem = new Problem(
                "link", "leads to no order", "open the link exactly as the shop gave it to you, or ask there");
        return faults.toBuyer(ask, 404, problem, Phrase.NO_ORDER).with("Vary", VARY);
    }

    private Answer show(Ask ask, String token, MerchantOrder order, Arrival arrival) {
        String eventsUrl = pages.site().url("/orders/" + token + "/events") + ask.languageQuery();
        OrderView view = view(order, arrival, ask.language(), eventsUrl);
        Answer answer = ask.accept() == Accept.JSON
                ? Json.answer(200, OrderJson.of(view)).notStored()
                : pages.order(view);
        return answer.with("Vary", VARY);
    }

    /** What its buyer may know of an order now. */
    OrderView view(MerchantOrder order, Arrival arrival, Language language, String eventsUrl) {
        return OrderView.of(
                order,
                gateway.paymentInstructions(order.id()),
                arrival,
                clock.instant(),
                Words.in(language),
                eventsUrl);
    }

    /** What can't be a token never reaches the database. */
    private static boolean isPlausible(String token) {
        return !token.isEmpty()
                && token.length() <= TOKEN_CHARS_MAX
                && token.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || c == '-'
                                || c == '_'
                                || c == '.'
                                || c == '~');
    }
}
