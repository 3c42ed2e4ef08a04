package io.tillgate.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.ProcessorReport;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessorsViewTest {

    private final ProcessorsView view = new ProcessorsView(List.of(), "https://shop.example/pay");

    @Test
    void a_wallet_with_usual_settings_looks_past_nineteen_unpaid_addresses_and_not_past_twenty() {
        assertThat(view.isBeyondMostWallets(report(new ProcessorReport.Chain(null, "", 19))))
                .isFalse();
        assertThat(view.isBeyondMostWallets(report(new ProcessorReport.Chain(null, "", 20))))
                .isTrue();
        assertThat(view.isBeyondMostWallets(report(null))).isFalse();
    }

    private static ProcessorReport report(ProcessorReport.Chain chain) {
        return new ProcessorReport(new ProcessorId("node"), Set.of(), null, 0, chain);
    }
}
