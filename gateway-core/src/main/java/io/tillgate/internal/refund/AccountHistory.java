package io.tillgate.internal.refund;

import io.tillgate.money.Currency;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.SendingProcessor;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads the newest part of an account's bitcoin history, without a gap: whoever looks for a line must be able to tell that
 * there is none. No period is asked for, since a processor that understands dates otherwise would hide lines.
 */
final class AccountHistory {

    static final int PAGES_MAX = 400;

    private AccountHistory() {}

    /** What was read. */
    sealed interface Read {}

    /**
     * All lines after the index that was asked for, oldest first.
     *
     * @param newest index of the newest line; 0 for an empty history
     */
    record Complete(List<AccountEntry> entries, long newest) implements Read {}

    /** Not all of it: nothing can be concluded. */
    record Incomplete(String reason) implements Read {}

    /** The index of the newest line, and no lines. */
    static Read newest(SendingProcessor processor) {
        AccountHistoryAnswer answer = processor.accountHistory(page(1));
        if (!(answer instanceof AccountHistoryAnswer.Page page)) {
            return new Incomplete(reason(answer));
        }
        TreeMap<Long, AccountEntry> lines = new TreeMap<>();
        page.entries().forEach(entry -> lines.put(entry.index(), entry));
        if (lines.isEmpty()) {
            return page.lastPage() == 1 ? new Complete(List.of(), 0) : new Incomplete("the first page is empty");
        }
        if (page.lastPage() > 1 && lines.firstKey() <= 1) {
            return new Incomplete("the account history starts with the oldest lines, where the newest are expected");
        }
        return new Complete(List.of(), lines.lastKey());
    }

    static Read after(SendingProcessor processor, long index) {
        TreeMap<Long, AccountEntry> lines = new TreeMap<>();
        for (int number = 1; number <= PAGES_MAX; number++) {
            AccountHistoryAnswer answer = processor.accountHistory(page(number));
            if (!(answer instanceof AccountHistoryAnswer.Page page)) {
                return new Incomplete(reason(answer));
            }
            page.entries().forEach(entry -> lines.put(entry.index(), entry));
            boolean reached = !lines.isEmpty() && lines.firstKey() <= index + 1;
            if (reached || number >= page.lastPage()) {
                return complete(lines, index);
            }
        }
        return new Incomplete("the account history has more than " + PAGES_MAX + " pages since the refund was sent");
    }

    private static Read complete(NavigableMap<Long, AccountEntry> lines, long index) {
        long newest = lines.isEmpty() ? 0 : lines.lastKey();
        if (newest < index) {
            return new Incomplete("the account history ends before line " + index + ", which was there before");
        }
        List<AccountEntry> after = List.copyOf(lines.tailMap(index, false).values());
        if (after.size() != newest - index) {
            return new Incomplete("the account history has a gap after line " + index);
        }
        return new Complete(after, newest);
    }

    private static AccountHistoryRequest page(int number) {
        return new AccountHistoryRequest(Currency.BTC, null, null, number);
    }

    private static String reason(AccountHistoryAnswer answer) {
        String reason = answer instanceof AccountHistoryAnswer.Refused refused
                ? refused.reason()
                : ((AccountHistoryAnswer.Unknown) answer).reason();
        return "the account history could not be read: " + reason;
    }
}
