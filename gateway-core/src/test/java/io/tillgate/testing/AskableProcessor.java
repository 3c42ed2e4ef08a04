package io.tillgate.testing;

import io.tillgate.order.OrderId;
import io.tillgate.order.PaymentFact;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A processor in memory that sends no notifications, loses answers when told, and can be asked. */
public final class AskableProcessor implements PaymentProcessor {

    private final Map<OrderId, CreateAnswer.Created> invoices = new ConcurrentHashMap<>();
    private final Map<OrderId, List<PaymentFact>> payments = new ConcurrentHashMap<>();
    private final AtomicBoolean loseNextAnswer = new AtomicBoolean();
    private final AtomicInteger creates = new AtomicInteger();

    public void loseNextAnswer() {
        loseNextAnswer.set(true);
    }

    public void pay(OrderId order, PaymentFact fact) {
        payments.computeIfAbsent(order, id -> new CopyOnWriteArrayList<>()).add(fact);
    }

    public int creates() {
        return creates.get();
    }

    @Override
    public ProcessorId id() {
        return new ProcessorId("askable");
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.LOOK_UP);
    }

    @Override
    public CreateAnswer create(InvoiceRequest request) {
        int number = creates.incrementAndGet();
        CreateAnswer.Created created = new CreateAnswer.Created("i-" + number, "http://localhost:1/i/" + number);
        invoices.put(request.orderId(), created);
        return loseNextAnswer.getAndSet(false) ? new CreateAnswer.Unknown("the answer was lost") : created;
    }

    @Override
    public LookUpAnswer lookUp(InvoiceRequest request, Set<String> knownIds) {
        CreateAnswer.Created invoice = invoices.get(request.orderId());
        return invoice == null
                ? new LookUpAnswer.NotFound()
                : new LookUpAnswer.Found(invoice, payments.getOrDefault(request.orderId(), List.of()));
    }

    @Override
    public Verdict verify(IncomingNotification notification) {
        return new Verdict.Refused("this processor sends none");
    }
}
