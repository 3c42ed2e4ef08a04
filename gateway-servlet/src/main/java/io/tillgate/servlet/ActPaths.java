package io.tillgate.servlet;

import io.tillgate.desk.ActPreview;
import io.tillgate.desk.OrderAct;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.servlet.internal.page.ActView;
import io.tillgate.servlet.internal.page.ActWords;
import io.tillgate.servlet.internal.page.KeptForm;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads which act a path means, and on what. */
final class ActPaths {

    static final String AMOUNT = "amount";
    static final String EVIDENCE = "evidence";
    static final String SEEN = "seen";

    private final Function<OrderId, Optional<MerchantOrder>> orders;

    /** @param orders finds an order by its id */
    ActPaths(Function<OrderId, Optional<MerchantOrder>> orders) {
        this.orders = orders;
    }

    Optional<Place> place(List<String> path) {
        if (path.size() != 2) {
            return Optional.empty();
        }
        String word = path.get(0);
        String id = path.get(1);
        return switch (word) {
            case "recheck", "mark-paid", "accept-late", "credit", "cancel", "looked-at" ->
                orderId(id).flatMap(orders).map(order -> new Place(word, id, order));
            case "replay", "set-aside" -> uuid(id).map(notification -> new Place(word, id, null));
            case "redeliver" -> number(id).map(delivery -> new Place(word, id, null));
            default -> Optional.empty();
        };
    }

    /** The order as it is now. */
    Instant seen(Place place) {
        MerchantOrder order = place.order();
        return order == null
                ? Instant.EPOCH
                : orders.apply(order.id()).map(MerchantOrder::updatedAt).orElse(order.updatedAt());
    }

    /** The order as it was when the person looked. */
    static Instant seen(AdminForm form) {
        try {
            return Instant.parse(form.optional(SEEN).orElse(Instant.EPOCH.toString()));
        } catch (DateTimeException notATime) {
            throw new InvalidInputException(SEEN, "is no time", "open the page again");
        }
    }

    /**
     * One act on one thing.
     *
     * @param order what it concerns; null for acts on notifications and events
     */
    record Place(String word, String id, @Nullable MerchantOrder order) {

        boolean isCredit() {
            return word.equals("credit");
        }

        OrderAct act(String amount, String evidence, Instant seen) {
            if (order == null) {
                return switch (word) {
                    case "replay" -> new OrderAct.Replay(UUID.fromString(id));
                    case "set-aside" -> new OrderAct.SetAside(UUID.fromString(id));
                    case "redeliver" -> new OrderAct.Redeliver(Long.parseLong(id));
                    default -> throw new IllegalStateException(word);
                };
            }
            return switch (word) {
                case "recheck" -> new OrderAct.Recheck(order.id());
                case "mark-paid" -> new OrderAct.MarkPaid(order.id(), seen);
                case "accept-late" -> new OrderAct.AcceptLate(order.id(), seen);
                case "credit" -> new OrderAct.Credit(order.id(), money(due(order), amount), evidence);
                case "cancel" -> new OrderAct.Cancel(order.id(), seen);
                case "looked-at" -> new OrderAct.LookedAt(order.id(), seen);
                default -> throw new IllegalStateException(word);
            };
        }

        ActView view(OrderAct act, ActPreview preview, String reason, List<Problem> problems) {
            return new ActView(
                    ActWords.label(act.kind()),
                    "/admin/acts/" + word + "/" + id,
                    donePath(),
                    backLabel(),
                    given(act),
                    null,
                    preview,
                    reason,
                    problems);
        }

        /** Asks for what the effect depends on. */
        ActView question(String amount, String evidence, List<Problem> problems) {
            String unit = order == null ? "" : due(order).code();
            return new ActView(
                    "Credit an amount",
                    "/admin/acts/" + word + "/" + id,
                    donePath(),
                    backLabel(),
                    List.of(),
                    new ActView.Question(unit, amount, evidence),
                    null,
                    "",
                    problems);
        }

        String donePath() {
            return order == null ? "/admin/" : "/admin/orders/" + order.id();
        }

        private String backLabel() {
            return order == null ? "Inbox" : order.reference();
        }

        private static List<KeptForm.Field> given(OrderAct act) {
            if (act instanceof OrderAct.OnOrder onOrder) {
                return List.of(new KeptForm.Field(SEEN, onOrder.seen().toString()));
            }
            if (act instanceof OrderAct.Credit credit) {
                return List.of(
                        new KeptForm.Field(AMOUNT, credit.amount().toDecimal().toPlainString()),
                        new KeptForm.Field(EVIDENCE, credit.evidence()));
            }
            return List.of();
        }

        private static Currency due(MerchantOrder order) {
            return order.terms().due().currency();
        }

        private static Money money(Currency currency, String text) {
            if (text.isBlank()) {
                throw new InvalidInputException(AMOUNT, "is missing", "write how much is to be credited");
            }
            try {
                return Money.parse(currency, text.strip());
            } catch (IllegalArgumentException | ArithmeticException wrong) {
                throw new InvalidInputException(
                        AMOUNT, "is no amount of " + currency.code(), "write it like 0.00150000, with a dot");
            }
        }
    }

    private static Optional<OrderId> orderId(String text) {
        try {
            return Optional.of(OrderId.parse(text));
        } catch (InvalidInputException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(number -> number > 0);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
