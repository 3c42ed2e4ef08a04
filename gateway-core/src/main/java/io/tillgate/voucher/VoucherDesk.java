package io.tillgate.voucher;

import io.tillgate.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * Takes physical coins and printed vouchers at the counter: moves their coin to the address of an order. Safe for use by many
 * threads. Never logs a key, and keeps none.
 */
public interface VoucherDesk {

    /** The address that a voucher's coin lies on: that of the uncompressed public key, as physical coins have it. */
    String address(MiniPrivateKey key);

    /** The voucher's private key in wallet import format. Whoever reads it owns the coin. */
    String walletImportFormat(MiniPrivateKey key);

    /**
     * Moves a voucher's largest coin to the address of an order. The same voucher for the same order is moved once.
     *
     * @param order one that is paid through the node
     * @param fundingTxid the transaction that put the coin on the voucher; null lets the node search all unspent coins, which
     *     takes it a minute or more, and which not every node can
     */
    VoucherAnswer sweep(OrderId order, MiniPrivateKey key, @Nullable String fundingTxid);
}
