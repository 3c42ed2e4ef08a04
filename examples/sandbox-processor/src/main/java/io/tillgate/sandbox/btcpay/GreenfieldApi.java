package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.sandbox.Answer;
import io.tillgate.sandbox.FormFields;
import io.tillgate.sandbox.FrontDoor;
import io.tillgate.sandbox.Json;
import io.tillgate.sandbox.WireRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Answers the calls about invoices. Source: BTCPay Server 2.4.1, its Greenfield API. */
final class GreenfieldApi implements FrontDoor.Desk {
    private static final int TAKE_DEFAULT = 50;

    private final String apiKey;
    private final String storeId;
    private final Generation generation;
    private final InvoiceBook book;
    private final RefundDesk refunds;
    private final Deque<Mishap> mishaps = new ArrayDeque<>();
    private boolean down;
    private int calls;
    private int marksToFail;

    GreenfieldApi(String apiKey, String storeId, Generation generation, InvoiceBook book, RefundDesk refunds) {
        this.apiKey = apiKey;
        this.storeId = storeId;
        this.generation = generation;
        this.book = book;
        this.refunds = refunds;
    }

    synchronized void misbehave(Mishap mishap) {
        mishaps.addLast(mishap);
    }

    synchronized void down(boolean value) {
        down = value;
    }

    synchronized void failMarks(int count) {
        marksToFail = count;
    }

    private synchronized boolean failsToMark() {
        boolean fails = marksToFail > 0;
        marksToFail -= fails ? 1 : 0;
        return fails;
    }

    synchronized int calls() {
        return calls;
    }

    @Override
    public Answer answer(WireRequest request) {
        @Nullable Mishap mishap;
        synchronized (this) {
            calls++;
            if (down) {
                return new Answer.HangUp();
            }
            boolean create = request.method().equals("POST")
                    && (request.path().endsWith("/invoices") || request.path().endsWith("/refund"));
            mishap = create ? mishaps.pollFirst() : null;
        }
        if (mishap == null) {
            return dispatch(request);
        }
        return switch (mishap.kind()) {
            case DROP -> new Answer.HangUp();
            case HTML_500 -> Answer.Reply.html(500, "<html><body>Server error</body></html>");
            case INVALID_FIELDS -> invalid(422);
            case INVALID_FIELDS_400 -> invalid(400);
            case GENERIC_ERROR -> error(400, "generic-error", "Impossible to fetch the rate");
            case UNAUTHORIZED -> new Answer.Reply(401, "text/plain", ByteString.EMPTY, Map.of());
            case FORBIDDEN -> error(403, "missing-permission", "Insufficient API Permissions");
            case LOSE_ANSWER -> {
                Answer lost = dispatch(request);
                yield lost instanceof Answer.Reply ? new Answer.HangUp() : lost;
            }
            case SLOW ->
                dispatch(request) instanceof Answer.Reply reply
                        ? new Answer.Later(reply, mishap.delay())
                        : new Answer.HangUp();
        };
    }

    private Answer dispatch(WireRequest request) {
        if (!request.header("Authorization").orElse("").equals("token " + apiKey)) {
            return new Answer.Reply(401, "text/plain", ByteString.EMPTY, Map.of());
        }
        List<String> path = List.of(request.path().substring(1).split("/", -1));
        if (request.path().equals("/api/v1/server/info")) {
            return refunds.serverInfo();
        }
        if (request.path().equals("/api/v1/stores/" + storeId + "/pull-payments")) {
            return refunds.list();
        }
        boolean ours = path.size() >= 5
                && path.subList(0, 3).equals(List.of("api", "v1", "stores"))
                && path.get(4).equals("invoices");
        if (!ours) {
            return error(404, "not-found", "No such path");
        }
        if (!path.get(3).equals(storeId)) {
            return error(404, "store-not-found", "The store was not found");
        }
        boolean post = request.method().equals("POST");
        if (path.size() == 5) {
            return post ? create(request) : list(request);
        }
        Optional<LiveInvoice> invoice = book.find(path.get(5));
        if (invoice.isEmpty()) {
            return error(404, "invoice-not-found", "The invoice was not found");
        }
        if (path.size() == 6 && !post) {
            return Answer.Reply.json(200, book.json(invoice.get()));
        }
        if (path.size() == 8 && path.get(6).equals("refund") && !post) {
            return refunds.preview(invoice.get(), path.get(7));
        }
        String what = path.size() == 7 ? path.get(6) : "";
        if (what.equals("refund") && post) {
            return refunds.refund(request, invoice.get());
        }
        if (what.equals("payment-methods") && !post) {
            boolean accounted = !request.queryFields()
                    .get("onlyAccountedPayments")
                    .orElse("true")
                    .equals("false");
            return Answer.Reply.json(200, book.methods(invoice.get(), generation, accounted));
        }
        return what.equals("status") && post ? mark(request, invoice.get()) : error(404, "not-found", "No such path");
    }

    private Answer create(WireRequest request) {
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            return error(415, "unsupported-media-type", "Send application/json");
        }
        JsonNode body;
        try {
            body = Json.read(request.body());
        } catch (IllegalArgumentException notJson) {
            return error(400, "generic-error", "The body is not JSON");
        }
        if (!(body instanceof ObjectNode object)) {
            return error(400, "generic-error", "The body is not an object");
        }
        ArrayNode faults = CreateCheck.faults(object, generation);
        return faults.isEmpty() ? Answer.Reply.json(200, book.create(object)) : Answer.Reply.json(422, faults);
    }

    /** The newest first. A server of the first generation does not know startDate together with orderId, and ignores it. */
    private Answer list(WireRequest request) {
        FormFields query = request.queryFields();
        List<LiveInvoice> invoices = new ArrayList<>(book.all());
        Collections.reverse(invoices);
        Optional<String> orderId = query.get("orderId");
        Instant since =
                Instant.ofEpochSecond(Long.parseLong(query.get("startDate").orElse("0")));
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        invoices.stream()
                .filter(invoice -> orderId.isEmpty() || orderId.get().equals(invoice.orderId()))
                .filter(invoice -> !invoice.createdAt().isBefore(since))
                .skip(Integer.parseInt(query.get("skip").orElse("0")))
                .limit(query.get("take").map(Integer::parseInt).orElse(TAKE_DEFAULT))
                .forEach(invoice -> page.add(book.json(invoice)));
        return Answer.Reply.json(200, page);
    }

    private Answer mark(WireRequest request, LiveInvoice invoice) {
        String status = Json.read(request.body()).path("status").asText();
        if (!status.equals("Settled") && !status.equals("Invalid")) {
            return invalid(422);
        }
        if (failsToMark()) {
            return Answer.Reply.html(500, "<html><body>Server error</body></html>");
        }
        if (invoice.status().equals(status)) {
            return error(400, "generic-error", "The status can't be set to " + status);
        }
        book.mark(invoice, status);
        return Answer.Reply.json(200, book.json(invoice));
    }

    private static Answer.Reply invalid(int status) {
        return fault(status, "amount", "The amount should be 0 or more.");
    }

    static Answer.Reply fault(String path, String message) {
        return fault(422, path, message);
    }

    private static Answer.Reply fault(int status, String path, String message) {
        ArrayNode faults = JsonNodeFactory.instance.arrayNode();
        faults.addObject().put("path", path).put("message", message);
        return Answer.Reply.json(status, faults);
    }

    static Answer.Reply error(int status, String code, String message) {
        return Answer.Reply.json(
                status, JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
    }
}
