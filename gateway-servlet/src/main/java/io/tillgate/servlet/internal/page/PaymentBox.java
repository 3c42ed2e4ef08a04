package io.tillgate.servlet.internal.page;

import io.tillgate.order.PaymentInstructions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How to pay right here: an address and what is still to be sent there.
 *
 * @param uri BIP 21, as a link and in the QR code
 * @param amount what is still missing in BTC, as a wallet reads it
 * @param isTestNetwork whether the coins are play money
 */
public record PaymentBox(String address, String uri, String amount, QrPath qr, boolean isTestNetwork) {

    /** An address is read in groups, as a bank reads an account number. */
    private static final int GROUP_CHARS = 4;

    /** Nothing else becomes a link or a code, wherever it came from. */
    private static final Pattern URI =
            Pattern.compile("bitcoin:[0-9A-Za-z]{14,100}\\?amount=[0-9]{1,8}(\\.[0-9]{1,8})?");

    /** @throws IllegalStateException when that is not the payment of an address */
    static PaymentBox of(PaymentInstructions instructions) {
        String uri = instructions.uri();
        if (!URI.matcher(uri).matches() || !uri.startsWith("bitcoin:" + instructions.address() + "?")) {
            throw new IllegalStateException("a payment instruction is not the BIP 21 URI of its address");
        }
        String amount = instructions.missing().toDecimal().toPlainString();
        String address = instructions.address();
        boolean isTestNetwork = address.startsWith("tb1") || address.startsWith("bcrt1");
        return new PaymentBox(address, uri, amount, QrPath.of(uri), isTestNetwork);
    }

    /** The address in pieces that the eye can compare; together they are the address. */
    public List<String> addressGroups() {
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < address.length(); at += GROUP_CHARS) {
            groups.add(address.substring(at, Math.min(address.length(), at + GROUP_CHARS)));
        }
        return groups;
    }
}
