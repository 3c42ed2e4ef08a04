package io.tillgate.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;

/** Reads the JSON that asks for one IPN: {@code {"status": "paid", "amount": 125000}} and its like. */
final class IpnForm {
    private static final Set<String> KNOWN =
            Set.of("status", "wire_status", "amount", "valid", "pending", "currency", "payment_id", "data", "date");
    private static final List<String> STATUSES = List.of("paid", "partial", "cancelled", "closed");

    private final StrictFields fields;
    private final IpnContent content;

    private IpnForm(StrictFields fields, IpnContent content) {
        this.fields = fields;
        this.content = content;
    }

    static IpnForm read(ByteString json) {
        StrictFields fields = StrictFields.read(json, KNOWN);
        String status = status(fields);
        long max = OrderTerms.FIAT_AMOUNT_INT_MAX;
        IpnContent content = new IpnContent(
                status,
                fields.wholeNumber("amount", 0, max).orElse(null),
                fields.wholeNumber("valid", 0, max).orElse(null),
                fields.wholeNumber("pending", 0, max).orElse(null),
                fields.text("currency").orElse(null),
                fields.text("payment_id").orElse(null),
                fields.text("data").orElse(null),
                fields.text("date").orElse(null));
        boolean partial = status.equals("partial");
        if (partial && !fields.has("valid") && !fields.has("pending")) {
            fields.problem("valid", "is missing, and so is pending", "send at least one of them, in satoshi");
        }
        belongs(fields, "valid", partial, "partial");
        belongs(fields, "pending", partial, "partial");
        boolean paid = status.equals("paid") || fields.has("wire_status");
        belongs(fields, "amount", paid, "paid");
        belongs(fields, "currency", paid, "paid");
        belongs(fields, "date", status.equals("paid"), "paid");
        return new IpnForm(fields, content);
    }

    Optional<Answer> refusal() {
        return fields.refusal();
    }

    IpnContent content() {
        return content;
    }

    private static String status(StrictFields fields) {
        Optional<String> status = fields.text("status");
        Optional<String> wireStatus = fields.text("wire_status");
        if (status.isPresent() == wireStatus.isPresent()) {
            fields.problem("status", "is missing, or given beside wire_status", "send one of the two");
            return "missing";
        }
        if (status.isPresent() && !STATUSES.contains(status.get())) {
            fields.problem(
                    "status",
                    "is not a status of this wire",
                    "send " + String.join(", ", STATUSES) + ", or any other word as wire_status");
        }
        return status.or(() -> wireStatus).orElseThrow();
    }

    private static void belongs(StrictFields fields, String name, boolean fits, String status) {
        if (fields.has(name) && !fits) {
            fields.problem(name, "belongs to status " + status + " only", "leave it out, or send that status");
        }
    }
}
