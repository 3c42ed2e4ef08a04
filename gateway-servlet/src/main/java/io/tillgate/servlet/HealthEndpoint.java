package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.Health;
import java.util.function.Supplier;

/** Whether this node can do its work, and if not, why: for load balancers and for people. */
final class HealthEndpoint implements Endpoint {

    private final Supplier<Health> health;

    HealthEndpoint(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.JSON;
    }

    @Override
    public Answer answer(Ask ask) {
        Health now = health.get();
        ArrayNode checks = Json.array();
        for (Health.Check check : now.checks()) {
            checks.addObject()
                    .put("name", check.name())
                    .put("passed", check.passed())
                    .put("detail", check.detail());
        }
        ObjectNode body = Json.object().put("ready", now.ready());
        body.set("checks", checks);
        return Json.answer(now.ready() ? 200 : 503, body).notStored();
    }
}
