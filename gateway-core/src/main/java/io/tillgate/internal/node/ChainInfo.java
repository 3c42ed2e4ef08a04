package io.tillgate.internal.node;

import org.jspecify.annotations.Nullable;

/**
 * What the node says of its chain.
 *
 * @param height of its last block
 * @param tip hash of its last block, as it writes it
 * @param trust whether it may settle payments
 * @param problem why it may not; null when it may
 */
record ChainInfo(
        int height,
        String tip,
        PaymentVerdict.Trust trust,
        @Nullable String problem) {}
