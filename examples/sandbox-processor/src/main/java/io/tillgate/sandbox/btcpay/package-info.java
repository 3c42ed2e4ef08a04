/**
 * A BTCPay Server that speaks the part of the Greenfield API a shop needs, strictly, on the loopback interface; moves no coin
 * and misbehaves when told to. {@link io.tillgate.sandbox.btcpay.BtcPaySandbox} is the way in.
 */
@NullMarked
package io.tillgate.sandbox.btcpay;

import org.jspecify.annotations.NullMarked;
