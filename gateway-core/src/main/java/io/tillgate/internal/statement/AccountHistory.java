package io.tillgate.internal.statement;

import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.PaymentProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a processor's account history to its end, page by page, into statement lines. No database connection is held. */
public final class AccountHistory {

    /** Of one fetch: 50 lines a page make a hundred thousand lines, and a few minutes. */
    static final int PAGES_MAX = 2_000;

    private final List<StatementEntry> entries = new ArrayList<>();
    private @Nullable Problem problem;

    private AccountHistory() {}

    /** Everything since a time; null for all of it. */
    public static AccountHistory read(PaymentProcessor processor, Currency currency, @Nullable Instant since) {
        AccountHistory history = new AccountHistory();
        int page = 1;
        int lastPage = 1;
        while (page <= lastPage && history.problem == null) {
            AccountHistoryAnswer answer =
                    processor.accountHistory(new AccountHistoryRequest(currency, since, null, page));
            if (answer instanceof AccountHistoryAnswer.Page told) {
                told.entries().forEach(history::add);
                lastPage = told.lastPage();
            } else {
                history.problem = new Problem("account history", reason(answer), "try again later, or upload its file");
            }
            page++;
            if (page > PAGES_MAX && page <= lastPage) {
                history.problem = new Problem(
                        "account history",
                        "has more than " + PAGES_MAX + " pages since the last time",
                        "download it from the processor and upload the file");
            }
        }
        return history;
    }

    public List<StatementEntry> entries() {
        return entries;
    }

    /** Why it could not be read to its end. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private void add(AccountEntry entry) {
        Optional<Money> change = entry.change();
        if (change.isEmpty()) {
            problem = new Problem(
                    "line " + entry.index(),
                    "is of the type '" + entry.type() + "', which can't be told for a credit or a debit",
                    "download the history from the processor, and upload it with signed amounts");
            return;
        }
        Money balance = entry.balance();
        entries.add(new StatementEntry(
                entries.size() + 1,
                Long.toString(entry.index()),
                entry.at(),
                entry.value().currency(),
                entry.type(),
                entry.kind() == AccountEntry.Kind.FEE ? StatementEntry.Kind.FEE : StatementEntry.Kind.MOVEMENT,
                change.get().minorUnits(),
                balance == null ? null : balance.minorUnits(),
                null,
                null,
                transaction(entry),
                null,
                entry.info().isEmpty() ? null : entry.info()));
    }

    /** The link where it is one of the chain, else what the text names. */
    private static @Nullable String transaction(AccountEntry entry) {
        String linked = MtGoxCsv.transactionIn(entry.linkReference());
        return linked != null ? linked : MtGoxCsv.transactionIn(entry.info());
    }

    private static String reason(AccountHistoryAnswer answer) {
        if (answer instanceof AccountHistoryAnswer.Refused refused) {
            return "was refused: " + refused.reason();
        }
        return answer instanceof AccountHistoryAnswer.Unknown unknown
                ? "could not be read: " + unknown.reason()
                : "could not be read";
    }
}
