package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.Gateway;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.servlet.internal.page.Arrival;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.OrderView;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells open pages of changes of their order. */
final class OrderEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderEvents.class);

    private final Gateway gateway;
    private final ServletSettings settings;
    private final OrderPages orders;
    private final EventStreams streams;

    OrderEvents(Gateway gateway, ServletSettings settings, OrderPages orders, Faults faults) {
        this.gateway = gateway;
        this.settings = settings;
        this.orders = orders;
        this.streams = new EventStreams(
                new EventStreams.Bounds(
                        "tillgate-page-events",
                        settings.pageListenersMax(),
                        settings.pageHeartbeat(),
                        settings.pageListenTime()),
                faults);
    }

    Answer listen(Ask ask, String token) {
        Optional<MerchantOrder> found = orders.find(token);
        if (found.isEmpty()) {
            return orders.notFound(ask);
        }
        MerchantOrder order = found.get();
        boolean live = OrderView.isLive(order, settings.clock().instant());
        if (!live && version(order).equals(ask.header("Last-Event-ID"))) {
            // The one answer that keeps an EventSource from coming back.
            return Answer.empty(204).notStored();
        }
        return streams.open(ask, EventStreams.head(), new Listener(order, ask.language()));
    }

    /** Ends all streams and their thread. */
    @Override
    public void close() {
        streams.close();
    }

    private static String version(MerchantOrder order) {
        return Long.toString(order.updatedAt().toEpochMilli());
    }

    private byte[] event(MerchantOrder order, Language language) {
        ObjectNode json = OrderJson.of(orders.view(order, Arrival.LINK, language, ""));
        return EventStream.event("order", version(order), Json.bytes(json));
    }

    /** One page that listens to one order. */
    private final class Listener implements EventStreams.Listener {
        private final OrderId id;
        private final Language language;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicBoolean askedToLook = new AtomicBoolean();

        /** Guarded by this. */
        private @Nullable AutoCloseable watch;

        /** Set before the worker first looks; only the worker touches it after that. */
        private byte[] lastSent;

        Listener(MerchantOrder order, Language language) {
            this.id = order.id();
            this.language = language;
            this.lastSent = event(order, language);
        }

        @Override
        public void opened(EventStream stream) {
            stream.send(lastSent);
            synchronized (this) {
                // Watch first, look second: a change in between is seen by one of them.
                watch = gateway.watch(id, () -> lookSoon(stream));
            }
            if (closed.get()) {
                release();
            }
            lookSoon(stream);
        }

        private void lookSoon(EventStream stream) {
            if (!closed.get() && askedToLook.compareAndSet(false, true)) {
                streams.execute(() -> look(stream));
            }
        }

        private void look(EventStream stream) {
            askedToLook.set(false);
            if (closed.get()) {
                return;
            }
            try {
                gateway.order(id).ifPresent(order -> tell(stream, order));
            } catch (RuntimeException storeIsDown) {
                // The page connects again by itself, and its request will tell what is wrong.
                LOG.debug("an order could not be read for its page", storeIsDown);
                stream.abort();
            }
        }

        private void tell(EventStream stream, MerchantOrder order) {
            byte[] event = event(order, language);
            if (!Arrays.equals(event, lastSent)) {
                lastSent = event;
                stream.send(event);
            }
            if (!OrderView.isLive(order, settings.clock().instant())) {
                stream.end();
            }
        }

        @Override
        public void closed() {
            closed.set(true);
            release();
        }

        private synchronized void release() {
            try {
                if (watch != null) {
                    watch.close();
                    watch = null;
                }
            } catch (Exception leftOpen) {
                LOG.warn("the watch of order {} could not be closed", id, leftOpen);
            }
        }
    }
}
