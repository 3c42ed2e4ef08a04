package io.tillgate.internal.intake;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.NotificationStore.RawBody;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.Verdict;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a notification is believed: the processor's signature, or our mac where the wire has none. */
final class Verifier {

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    /** What became of verifying. */
    sealed interface Outcome {
        record Accepted(Believed believed) implements Outcome {}

        record Rejected(String reason) implements Outcome {}
    }

    private final OrderTokens tokens;
    private final Uuid7 ids;

    Verifier(OrderTokens tokens, Uuid7 ids) {
        this.tokens = tokens;
        this.ids = ids;
    }

    Outcome verify(PaymentProcessor processor, IncomingNotification notification) {
        Verdict verdict;
        try {
            verdict = processor.verify(notification);
        } catch (RuntimeException bug) {
            LOG.error("processor {} failed to verify a notification", processor.id(), bug);
            return new Outcome.Rejected("it can't be verified");
        }
        if (verdict instanceof Verdict.Refused refused) {
            return new Outcome.Rejected(refused.reason());
        }
        if (verdict instanceof Verdict.Authentic authentic) {
            return accept(notification, authentic.content());
        }
        NotificationContent content = ((Verdict.AuthenticIfDataIsOurs) verdict).content();
        if (provenOrder(content).isEmpty()) {
            return new Outcome.Rejected("its data does not carry our mac");
        }
        return accept(notification, content);
    }

    private Outcome accept(IncomingNotification notification, NotificationContent content) {
        OrderId order = provenOrder(content).orElse(null);
        return new Outcome.Accepted(new Believed(
                ids.next(), notification, content, order, new RawBody(notification.body(), content.deliveryId())));
    }

    private Optional<OrderId> provenOrder(NotificationContent content) {
        return content.data() == null ? Optional.empty() : tokens.readData(content.data());
    }
}
