package io.tillgate.voucher;

import io.tillgate.money.Money;

/** What came of sweeping a voucher. */
public sealed interface VoucherAnswer {

    /**
     * Its coin is on the way to the order's address, and credited once the chain confirms it.
     *
     * @param txid hash of the transaction that moves it
     * @param amount what arrives: the coin less the miners' fee
     */
    record Swept(String txid, Money amount) implements VoucherAnswer {}

    /**
     * Nothing was moved.
     *
     * @param reason a sentence for the person at the counter
     */
    record NotSwept(String reason) implements VoucherAnswer {}

    /**
     * The transaction is stored and signed, and goes out as soon as the node takes it. Asking again with the same voucher
     * and order is harmless.
     */
    record OnHold(String txid, Money amount, String reason) implements VoucherAnswer {}
}
