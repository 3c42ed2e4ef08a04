package io.tillgate.contract;

import io.tillgate.sandbox.btcpay.Generation;

/** Servers before 2.0. */
class OldBtcPayContractIT extends ProcessorContract {

    @Override
    ProcessorWorld world() {
        return new BtcPayWorld(Generation.V1);
    }
}
