package io.tillgate.contract;

import io.tillgate.sandbox.btcpay.Generation;

class BtcPayContractIT extends ProcessorContract {

    @Override
    ProcessorWorld world() {
        return new BtcPayWorld(Generation.V2);
    }
}
