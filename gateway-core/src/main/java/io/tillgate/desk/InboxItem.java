package io.tillgate.desk;

import io.tillgate.order.OrderId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that needs a human.
 *
 * @param id the same each time it is listed: {@code order:…}, {@code notification:…}, {@code event:…}, {@code approval:…},
 *     {@code refund:…}, {@code discrepancy:…}, {@code books:…} and {@code seal:…} of a processor's day, or a word for what is not a row
 * @param sentence what happened, in plain words with amounts
 * @param since when it came to be so
 * @param order what it concerns, null where it is no order
 * @param acts what is sensible to do about it
 */
public record InboxItem(
        String id,
        InboxKind kind,
        String sentence,
        Instant since,
        @Nullable OrderId order,
        Set<ActKind> acts) {

    public InboxItem {
        acts = acts.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(acts));
    }

    /** What it concerns, without the word for what that is: the id of the order, notification, event or approval. */
    public String subject() {
        return id.substring(id.indexOf(':') + 1);
    }
}
