package io.tillgate;

import io.tillgate.failure.Problem;
import io.tillgate.internal.bitcoin.AccountKey;
import io.tillgate.internal.bitcoin.CurveLibrary;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What keeps the configured processors from working. */
final class ProcessorChecks {

    private ProcessorChecks() {}

    static void check(GatewayConfig config, List<Problem> problems) {
        if (config.mtGoxes.isEmpty()
                && config.btcPays.isEmpty()
                && config.nodes.isEmpty()
                && config.processors.isEmpty()) {
            problems.add(new Problem(
                    "processors", "are missing", "add one with mtGox(...), btcPay(...), node(...) or processor(...)"));
        }
        Set<String> ids = new LinkedHashSet<>();
        for (MtGoxSettings settings : config.mtGoxes) {
            problems.addAll(settings.problems());
            checkUnique(problems, ids, settings.id());
        }
        for (BtcPaySettings settings : config.btcPays) {
            problems.addAll(settings.problems());
            checkUnique(problems, ids, settings.id());
        }
        for (NodeSettings settings : config.nodes) {
            problems.addAll(settings.problems());
            checkAccount(problems, settings);
            checkUnique(problems, ids, settings.id());
        }
        for (PaymentProcessor processor : config.processors) {
            ProcessorId id = processor.id();
            checkUnique(problems, ids, id.value());
            checkCapabilities(problems, processor);
        }
        if (config.defaultProcessor != null && !ids.contains(config.defaultProcessor)) {
            problems.add(new Problem(
                    "defaultProcessor", "'" + config.defaultProcessor + "' is not configured", "use one of " + ids));
        }
    }

    /** A hint without a look-up would be acknowledged and forgotten. */
    private static void checkCapabilities(List<Problem> problems, PaymentProcessor processor) {
        Set<Capability> can = processor.capabilities();
        for (Capability needy : List.of(Capability.HINTS_ONLY, Capability.LIST_CHANGES, Capability.SETTLE_LATE)) {
            if (can.contains(needy) && !can.contains(Capability.LOOK_UP)) {
                problems.add(new Problem(
                        "processors",
                        "'" + processor.id() + "' has " + needy + " without LOOK_UP",
                        "let it be asked, or take the capability from it"));
            }
        }
    }

    private static void checkAccount(List<Problem> problems, NodeSettings settings) {
        if (!CurveLibrary.isPresent()) {
            problems.add(new Problem(
                    "node",
                    "needs Bouncy Castle, which is not on the class path",
                    "add the dependency org.bouncycastle:bcprov-jdk18on"));
        } else if (!settings.accountKey().isBlank()) {
            try {
                AccountKey.parse(settings.network(), settings.accountKey());
            } catch (IllegalArgumentException wrong) {
                problems.add(new Problem(
                        "node.accountKey",
                        Objects.requireNonNullElse(wrong.getMessage(), "can't be read"),
                        "copy the account's xpub, zpub, ypub or wpkh(...) descriptor from the wallet"));
            }
        }
    }

    private static void checkUnique(List<Problem> problems, Set<String> ids, String id) {
        if (!ids.add(id)) {
            problems.add(new Problem("processors", "hold two named '" + id + "'", "give each an id of its own"));
        }
    }
}
