package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;

/** What a call to the API came back with, before anybody asked what it means for an order or a price. */
public sealed interface MtGoxReply {

    /**
     * {@code result} is {@code success}.
     *
     * @param payload what {@code return} (version 1) or {@code data} (version 2) holds, always an object
     */
    record Success(JsonNode payload) implements MtGoxReply {}

    /**
     * {@code result} is {@code error}, with at least one of token and text.
     *
     * @param token the machine's word, empty when there is none
     * @param text the human's words, shortened, empty when there are none
     */
    record Refusal(String token, String text) implements MtGoxReply {}

    /**
     * Nothing that tells what the API did.
     *
     * @param reason a sentence for staff, starting with a verb in lower case; never a part of the body
     */
    record Unusable(String reason) implements MtGoxReply {}
}
