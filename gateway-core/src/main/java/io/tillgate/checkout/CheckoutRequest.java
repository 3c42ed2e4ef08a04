package io.tillgate.checkout;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import io.tillgate.order.ShopDetails;
import io.tillgate.processor.ProcessorId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a shop asks for: the reference of its own order, and the price tag.
 *
 * <p>Asking again with the same reference and the same terms while the order is open gives the same order.
 */
public final class CheckoutRequest {

    public static final int REFERENCE_CHARS_MAX = 100;
    public static final int DESCRIPTION_CHARS_MAX = 250;
    public static final int DATA_CHARS_MAX = 2000;
    public static final int RETURN_URL_CHARS_MAX = 2000;

    private final String reference;
    private final Money price;
    private final ShopDetails shop;
    private final @Nullable ProcessorId processor;

    private CheckoutRequest(String reference, Money price, ShopDetails shop, @Nullable ProcessorId processor) {
        this.reference = reference;
        this.price = price;
        this.shop = shop;
        this.processor = processor;
    }

    /** Starts a request for the shop's own order number, 1 to 100 characters, and its price tag in fiat or BTC. */
    public static Builder of(String reference, Money price) {
        return new Builder(reference, price);
    }

    public String reference() {
        return reference;
    }

    public Money price() {
        return price;
    }

    public ShopDetails shop() {
        return shop;
    }

    /** The processor to use; the gateway's first one when empty. */
    public Optional<ProcessorId> processor() {
        return Optional.ofNullable(processor);
    }

    /** Collects a request. */
    public static final class Builder {
        private final String reference;
        private final Money price;
        private @Nullable String description;
        private @Nullable String data;
        private @Nullable String returnUrl;
        private @Nullable ProcessorId processor;

        private Builder(String reference, Money price) {
            this.reference = reference;
            this.price = price;
        }

        /** What the buyer reads on the payment page, at most 250 characters. */
        public Builder description(@Nullable String value) {
            this.description = value;
            return this;
        }

        /** The shop's own words, given back in events, at most 2000 characters; kept with us, not sent on. */
        public Builder data(@Nullable String value) {
            this.data = value;
            return this;
        }

        /** Where our pages link back to: an absolute http(s) URL of the shop. */
        public Builder returnUrl(@Nullable String value) {
            this.returnUrl = value;
            return this;
        }

        public Builder processor(ProcessorId value) {
            this.processor = value;
            return this;
        }

        /** Checks everything; throws {@link InvalidInputException} that lists all that is wrong. */
        public CheckoutRequest build() {
            List<Problem> problems = new ArrayList<>();
            checkText(problems, "reference", reference, REFERENCE_CHARS_MAX);
            if (reference.isBlank()) {
                problems.add(new Problem("reference", "is empty", "send the shop's own order number"));
            }
            if (!price.isPositive()) {
                problems.add(new Problem("price", "is not positive", "send an amount above zero"));
            }
            checkText(problems, "description", description, DESCRIPTION_CHARS_MAX);
            checkText(problems, "data", data, DATA_CHARS_MAX);
            checkReturnUrl(problems);
            if (!problems.isEmpty()) {
                throw new InvalidInputException(problems);
            }
            return new CheckoutRequest(reference, price, new ShopDetails(description, data, returnUrl), processor);
        }

        private void checkReturnUrl(List<Problem> problems) {
            if (returnUrl == null) {
                return;
            }
            checkText(problems, "returnUrl", returnUrl, RETURN_URL_CHARS_MAX);
            if (!isHttpUrl(returnUrl)) {
                problems.add(new Problem("returnUrl", "is not an absolute http(s) URL", "send https://shop/path"));
            }
        }

        private static boolean isHttpUrl(String text) {
            try {
                URI uri = URI.create(text);
                return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
            } catch (IllegalArgumentException notAUri) {
                return false;
            }
        }

        private static void checkText(List<Problem> problems, String field, @Nullable String text, int charsMax) {
            if (text == null) {
                return;
            }
            if (text.length() > charsMax) {
                problems.add(new Problem(
                        field, "has " + text.length() + " characters", "send at most " + charsMax + " characters"));
            }
            if (text.indexOf('\0') >= 0) {
                problems.add(new Problem(field, "holds a null character", "Postgres can't keep one: leave it out"));
            }
            if (hasLoneSurrogate(text)) {
                problems.add(new Problem(field, "is not valid Unicode", "send well-formed UTF-8"));
            }
        }

        private static boolean hasLoneSurrogate(String text) {
            return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }
    }
}
