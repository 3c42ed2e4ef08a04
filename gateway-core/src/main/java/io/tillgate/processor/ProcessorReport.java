package io.tillgate.processor;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a processor can do, and how well it is heard.
 *
 * @param lastNotificationAt when its last notification came; null when none is known
 * @param foundByAsking how often news came by asking alone since then
 * @param chain what its bitcoin node said last; null for one that follows no chain
 */
public record ProcessorReport(
        ProcessorId id,
        Set<Capability> capabilities,
        @Nullable Instant lastNotificationAt,
        long foundByAsking,
        @Nullable Chain chain) {

    public ProcessorReport {
        capabilities = capabilities.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    }

    /**
     * What is known of the chain that a processor follows.
     *
     * @param problem why nothing settles; null when all is well
     * @param detail how far it was followed, or the problem
     * @param unpaidAddresses how many addresses were given out after the last one that was paid
     */
    public record Chain(@Nullable String problem, String detail, int unpaidAddresses) {}

    /** Whether notifications come from it at all. */
    public boolean sendsNotifications() {
        return capabilities.contains(Capability.SIGNED_NOTIFICATIONS);
    }

    /** Whether its notifications seem to be blocked: what they would have told had to be asked for. */
    public boolean isUnheard() {
        return sendsNotifications() && foundByAsking > 0;
    }

    /** What staff should know before they trust that orders settle in time; empty when there is nothing. */
    public Optional<String> trouble() {
        if (isUnheard()) {
            return Optional.of("Notifications of " + id + " do not get through: asking alone has brought news "
                    + foundByAsking + (foundByAsking == 1 ? " time" : " times")
                    + " since the last one came. Orders are settled all the same, only later.");
        }
        return chain == null || chain.problem() == null
                ? Optional.empty()
                : Optional.of("The bitcoin node of " + id + " settles nothing: " + chain.problem() + ".");
    }
}
