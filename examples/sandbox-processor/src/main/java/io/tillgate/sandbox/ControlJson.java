package io.tillgate.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes orders, IPNs and plans as the JSON of the test API. */
final class ControlJson {
    private final PaymentUrls urls;
    private final WireSignature signature;

    ControlJson(PaymentUrls urls, WireSignature signature) {
        this.urls = urls;
        this.signature = signature;
    }

    SandboxOrder snapshot(LiveOrder order) {
        return order.snapshot(urls.of(order.transaction()), signature);
    }

    /** Oldest first, without the IPNs. */
    Map<String, Object> list(List<LiveOrder> orders) {
        return Map.of(
                "orders", orders.stream().map(order -> head(snapshot(order))).toList());
    }

    Map<String, Object> order(LiveOrder live) {
        SandboxOrder order = snapshot(live);
        Map<String, Object> json = head(order);
        SandboxOrder.Requested requested = order.requested();
        json.put("description", requested.description());
        json.put("data", requested.data());
        json.put("ipn", requested.ipn());
        json.put("return_success", requested.returnSuccess());
        json.put("return_failure", requested.returnFailure());
        json.put("ipns", order.ipns().stream().map(ControlJson::ipn).toList());
        return json;
    }

    Map<String, Object> outcome(LiveOrder live, IpnAttempt attempt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("transaction", live.transaction());
        json.put("status", snapshot(live).status().name().toLowerCase(Locale.ROOT));
        json.putAll(attempt(attempt));
        return json;
    }

    static Map<String, Object> plan(MisbehaviourPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        List<Map<String, Object>> waiting = new ArrayList<>();
        for (WireCall call : WireCall.values()) {
            for (Misbehaviour misbehaviour : plan.waiting(call)) {
                Map<String, Object> entry = misbehaviour(misbehaviour);
                if (call != WireCall.CREATE) {
                    entry.put("call", call.wireName());
                }
                waiting.add(entry);
            }
        }
        json.put("waiting", waiting);
        json.put("ipn_copies", plan.ipnCopies());
        return json;
    }

    static String kinds() {
        return Arrays.stream(Misbehaviour.Kind.values())
                .map(Misbehaviour.Kind::wireName)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> head(SandboxOrder order) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("transaction", order.transaction());
        json.put("payment_url", order.paymentUrl());
        json.put("created_at", order.createdAt().toString());
        json.put("status", order.status().name().toLowerCase(Locale.ROOT));
        json.put("currency", order.requested().currency());
        json.put("amount_int", order.requested().amountInt());
        json.put("due_satoshi", order.requested().dueSatoshi());
        json.put("paid_satoshi", order.received().paid());
        json.put("valid_satoshi", order.received().valid());
        json.put("pending_satoshi", order.received().pending());
        return json;
    }

    private static Map<String, Object> ipn(SandboxIpn ipn) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("payment_id", ipn.paymentId());
        json.put("status", ipn.status());
        json.put("body", ipn.body());
        json.put("rest_sign", ipn.restSign());
        json.put("acknowledged", ipn.acknowledged());
        json.put("attempts", ipn.attempts().stream().map(ControlJson::attempt).toList());
        return json;
    }

    private static Map<String, Object> attempt(IpnAttempt attempt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", attempt.at().toString());
        json.put("http_status", attempt.httpStatus());
        json.put("answer", attempt.answer());
        json.put("error", attempt.error());
        json.put("acknowledged", attempt.acknowledged());
        return json;
    }

    private static Map<String, Object> misbehaviour(Misbehaviour misbehaviour) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", misbehaviour.kind().wireName());
        json.put("times", misbehaviour.times());
        if (!misbehaviour.delay().isZero()) {
            json.put("delay_ms", misbehaviour.delay().toMillis());
        }
        if (!misbehaviour.text().isEmpty()) {
            json.put("text", misbehaviour.text());
        }
        return json;
    }
}
