package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.Gateway;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.DeliveryPage;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.StaffAct;
import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhook's deliveries, for the shop that gets them: what came through, what did not and why, and once more, please. */
final class ApiDeliveries {

    static final String NAME = "webhook-deliveries";

    /** Who asked for a delivery, and why, in the staff's log. */
    private static final String ACTOR = "shop";

    private static final String REASON = "asked for over the API";

    private final Gateway gateway;

    ApiDeliveries(Gateway gateway) {
        this.gateway = gateway;
    }

    /** @param path what is below {@link #NAME} */
    Answer answer(Ask ask, List<String> path) {
        boolean isPost = ask.request().getMethod().equals("POST");
        if (path.isEmpty()) {
            return isPost ? use("GET", "GET, HEAD") : list(ask.query());
        }
        if (path.size() == 1) {
            return isPost ? use("GET", "GET, HEAD") : read(path.get(0));
        }
        if (path.size() == 2 && path.get(1).equals("redeliver")) {
            return isPost ? redeliver(path.get(0)) : use("POST", "POST");
        }
        return fault(404, "path", "is not one of the API", "use /api/" + NAME + "/{id}/redeliver");
    }

    private Answer list(Query query) {
        long before = query.optional("before").map(text -> id("before", text)).orElse(Long.MAX_VALUE);
        if (!query.problems().isEmpty()) {
            return Faults.json(422, query.problems());
        }
        DeliveryPage page = gateway.desk().deliveries(WebhookSettings.CONSUMER, before);
        ObjectNode json = Json.object();
        ArrayNode deliveries = json.putArray("deliveries");
        page.deliveries().forEach(delivery -> deliveries.add(json(delivery)));
        json.put("next_before", page.next());
        return Json.answer(200, json).notStored();
    }

    private Answer read(String id) {
        return ofWebhook(id)
                .map(delivery -> Json.answer(200, json(delivery)).notStored())
                .orElseGet(ApiDeliveries::unknown);
    }

    private Answer redeliver(String text) {
        Optional<OrderFile.Delivery> delivery = ofWebhook(text);
        if (delivery.isEmpty()) {
            return unknown();
        }
        long id = delivery.get().id();
        ActResult result = gateway.acts().perform(new OrderAct.Redeliver(id), new StaffAct(ACTOR, REASON));
        if (result instanceof ActResult.Done) {
            return read(text);
        }
        return fault(409, "id", "can't be delivered again now", "read it again and look at its state");
    }

    /** An event for another consumer is none of the API's business. */
    private Optional<OrderFile.Delivery> ofWebhook(String id) {
        return gateway.desk()
                .delivery(id("id", id))
                .filter(found -> found.consumer().equals(WebhookSettings.CONSUMER));
    }

    private static long id(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException(
                    field, "is not the number of a delivery", "use a Tillgate-Delivery or next_before");
        }
    }

    private static ObjectNode json(OrderFile.Delivery delivery) {
        return Json.object()
                .put("id", delivery.id())
                .put("type", delivery.type().name())
                .put("order_id", delivery.orderId().toString())
                .put("state", state(delivery))
                .put("attempts", delivery.attempts())
                .put("at", delivery.at().toString())
                .put("delivered_at", text(delivery.deliveredAt()))
                .put("parked_at", text(delivery.parkedAt()))
                .put("last_error", delivery.lastError());
    }

    private static String state(OrderFile.Delivery delivery) {
        if (delivery.deliveredAt() != null) {
            return "DELIVERED";
        }
        return delivery.parkedAt() == null ? "WAITING" : "PARKED";
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Answer unknown() {
        return fault(404, "id", "is no delivery of the webhook", "use the Tillgate-Delivery of a request you got");
    }

    private static Answer use(String method, String allow) {
        return fault(405, "method", "does not fit this address", "use " + method + " here")
                .with("Allow", allow);
    }

    private static Answer fault(int status, String field, String fault, String fix) {
        return Faults.json(status, List.of(new Problem(field, fault, fix)));
    }
}
