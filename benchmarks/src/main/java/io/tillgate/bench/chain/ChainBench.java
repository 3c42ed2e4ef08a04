package io.tillgate.bench.chain;

import io.tillgate.internal.bitcoin.AccountKey;
import io.tillgate.internal.bitcoin.BlockScanner;
import io.tillgate.internal.bitcoin.MalformedBytesException;
import io.tillgate.internal.bitcoin.WatchedScripts;
import io.tillgate.processor.BitcoinNetwork;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How fast the chain is followed. The last line is for scripts. */
public final class ChainBench {

    /** The account of BIP 84's vectors. */
    private static final String ZPUB =
            "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs";

    private static final int WATCHED = 100_000;
    private static final int FULL_BLOCK_BYTES = 4_000_000;
    private static final int PAID_IN_BLOCK = 50;
    private static final int SCANS_WARM = 40;
    private static final int SCANS = 41;
    private static final Duration DERIVING = Duration.ofSeconds(5);

    private ChainBench() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        out.printf(
                "Java %s, %d processors%n",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
        long scanMicros = scan(out);
        long derivations = derive(out);
        long ratioPercent = new CatchUp(out).run();
        int blocks = Integer.getInteger("blocks", 0);
        if (blocks > 0) {
            weeksOff(blocks, out);
        }
        out.printf(
                "chain block_scan_ms=%d.%01d catchup_ratio=%d.%02d derivations_per_s=%d%n",
                scanMicros / 1000, scanMicros / 100 % 10, ratioPercent / 100, ratioPercent % 100, derivations);
    }

    private static void weeksOff(int blocks, PrintStream out) throws Exception {
        List<String> wrong = new WeeksOff(out).run(blocks, CatchUp.BLOCK_BYTES);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("\n", wrong));
        }
    }

    /** Median time of a scan of a full block, in microseconds. */
    private static long scan(PrintStream out) throws MalformedBytesException {
        SyntheticBlocks blocks = new SyntheticBlocks(1);
        WatchedScripts watched = new WatchedScripts();
        List<byte[]> paid = new ArrayList<>();
        for (int i = 0; i < WATCHED; i++) {
            byte[] script = blocks.keyHashScript();
            watched.add(script);
            if (paid.size() < PAID_IN_BLOCK) {
                paid.add(script);
            }
        }
        byte[] raw = blocks.next(FULL_BLOCK_BYTES, paid).raw();
        BlockScanner scanner = new BlockScanner();
        AtomicInteger found = new AtomicInteger();
        for (int i = 0; i < SCANS_WARM; i++) {
            scanner.scan(raw, watched, output -> found.incrementAndGet());
        }
        found.set(0);
        long[] micros = new long[SCANS];
        for (int i = 0; i < SCANS; i++) {
            long start = System.nanoTime();
            scanner.scan(raw, watched, output -> found.incrementAndGet());
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        if (found.get() != SCANS * PAID_IN_BLOCK) {
            throw new IllegalStateException("found " + found + " outputs instead of " + SCANS * PAID_IN_BLOCK);
        }
        Arrays.sort(micros);
        out.printf(
                "block of %,d bytes, %,d scripts watched: median %,d us, worst %,d us; hashes and merkle root checked%n",
                raw.length, watched.size(), micros[SCANS / 2], micros[SCANS - 1]);
        return micros[SCANS / 2];
    }

    /** Addresses derived a second, by one thread. */
    private static long derive(PrintStream out) {
        AccountKey account = AccountKey.parse(BitcoinNetwork.MAINNET, ZPUB);
        deriveFor(account, DERIVING.dividedBy(2));
        long perSecond = deriveFor(account, DERIVING);
        out.printf("%,d addresses derived a second%n", perSecond);
        return perSecond;
    }

    private static long deriveFor(AccountKey account, Duration time) {
        long start = System.nanoTime();
        int index = 0;
        int letters = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            letters += account.address(index++).orElseThrow().text().length();
        }
        if (letters == 0) {
            throw new IllegalStateException("nothing was derived");
        }
        return index * 1_000_000_000L / (System.nanoTime() - start);
    }
}
