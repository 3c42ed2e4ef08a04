package io.tillgate.internal.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.bitcoin.BlockHeader;
import io.tillgate.internal.bitcoin.MalformedBytesException;
import io.tillgate.internal.node.PaymentVerdict.Trust;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Asks the node whether it can be believed: on the right chain, not downloading it still, in touch with the others. Wire
 * facts: protocol/bitcoin-core-rpc.md, getblockchaininfo.
 */
final class ChainGate {

    /** A block that was announced a moment ago is no reason to doubt. */
    private static final int HEADERS_AHEAD_MAX = 1;

    private final RpcClient rpc;
    private final BitcoinNetwork network;
    private final Duration tipAgeMax;
    private final InstantSource clock;

    ChainGate(RpcClient rpc, NodeSettings settings, InstantSource clock) {
        this.rpc = rpc;
        this.network = settings.network();
        this.tipAgeMax = settings.tipAgeMax();
        this.clock = clock;
    }

    /** Throws when the node can't be used at all. */
    ChainInfo look() throws NodeUnavailableException {
        JsonNode info = rpc.call("getblockchaininfo").orThrow("getblockchaininfo");
        String chain = info.path("chain").asText();
        if (!chains(network).contains(chain)) {
            throw new NodeUnavailableException("the node is on chain '" + chain + "', and node.network is " + network
                    + ": coins there are not the ones we wait for");
        }
        int blocks = info.path("blocks").asInt(-1);
        int headers = info.path("headers").asInt(blocks);
        String tip = info.path("bestblockhash").asText();
        if (blocks < 0 || tip.length() != 64) {
            throw new NodeUnavailableException("the node does not say which block is its last");
        }
        if (info.path("initialblockdownload").asBoolean(false)) {
            throw new NodeUnavailableException(
                    "the node still downloads the chain: it is at block " + blocks + " of " + headers);
        }
        if (headers - blocks > HEADERS_AHEAD_MAX) {
            return new ChainInfo(
                    blocks,
                    tip,
                    Trust.WATCHES_ONLY,
                    "the node is " + (headers - blocks) + " blocks behind: nothing settles until it has them");
        }
        return stale(info, blocks, tip);
    }

    private ChainInfo stale(JsonNode info, int blocks, String tip) throws NodeUnavailableException {
        if (network == BitcoinNetwork.REGTEST) {
            return new ChainInfo(blocks, tip, Trust.SETTLES, null);
        }
        Duration age = Duration.between(tipTime(info, tip), clock.instant());
        if (age.compareTo(tipAgeMax) > 0) {
            return new ChainInfo(
                    blocks,
                    tip,
                    Trust.WATCHES_ONLY,
                    "the node's last block is " + age.toMinutes()
                            + " minutes old: nothing settles until it has another," + " check its connections");
        }
        return new ChainInfo(blocks, tip, Trust.SETTLES, null);
    }

    /** In the answer since version 23; older nodes are asked for the block's header. */
    private Instant tipTime(JsonNode info, String tip) throws NodeUnavailableException {
        if (info.path("time").isIntegralNumber()) {
            return Instant.ofEpochSecond(info.get("time").asLong());
        }
        try {
            return BlockHeader.parse(rpc.callForBytes("getblockheader", tip, false))
                    .time();
        } catch (MalformedBytesException broken) {
            throw new NodeUnavailableException("the node sent a header that is none: " + broken.getMessage());
        }
    }

    private static Set<String> chains(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> Set.of("main");
            case TESTNET -> Set.of("test", "testnet4");
            case SIGNET -> Set.of("signet");
            case REGTEST -> Set.of("regtest");
        };
    }
}
