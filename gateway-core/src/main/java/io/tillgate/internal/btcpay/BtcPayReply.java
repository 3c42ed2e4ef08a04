package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;

/** What a call to the API came back with, before anybody asked what it means for an order. */
sealed interface BtcPayReply {

    /** 2xx with JSON. */
    record Success(JsonNode body) implements BtcPayReply {}

    /**
     * The server refused, and did nothing.
     *
     * @param code the machine's word, empty when there is none
     * @param text the human's words, shortened, empty when there are none
     */
    record Refusal(int status, String code, String text) implements BtcPayReply {}

    /**
     * Nothing that tells what the server did.
     *
     * @param reason a sentence for staff, starting with a verb in lower case; never a part of the body
     */
    record Unusable(String reason) implements BtcPayReply {}
}
