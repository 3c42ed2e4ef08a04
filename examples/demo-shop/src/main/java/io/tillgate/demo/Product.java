package io.tillgate.demo;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.util.List;
import java.util.stream.Stream;

/** What the shop sells. */
enum Product {
    LANTERN("Storm lantern", "Burns through a gale, and looks well on a quiet shelf.", 4800, 7800),
    MUG("Keeper’s mug", "Enamel, chipped by nobody yet. Holds tea for one long watch.", 1600, 2600),
    CARAMELS("Salt caramels", "A jar of thirty, wrapped by hand. Sharing is up to you.", 750, 1200);

    static final Currency EUR = Currency.of("EUR");
    static final Currency JPY = Currency.of("JPY");

    /** The currencies of the price tags, the usual one first. */
    static final List<Currency> CURRENCIES = List.of(EUR, JPY);

    private final String title;
    private final String line;
    private final long euroCents;
    private final long yen;

    Product(String title, String line, long euroCents, long yen) {
        this.title = title;
        this.line = line;
        this.euroCents = euroCents;
        this.yen = yen;
    }

    String title() {
        return title;
    }

    /** One sentence that makes one want it. */
    String line() {
        return line;
    }

    Money price(Currency currency) {
        return new Money(currency, currency.equals(EUR) ? euroCents : yen);
    }

    static Product parse(String name) {
        return Stream.of(values())
                .filter(product -> product.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("product", "is not one of ours", "choose one on the shop's page"));
    }

    static Currency parseCurrency(String code) {
        return CURRENCIES.stream()
                .filter(currency -> currency.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "currency", "is not one we price in", "choose EUR or JPY, in capitals"));
    }
}
