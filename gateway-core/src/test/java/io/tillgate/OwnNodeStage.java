package io.tillgate;

import io.tillgate.testing.NodeShop;
import io.tillgate.testing.RegtestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real node, and for each test a shop that takes payments to keys of its own through it. */
abstract class OwnNodeStage {

    static RegtestNode node;
    NodeShop shop;

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

    @BeforeEach
    void open() {
        shop = new NodeShop(node);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /** What the health says of the node. */
    static String detail(Gateway gateway) {
        return gateway.health().checks().stream()
                .filter(check -> check.name().equals("chain-node"))
                .findFirst()
                .orElseThrow()
                .detail();
    }
}
