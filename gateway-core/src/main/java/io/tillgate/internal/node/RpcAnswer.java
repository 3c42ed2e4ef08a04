package io.tillgate.internal.node;

import com.fasterxml.jackson.databind.JsonNode;

/** What the node said to one call. */
sealed interface RpcAnswer {

    record Result(JsonNode value) implements RpcAnswer {}

    /**
     * It understood, and refused.
     *
     * @param code Bitcoin Core's: rpc/protocol.h
     */
    record Refused(int code, String message) implements RpcAnswer {}

    /** The result of a call that has no reason to be refused. */
    default JsonNode orThrow(String method) throws NodeUnavailableException {
        if (this instanceof Result result) {
            return result.value();
        }
        Refused refused = (Refused) this;
        throw new NodeUnavailableException(
                "the node refused " + method + " with code " + refused.code() + ": " + refused.message());
    }
}
