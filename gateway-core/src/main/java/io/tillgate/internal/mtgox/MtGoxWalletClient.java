package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.AccountHistoryAnswer;
import io.tillgate.processor.AccountHistoryRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.ApiVersion;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the account's history and sends coins from it. The API key needs the rights {@code get_info} and {@code withdraw}.
 *
 * <p>Source: protocol/mtgox.md 6.1 and 6.3. The amount of a send goes out as a 64-bit {@code amount_int}.
 */
final class MtGoxWalletClient {

    /** A transaction's id in hex, or a UUID for a transfer inside the processor. */
    private static final Pattern TRANSACTION = Pattern.compile("[0-9A-Za-z-]{8,80}");

    private final MtGoxCalls calls;
    private final InstantSource clock;
    private final String historyPath;
    private final String sendPath;

    MtGoxWalletClient(MtGoxSettings settings, MtGoxCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
        String realm = settings.apiVersion() == ApiVersion.V1 ? "generic/private/" : "money/";
        this.historyPath = realm + "wallet/history";
        this.sendPath = realm + "bitcoin/send_simple";
    }

    AccountHistoryAnswer history(AccountHistoryRequest request) {
        Optional<MtGoxScale> scale = MtGoxScale.find(request.currency().code());
        if (scale.isEmpty()) {
            return new AccountHistoryAnswer.Refused("the Mt. Gox wire knows no " + request.currency());
        }
        MtGoxCalls.Outcome outcome = calls.call(
                historyPath,
                nonce -> MtGoxBody.of(nonce)
                        .add("currency", request.currency().code())
                        .add("date_start", seconds(request.since()))
                        .add("date_end", seconds(request.until()))
                        .add("page", Integer.toString(request.page()))
                        .build());
        if (outcome instanceof MtGoxCalls.NotDone notDone) {
            return new AccountHistoryAnswer.Unknown(notDone.reason());
        }
        MtGoxReply reply = ((MtGoxCalls.Replied) outcome).reply();
        if (reply instanceof MtGoxReply.Success success) {
            return page(success.payload(), request, scale.get());
        }
        if (reply instanceof MtGoxReply.Refusal refusal && !refusal.token().equals("unknown_error")) {
            return new AccountHistoryAnswer.Refused(calls.words(refusal));
        }
        return new AccountHistoryAnswer.Unknown(silence(reply));
    }

    SendAnswer send(SendRequest request) {
        long satoshi = MtGoxScale.BTC.toWire(request.amount(), RoundingMode.UNNECESSARY);
        MtGoxCalls.Outcome outcome = calls.call(
                sendPath,
                nonce -> MtGoxBody.of(nonce)
                        .add("address", request.address())
                        .add("amount_int", Long.toString(satoshi))
                        .build());
        if (outcome instanceof MtGoxCalls.NotDone notDone) {
            return new SendAnswer.NotSent(notDone.reason());
        }
        MtGoxReply reply = ((MtGoxCalls.Replied) outcome).reply();
        if (reply instanceof MtGoxReply.Success success) {
            return sent(success.payload());
        }
        if (reply instanceof MtGoxReply.Refusal refusal && !refusal.token().equals("unknown_error")) {
            return new SendAnswer.Refused(calls.words(refusal).replace(request.address(), "[the address]"));
        }
        return new SendAnswer.Unknown(silence(reply));
    }

    private static SendAnswer sent(JsonNode payload) {
        String transaction = payload.path("trx").textValue();
        if (transaction == null || !TRANSACTION.matcher(transaction).matches()) {
            return new SendAnswer.Unknown("the processor answered success, but trx is missing or not an id");
        }
        return new SendAnswer.Sent(transaction);
    }

    /** One line that can't be read spoils the page: whoever looks for a line must be able to tell that there is none. */
    private AccountHistoryAnswer page(JsonNode payload, AccountHistoryRequest request, MtGoxScale scale) {
        JsonNode lines = payload.path("result");
        long page = MtGoxEntry.number(payload.path("current_page"));
        long last = MtGoxEntry.number(payload.path("max_page"));
        if (!lines.isArray() || page < 0 || last < 0 || last > AccountHistoryRequest.PAGE_MAX) {
            return unreadable("result, current_page or max_page is missing or out of range");
        }
        if (page != request.page()) {
            return unreadable("current_page is " + page + " where page " + request.page() + " was asked for");
        }
        if (lines.size() > MtGoxEntry.LINES_MAX) {
            return unreadable("result has more than " + MtGoxEntry.LINES_MAX + " lines");
        }
        Instant latest = clock.instant().plus(MtGoxDate.AHEAD_MAX);
        List<AccountEntry> entries = new ArrayList<>();
        for (JsonNode line : lines) {
            MtGoxEntry.Read read = MtGoxEntry.read(line, scale, latest);
            if (read.entry() == null) {
                return unreadable("line " + (entries.size() + 1) + ": " + read.fault());
            }
            entries.add(read.entry());
        }
        return new AccountHistoryAnswer.Page(entries, request.page(), (int) Math.max(1, last));
    }

    private static AccountHistoryAnswer unreadable(String fault) {
        return new AccountHistoryAnswer.Unknown("the processor answered with a history that can't be read: " + fault);
    }

    private static String silence(MtGoxReply reply) {
        return reply instanceof MtGoxReply.Unusable unusable
                ? WireText.shorten("the processor " + unusable.reason(), 300)
                : "the processor answered unknown_error, which does not tell what it did";
    }

    private static @Nullable String seconds(@Nullable Instant at) {
        return at == null ? null : Long.toString(at.getEpochSecond());
    }
}
