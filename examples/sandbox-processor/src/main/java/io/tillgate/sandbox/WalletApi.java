package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * The private methods that concern the account's bitcoins: {@code wallet/history}, its CSV form and {@code
 * bitcoin/send_simple}. Sources: protocol page, 6.1 to 6.3.
 */
final class WalletApi {
    static final int RESULTS_MAX = 50;
    static final long FEE_SATOSHI_MAX = 1_000_000;

    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");

    private final RequestGate gate;
    private final Wallet wallet;
    private final MisbehaviourPlan plan;
    private final AccountRights rights;

    WalletApi(RequestGate gate, Wallet wallet, MisbehaviourPlan plan, AccountRights rights) {
        this.gate = gate;
        this.wallet = wallet;
        this.plan = plan;
        this.rights = rights;
    }

    /** What is done with a call that passed the gate. */
    private interface Deed {
        Answer of(FormFields fields) throws OrderTerms.Refused;
    }

    Answer history(WireRequest request, Envelope envelope, Optional<String> signedPath) {
        return behaved(WireCall.HISTORY, request, signedPath, fields -> {
            rights.require("get_info");
            return envelope.success(page(fields));
        });
    }

    Answer historyCsv(WireRequest request) {
        return behaved(WireCall.HISTORY, request, Optional.empty(), fields -> {
            rights.require("get_info");
            return new Answer.Reply(200, "text/csv; charset=utf-8", ByteString.encodeUtf8(csv()), Map.of());
        });
    }

    Answer sendSimple(WireRequest request, Envelope envelope, Optional<String> signedPath) {
        return behaved(WireCall.SEND, request, signedPath, fields -> {
            rights.require("withdraw");
            Optional<String> transaction = wallet.send(send(fields));
            return transaction.isPresent()
                    ? envelope.success(Map.of("trx", transaction.get()))
                    : Envelope.error(500, new WireError("Insufficient funds", ""));
        });
    }

    private Answer behaved(WireCall call, WireRequest request, Optional<String> signedPath, Deed deed) {
        Optional<Misbehaviour> misbehaviour = plan.next(call);
        Optional<Answer> early = misbehaviour.flatMap(MerchantApi::beforeTheGate);
        if (early.isPresent()) {
            return early.get();
        }
        RequestGate.Verdict verdict = gate.judge(request, signedPath);
        if (!(verdict instanceof RequestGate.Verdict.Passed passed)) {
            return ((RequestGate.Verdict.Refused) verdict).reply();
        }
        Optional<Answer> refusal = misbehaviour.flatMap(MerchantApi::behindTheGate);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Answer answer;
        try {
            answer = deed.of(passed.fields());
        } catch (OrderTerms.Refused refused) {
            return Envelope.error(400, refused.error());
        }
        return misbehaviour.isPresent() ? MerchantApi.afterwards(misbehaviour.get(), answer) : answer;
    }

    private Map<String, Object> page(FormFields fields) throws OrderTerms.Refused {
        String currency = fields.get("currency").orElse("");
        if (currency.isEmpty()) {
            throw new OrderTerms.Refused(WireError.missingParameter("Missing parameter \"currency\": send it"));
        }
        if (!currency.equals("BTC")) {
            throw invalid("currency", "this account has a wallet in BTC only, send BTC");
        }
        long page = number(fields, "page", 1, 1_000_000).orElse(1);
        OptionalLong from = number(fields, "date_start", 0, Integer.MAX_VALUE);
        OptionalLong to = number(fields, "date_end", 0, Integer.MAX_VALUE);
        Optional<String> type = fields.get("type");
        List<SandboxLine> lines = new ArrayList<>(wallet.shown());
        lines.removeIf(line -> line.at().getEpochSecond() < from.orElse(0)
                || line.at().getEpochSecond() > to.orElse(Long.MAX_VALUE)
                || !line.type().equals(type.orElse(line.type())));
        Collections.reverse(lines);
        long first = (page - 1) * RESULTS_MAX;
        Map<String, Object> history = new LinkedHashMap<>();
        history.put("records", Integer.toString(lines.size()));
        history.put(
                "result",
                lines.stream()
                        .skip(first)
                        .limit(RESULTS_MAX)
                        .map(WalletApi::entry)
                        .toList());
        history.put("current_page", page);
        history.put("max_page", Math.max(1, (lines.size() + RESULTS_MAX - 1) / RESULTS_MAX));
        history.put("max_results", RESULTS_MAX);
        return history;
    }

    private static Map<String, Object> entry(SandboxLine line) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Index", Long.toString(line.index()));
        entry.put("Date", line.at().getEpochSecond());
        entry.put("Type", line.type());
        entry.put("Value", MarketData.value(WireCurrency.BTC, WireCurrency.BTC.fromInt(line.satoshi())));
        entry.put("Balance", MarketData.value(WireCurrency.BTC, WireCurrency.BTC.fromInt(line.balance())));
        entry.put("Info", line.info());
        entry.put("Link", line.link());
        return entry;
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("Index,Date,Type,Info,Value,Balance\n");
        for (SandboxLine line : wallet.shown()) {
            csv.append(line.index())
                    .append(",\"")
                    .append(LiveOrder.wireDate(line.at()))
                    .append("\",")
                    .append(line.type())
                    .append(",\"")
                    .append(line.info().replace("\"", "\"\""))
                    .append("\",")
                    .append(decimal(line.satoshi()))
                    .append(',')
                    .append(decimal(line.balance()))
                    .append('\n');
        }
        return csv.toString();
    }

    private static SandboxLine.Send send(FormFields fields) throws OrderTerms.Refused {
        Optional<String> address = fields.get("address");
        if (address.isEmpty()) {
            throw new OrderTerms.Refused(WireError.missingParameter("Missing parameter \"address\": send it"));
        }
        if (!WireAddress.isAddress(address.get())) {
            throw new OrderTerms.Refused(new WireError("Invalid bitcoin address", ""));
        }
        OptionalLong amount = number(fields, "amount_int", 1, OrderTerms.BTC_AMOUNT_INT_MAX);
        if (amount.isEmpty()) {
            throw new OrderTerms.Refused(WireError.missingParameter("Missing parameter \"amount_int\": send it"));
        }
        for (String flag : List.of("no_instant", "green")) {
            if (!List.of("0", "1").contains(fields.get(flag).orElse("0"))) {
                throw invalid(flag, "neither 0 nor 1, send 0 or 1");
            }
        }
        return new SandboxLine.Send(address.get(), amount.getAsLong(), number(fields, "fee_int", 0, FEE_SATOSHI_MAX));
    }

    private static OptionalLong number(FormFields fields, String name, long min, long max) throws OrderTerms.Refused {
        Optional<String> text = fields.get(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!INTEGER.matcher(text.get()).matches()) {
            throw invalid(name, "not an integer, send digits only");
        }
        long number = Long.parseLong(text.get());
        if (number < min || number > max) {
            throw invalid(name, "out of range, send " + min + " to " + max);
        }
        return OptionalLong.of(number);
    }

    private static OrderTerms.Refused invalid(String name, String faultAndFix) {
        return new OrderTerms.Refused(WireError.invalidParameter("Invalid parameter \"" + name + "\": " + faultAndFix));
    }

    private static String decimal(long satoshi) {
        BigDecimal value = WireCurrency.BTC.fromInt(satoshi);
        return value.setScale(WireCurrency.BTC.scale(), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
