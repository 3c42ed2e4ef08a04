package io.tillgate.internal.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.bitcoin.BitcoinAddress;
import io.tillgate.internal.bitcoin.Hex;
import io.tillgate.internal.bitcoin.PrivateKey;
import io.tillgate.processor.BitcoinNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the coin that lies on a voucher. */
final class VoucherCoins {

    sealed interface Search {

        /** The largest coin of one of the keys. */
        record Coin(PrivateKey key, String txid, int vout, long satoshi) implements Search {}

        record Nothing(String reason) implements Search {}
    }

    /** Outputs of the funding transaction that are looked at. */
    private static final int OUTPUTS_MAX = 256;

    private static final int METHOD_NOT_FOUND = -32601;

    private final RpcClient rpc;

    VoucherCoins(RpcClient rpc) {
        this.rpc = rpc;
    }

    /** Looks in one transaction, or in all unspent coins where it is not known. */
    Search find(List<PrivateKey> keys, BitcoinNetwork network, @Nullable String fundingTxid)
            throws NodeUnavailableException {
        Map<String, PrivateKey> byScript = new HashMap<>();
        List<String> addresses = new ArrayList<>();
        for (PrivateKey key : keys) {
            BitcoinAddress address = key.address(network);
            byScript.put(Hex.of(address.script()), key);
            addresses.add("addr(" + address.text() + ")");
        }
        return fundingTxid == null ? everywhere(byScript, addresses) : inTransaction(byScript, fundingTxid);
    }

    private Search inTransaction(Map<String, PrivateKey> byScript, String txid) throws NodeUnavailableException {
        List<RpcClient.Call> calls = new ArrayList<>();
        for (int vout = 0; vout < OUTPUTS_MAX; vout++) {
            calls.add(new RpcClient.Call("gettxout", txid, vout, true));
        }
        List<RpcAnswer> answers = rpc.batch(calls);
        Search best = new Search.Nothing(
                "That transaction has no unspent coin of this voucher: it was spent, or the id is that of another one.");
        for (int vout = 0; vout < answers.size(); vout++) {
            if (answers.get(vout) instanceof RpcAnswer.Result result) {
                JsonNode output = result.value();
                String script = output.path("scriptPubKey").path("hex").asText();
                best = larger(best, byScript.get(script), txid, vout, output.path("value"));
            }
        }
        return best;
    }

    private Search everywhere(Map<String, PrivateKey> byScript, List<String> addresses)
            throws NodeUnavailableException {
        RpcAnswer answer = rpc.call("scantxoutset", "start", addresses);
        if (answer instanceof RpcAnswer.Refused refused && refused.code() == METHOD_NOT_FOUND) {
            return new Search.Nothing("This node can't search: give the id of the transaction that paid the voucher.");
        }
        Search best = new Search.Nothing("No unspent coin lies on this voucher.");
        for (JsonNode coin : answer.orThrow("scantxoutset").path("unspents")) {
            PrivateKey key = byScript.get(coin.path("scriptPubKey").asText());
            String txid = coin.path("txid").asText();
            best = larger(best, key, txid, coin.path("vout").asInt(), coin.path("amount"));
        }
        return best;
    }

    private static Search larger(Search best, @Nullable PrivateKey key, String txid, int vout, JsonNode amount)
            throws NodeUnavailableException {
        if (key == null) {
            return best;
        }
        try {
            long satoshi = amount.decimalValue().movePointRight(8).longValueExact();
            boolean isLarger = !(best instanceof Search.Coin coin) || satoshi > coin.satoshi();
            return isLarger ? new Search.Coin(key, txid, vout, satoshi) : best;
        } catch (ArithmeticException noAmount) {
            throw new NodeUnavailableException("the node tells of a coin with parts of a satoshi");
        }
    }
}
