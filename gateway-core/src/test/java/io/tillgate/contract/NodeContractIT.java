package io.tillgate.contract;

import static org.awaitility.Awaitility.await;

import io.tillgate.GatewayBuilder;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.NodeShop;
import io.tillgate.testing.RegtestNode;
import io.tillgate.testing.RegtestNode.Output;
import io.tillgate.testing.RegtestNode.Paid;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A shop's own node: nobody makes invoices, sends notifications or gives anything up, and the chain can take back. */
class NodeContractIT extends ProcessorContract {

    private static RegtestNode node;

    @BeforeAll
    static void startNode() {
        node = RegtestNode.start();
    }

    @AfterAll
    static void endNode() {
        if (node != null) {
            node.close();
        }
    }

    @Override
    ProcessorWorld world() {
        return new World();
    }

    private final class World implements ProcessorWorld {
        private final Map<String, Paid> payments = new HashMap<>();
        private boolean reversed;

        @Override
        public ProcessorId id() {
            return new ProcessorId("node");
        }

        @Override
        public GatewayBuilder configure(GatewayBuilder builder, Duration callTimeout) {
            return builder.node(NodeSettings.builder()
                    .url(node.url())
                    .credentials(RegtestNode.USER, RegtestNode.PASSWORD)
                    .network(BitcoinNetwork.REGTEST)
                    .accountKey(NodeShop.freshAccountKey())
                    .pollEvery(Duration.ofMillis(100))
                    .build());
        }

        /** Nothing is sent; but before the node was reached for the first time, no address is given out. */
        @Override
        public void postTo(String url) {
            await().atMost(PATIENCE)
                    .until(() -> !postgres.text("SELECT height FROM tillgate.chain_cursor WHERE height > 0")
                            .equals("no row"));
        }

        @Override
        public boolean isElsewhere() {
            return false;
        }

        @Override
        public List<String> invoices() {
            return List.of(postgres.text("SELECT coalesce(string_agg(address, ',' ORDER BY address_index), '')"
                            + " FROM tillgate.chain_address")
                    .split(",", 0));
        }

        @Override
        public void pay(String invoice, long satoshi) {
            node.mineOnly(1, node.prepare(new Output(invoice, satoshi)).hex());
        }

        @Override
        public String see(String invoice, long satoshi) {
            Paid paid = node.payReplaceably(new Output(invoice, satoshi));
            payments.put(paid.txid(), paid);
            return paid.txid();
        }

        @Override
        public void confirm(String invoice, String payment, long satoshi) {
            String hex = payments.get(payment).hex();
            if (reversed) {
                node.reorganise(1, hex);
            } else {
                node.mineOnly(1, hex);
            }
        }

        @Override
        public void expire(String invoice) {
            // An address can be paid for ever.
        }

        @Override
        public void giveUp(String invoice) {
            throw new UnsupportedOperationException("an address is nobody's to give up");
        }

        @Override
        public boolean reverse(String invoice, String payment) {
            Output elsewhere = new Output("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 1000);
            node.mineOnly(1, node.spendAgain(payments.get(payment), elsewhere).hex());
            reversed = true;
            return true;
        }

        @Override
        public void loseNextAnswer() {
            throw new UnsupportedOperationException("nobody is asked for an address");
        }

        @Override
        public void answerLate(Duration delay) {
            // Nobody is asked for an address, so nobody answers late.
        }

        @Override
        public void refuseNext() {
            throw new UnsupportedOperationException("nobody is asked for an address");
        }

        @Override
        public void down(boolean down) {
            throw new UnsupportedOperationException("nobody is asked for an address");
        }

        @Override
        public Optional<Arrival> foreign() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // The node outlives the test; its wallet does not.
        }
    }
}
