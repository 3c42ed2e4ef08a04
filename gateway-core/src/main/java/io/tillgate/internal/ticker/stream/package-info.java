/**
 * Tickers that venues send by themselves. {@code FeedStream} keeps a connection, a {@code Feed} says where it goes,
 * and its {@code Conversation} knows what a venue says and wants to hear.
 */
@NullMarked
package io.tillgate.internal.ticker.stream;

import org.jspecify.annotations.NullMarked;
