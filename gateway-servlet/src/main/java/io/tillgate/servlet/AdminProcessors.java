package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.servlet.internal.page.ProcessorsView;
import io.tillgate.servlet.internal.template.JteadminProcessorsGenerated;
import java.util.Optional;

/** What each processor can do, when it was last heard, and how to find out what keeps it from being heard. */
final class AdminProcessors implements AdminSection {

    private final Gateway gateway;

    AdminProcessors(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String segment() {
        return "processors";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Processors");
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (!ask.path().isEmpty()) {
            return ask.nothingHere();
        }
        ProcessorsView view = new ProcessorsView(gateway.processorReports(), gateway.publicBaseUrl());
        return ask.page(out -> JteadminProcessorsGenerated.render(out, null, ask.shell(), view));
    }
}
