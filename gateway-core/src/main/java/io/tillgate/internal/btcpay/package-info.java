/**
 * The client of a BTCPay Server.
 *
 * <p>Source: protocol/btcpay-greenfield.md, that is the Greenfield API of BTCPay Server 2.4.1, and what its predecessors of
 * the 1.x line did otherwise.
 */
@NullMarked
package io.tillgate.internal.btcpay;

import org.jspecify.annotations.NullMarked;
