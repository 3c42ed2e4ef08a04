package io.tillgate.servlet;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPlace;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.ProcessorId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filter of the list of orders, as the address of a page writes it. What is wrong is added to the query's problems. */
final class OrderQuery {

    /** All fields of a filter, without those of a place in the list. */
    static final List<String> FIELDS =
            List.of("status", "anomaly", "review", "processor", "from", "until", "currency", "least", "most", "q");

    private OrderQuery() {}

    static OrderFilter filter(Query query) {
        return new OrderFilter(
                QueryFields.constant(query, "status", OrderStatus.values()).orElse(null),
                QueryFields.constant(query, "anomaly", Anomaly.values()).orElse(null),
                attention(query),
                read(query, "processor", ProcessorId::new)
                        .map(ProcessorId::value)
                        .orElse(null),
                period(query),
                amounts(query),
                search(query).orElse(null));
    }

    static OrderPlace place(Query query) {
        Optional<OrderId> before = read(query, "before", OrderId::parse);
        if (before.isPresent()) {
            return new OrderPlace.OlderThan(before.get());
        }
        return read(query, "after", OrderId::parse)
                .<OrderPlace>map(OrderPlace.NewerThan::new)
                .orElse(OrderPlace.NEWEST);
    }

    /** What the query says of the filter, in the order of the fields. */
    static Map<String, String> fields(Query query) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : FIELDS) {
            query.optional(field)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> fields.put(field, value));
        }
        return fields;
    }

    static @Nullable String url(String path, Map<String, String> fields, @Nullable OrderPlace place) {
        if (place == null) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (place instanceof OrderPlace.OlderThan older) {
            all.put("before", older.id().toString());
        } else if (place instanceof OrderPlace.NewerThan newer) {
            all.put("after", newer.id().toString());
        }
        return QueryFields.url(path, all);
    }

    private static OrderFilter.Attention attention(Query query) {
        Optional<String> review = query.optional("review");
        if (review.isPresent() && !review.get().equals("only")) {
            query.problems().add(new Problem("review", "is not one we know", "use review=only, or leave it out"));
        }
        return review.isPresent() ? OrderFilter.Attention.ONLY_REVIEW : OrderFilter.Attention.ALL;
    }

    /** Whole days in UTC, both ends included. */
    private static OrderFilter.@Nullable Period period(Query query) {
        @Nullable Instant from = read(query, "from", LocalDate::parse)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElse(null);
        @Nullable Instant until = read(query, "until", LocalDate::parse)
                .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElse(null);
        return from == null && until == null ? null : new OrderFilter.Period(from, until);
    }

    private static OrderFilter.@Nullable Amounts amounts(Query query) {
        Optional<Currency> currency = read(query, "currency", Currency::of);
        if (currency.isEmpty()) {
            return null;
        }
        Function<String, Long> units = text -> Money.parse(currency.get(), text).minorUnits();
        long least = read(query, "least", units).orElse(0L);
        long most = read(query, "most", units).orElse(Long.MAX_VALUE);
        return new OrderFilter.Amounts(currency.get(), least, most);
    }

    private static Optional<String> search(Query query) {
        Optional<String> text = query.optional("q").map(String::strip).filter(search -> !search.isEmpty());
        if (text.isEmpty()) {
            return text;
        }
        if (text.get().length() > OrderFilter.SEARCH_CHARS_MAX) {
            query.problems()
                    .add(new Problem(
                            "q", "is too long", "search for at most " + OrderFilter.SEARCH_CHARS_MAX + " characters"));
            return Optional.empty();
        }
        if (text.get().chars().anyMatch(c -> c < ' ')) {
            query.problems().add(new Problem("q", "has a control character", "search for text"));
            return Optional.empty();
        }
        return text;
    }

    private static <T> Optional<T> read(Query query, String field, Function<String, T> reader) {
        Optional<String> text = query.optional(field).map(String::strip).filter(value -> !value.isEmpty());
        try {
            return text.map(reader);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            query.problems().add(new Problem(field, "can't be read", fix(field)));
            return Optional.empty();
        }
    }

    private static String fix(String field) {
        return switch (field) {
            case "from", "until" -> "write a day like 2026-11-25";
            case "currency" -> "write a code like EUR";
            case "least", "most" -> "write an amount of the currency like 25.00, with a dot";
            case "processor" -> "write the id of a processor";
            default -> "use the links to older and newer orders";
        };
    }
}
