package io.tillgate.internal.node;

import io.tillgate.failure.GatewayException;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.internal.bitcoin.BitcoinAddress;
import io.tillgate.internal.bitcoin.Hex;
import io.tillgate.internal.bitcoin.PrivateKey;
import io.tillgate.internal.bitcoin.SweepTransaction;
import io.tillgate.internal.jdbc.ChainAddressStore;
import io.tillgate.internal.jdbc.ChainPaymentStore.Outpoint;
import io.tillgate.internal.jdbc.ChainSweepStore;
import io.tillgate.internal.jdbc.ChainSweepStore.Sweep;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.voucher.MiniPrivateKey;
import io.tillgate.voucher.VoucherAnswer;
import io.tillgate.voucher.VoucherDesk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sweeps vouchers through the node: finds the coin, signs one transaction, stores it, broadcasts it. */
final class NodeVouchers implements VoucherDesk {

    /** What is left of a coin must be worth spending: the limit below which nodes do not relay an output. */
    static final long DUST_SATOSHI = 546;

    private static final int FEE_RATE_MAX = 1000;
    private static final int CONFIRMATION_BLOCKS_WANTED = 6;

    /** From BTC for 1000 virtual bytes to satoshi for one. */
    private static final BigDecimal SATOSHI_PER_BYTE = BigDecimal.valueOf(100_000);

    private final ProcessorId processor;
    private final BitcoinNetwork network;
    private final int feeRate;
    private final RpcClient rpc;
    private final VoucherCoins coins;
    private final Database database;
    private final SweepBroadcast broadcast;
    private final InstantSource clock;

    NodeVouchers(
            ProcessorId processor,
            NodeSettings settings,
            RpcClient rpc,
            Database database,
            SweepBroadcast broadcast,
            InstantSource clock) {
        this.processor = processor;
        this.network = settings.network();
        this.feeRate = settings.sweepFeeRate();
        this.rpc = rpc;
        this.coins = new VoucherCoins(rpc);
        this.database = database;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    @Override
    public String address(MiniPrivateKey key) {
        return PrivateKey.uncompressed(key.privateKey()).address(network).text();
    }

    @Override
    public String walletImportFormat(MiniPrivateKey key) {
        return PrivateKey.uncompressed(key.privateKey()).toWif(network);
    }

    @Override
    public VoucherAnswer sweep(OrderId order, MiniPrivateKey key, @Nullable String fundingTxid) {
        try {
            return sweepNow(order, key, checked(fundingTxid));
        } catch (NodeUnavailableException unavailable) {
            return new VoucherAnswer.NotSwept("The node can't be asked: " + unavailable.sentence());
        } catch (SQLException failure) {
            throw new GatewayException("the database failed to store a sweep for order " + order, failure);
        }
    }

    private static @Nullable String checked(@Nullable String fundingTxid) {
        if (fundingTxid == null) {
            return null;
        }
        String txid = fundingTxid.strip().toLowerCase(Locale.ROOT);
        if (!txid.matches("[0-9a-f]{64}")) {
            throw new InvalidInputException(
                    "fundingTxid", "is no transaction id", "copy its 64 hex digits from a wallet or a block explorer");
        }
        return txid;
    }

    private VoucherAnswer sweepNow(OrderId order, MiniPrivateKey key, @Nullable String fundingTxid)
            throws SQLException, NodeUnavailableException {
        Optional<BitcoinAddress> to = database.inTransaction(
                        connection -> ChainAddressStore.find(connection, processor, order))
                .flatMap(given -> BitcoinAddress.parse(network, given.address()));
        if (to.isEmpty()) {
            return new VoucherAnswer.NotSwept("This order is not paid through the node.");
        }
        List<PrivateKey> keys =
                List.of(PrivateKey.uncompressed(key.privateKey()), PrivateKey.compressed(key.privateKey()));
        VoucherCoins.Search search = coins.find(keys, network, fundingTxid);
        if (search instanceof VoucherCoins.Search.Nothing nothing) {
            return known(order, fundingTxid).orElse(new VoucherAnswer.NotSwept(nothing.reason()));
        }
        VoucherCoins.Search.Coin coin = (VoucherCoins.Search.Coin) search;
        byte[] toScript = to.get().script();
        long fee = Math.multiplyExact((long) SweepTransaction.bytesMax(coin.key(), toScript), feeRate());
        if (coin.satoshi() - fee < DUST_SATOSHI) {
            return new VoucherAnswer.NotSwept("The voucher holds " + coin.satoshi()
                    + " satoshi, which the miners' fee of " + fee + " would eat up.");
        }
        return send(stored(order, coin, toScript, fee), order);
    }

    /** A voucher whose coin is gone may be one that we have swept ourselves. */
    private Optional<VoucherAnswer> known(OrderId order, @Nullable String fundingTxid) throws SQLException {
        if (fundingTxid == null) {
            return Optional.empty();
        }
        List<Sweep> sweeps = database.inTransaction(connection -> ChainSweepStore.ofOrder(connection, order));
        return sweeps.stream()
                .filter(sweep -> sweep.coin().txid().equals(fundingTxid))
                .findFirst()
                .map(NodeVouchers::answer);
    }

    private Sweep stored(OrderId order, VoucherCoins.Search.Coin coin, byte[] toScript, long fee)
            throws SQLException, NodeUnavailableException {
        byte[] fromScript = coin.key().address(network).script();
        byte[] raw = SweepTransaction.signed(
                new SweepTransaction.Coin(coin.txid(), coin.vout(), coin.satoshi()),
                coin.key(),
                fromScript,
                toScript,
                fee);
        Outpoint outpoint = new Outpoint(coin.txid(), coin.vout());
        String txid = Hex.ofHash(SweepTransaction.hash(raw));
        Sweep sweep = new Sweep(outpoint, order, txid, raw, coin.satoshi() - fee, null, null);
        return database.inTransaction(
                connection -> ChainSweepStore.insert(connection, processor, sweep, clock.instant()));
    }

    private VoucherAnswer send(Sweep sweep, OrderId order) throws SQLException {
        if (!sweep.order().equals(order)) {
            return new VoucherAnswer.NotSwept("This voucher pays for another order already: " + sweep.order() + ".");
        }
        if (sweep.broadcastAt() != null || sweep.refusal() != null) {
            return answer(sweep);
        }
        try {
            return answer(broadcast.send(sweep));
        } catch (NodeUnavailableException unavailable) {
            return new VoucherAnswer.OnHold(sweep.txid(), Money.satoshi(sweep.satoshi()), unavailable.sentence());
        }
    }

    private static VoucherAnswer answer(Sweep sweep) {
        return sweep.refusal() == null
                ? new VoucherAnswer.Swept(sweep.txid(), Money.satoshi(sweep.satoshi()))
                : new VoucherAnswer.NotSwept("The node refused it: " + sweep.refusal() + ".");
    }

    /** Satoshi for each virtual byte: what the node expects to be enough, within reason. */
    private long feeRate() throws NodeUnavailableException {
        RpcAnswer answer = rpc.call("estimatesmartfee", CONFIRMATION_BLOCKS_WANTED);
        if (answer instanceof RpcAnswer.Result result
                && result.value().path("feerate").isNumber()) {
            BigDecimal rate = result.value().path("feerate").decimalValue().multiply(SATOSHI_PER_BYTE);
            if (rate.signum() > 0) {
                long whole = rate.setScale(0, RoundingMode.CEILING).longValueExact();
                return Math.min(Math.max(1, whole), FEE_RATE_MAX);
            }
        }
        return feeRate;
    }
}
