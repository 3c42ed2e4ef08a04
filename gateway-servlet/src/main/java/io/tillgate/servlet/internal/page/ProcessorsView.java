package io.tillgate.servlet.internal.page;

import io.tillgate.processor.Capability;
import io.tillgate.processor.ProcessorReport;
import java.util.List;

/**
 * The processors for staff.
 *
 * @param reports the default one first
 */
public record ProcessorsView(List<ProcessorReport> reports, String publicBaseUrl) {

    /** Most wallets look this far, and stop. */
    private static final int GAP_OF_MOST_WALLETS = 20;

    public ProcessorsView {
        reports = List.copyOf(reports);
    }

    /** Where a processor posts to, as the outside sees it. */
    public String notificationUrl(ProcessorReport report) {
        return publicBaseUrl + "/ipn/" + report.id();
    }

    /** A notification without a signature: that it is refused, and by us, proves that the way is open. */
    public String probe(ProcessorReport report) {
        return "curl -i -X POST -d probe " + notificationUrl(report);
    }

    /** What it means that a processor can do this. */
    public String means(Capability capability) {
        return switch (capability) {
            case LOOK_UP -> "An invoice is found again after a lost answer, and asked for its payments.";
            case IDEMPOTENT_CREATE -> "A lost answer is simply asked for again.";
            case SIGNED_NOTIFICATIONS -> "Notifications come, each signed.";
            case HINTS_ONLY -> "Nothing of a notification is believed: the invoice is fetched again.";
            case CONFIRMATIONS -> "Money is seen before it is confirmed.";
            case LIST_CHANGES -> "Changed invoices are swept, so that none is missed.";
            case SETTLE_LATE -> "A late payment that was accepted is settled there, too.";
            case REFUND -> "Gives money back.";
            case ACCOUNT_HISTORY -> "Tells the history of the account, line by line.";
            case SEND -> "Sends coins to an address.";
        };
    }

    /** Whether a wallet with usual settings may overlook coins. */
    public boolean isBeyondMostWallets(ProcessorReport report) {
        ProcessorReport.Chain chain = report.chain();
        return chain != null && chain.unpaidAddresses() >= GAP_OF_MOST_WALLETS;
    }
}
