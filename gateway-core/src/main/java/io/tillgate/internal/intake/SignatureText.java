package io.tillgate.internal.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.failure.GatewayException;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the headers that a parked notification needs to be verified again, as a JSON object. */
final class SignatureText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<ProcessorId, PaymentProcessor> processors;

    SignatureText(Map<ProcessorId, PaymentProcessor> processors) {
        this.processors = processors;
    }

    String of(IncomingNotification notification) {
        Map<String, String> kept = new TreeMap<>();
        PaymentProcessor processor = processors.get(notification.processor());
        if (processor != null) {
            for (String name : processor.signatureHeaders()) {
                notification.header(name).ifPresent(value -> kept.put(name, value));
            }
        }
        try {
            return JSON.writeValueAsString(kept);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    static Map<String, String> read(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException broken) {
            throw new GatewayException("the stored signature of a parked notification can't be read", broken);
        }
    }
}
