package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the wire knows about a currency: the scale of its {@code _int} fields, its signs, and the level around
 * which the sandbox lets the price of one bitcoin wander. Scales and channel ids: protocol page, 4 and 5.4.
 */
enum WireCurrency {
    BTC(8, "Bitcoin", "BTC", "after", "1", "", ""),
    USD(
            5,
            "Dollar",
            "$",
            "before",
            "70000",
            "d5f06780-30a8-4a48-a2f8-7ed181b4a13f",
            "24e67e0d-1cad-4cc0-9e7a-f8523ef460fe"),
    AUD(
            5,
            "Australian Dollar",
            "AU$",
            "before",
            "104000",
            "eb6aaa11-99d0-4f64-9e8c-1140872a423d",
            "296ee352-dd5d-46f3-9bea-5e39dede2005"),
    CAD(
            5,
            "Canadian Dollar",
            "CA$",
            "before",
            "96000",
            "10720792-084d-45ba-92e3-cf44d9477775",
            "5b234cc3-a7c1-47ce-854f-27aee4cdbda5"),
    CHF(
            5,
            "Swiss Franc",
            "CHF",
            "after",
            "56000",
            "2644c164-3db7-4475-8b45-c7042efe3413",
            "113fec5f-294d-4929-86eb-8ca4c3fd1bed"),
    CNY(
            5,
            "Yuan",
            "CN¥",
            "before",
            "497000",
            "c251ec35-56f9-40ab-a4f6-13325c349de4",
            "0d1ecad8-e20f-459e-8bed-0bdcf927820f"),
    DKK(
            5,
            "Danish Krone",
            "kr",
            "after",
            "448000",
            "e5ce0604-574a-4059-9493-80af46c776b3",
            "9219abb0-b50c-4007-b4d2-51d1711ab19c"),
    EUR(
            5,
            "Euro",
            "€",
            "after",
            "60000",
            "0bb6da8b-f6c6-4ecf-8f0d-a544ad948c15",
            "057bdc6b-9f9c-44e4-bc1a-363e4443ce87"),
    GBP(
            5,
            "Pound",
            "£",
            "before",
            "52000",
            "7b842b7d-d1f9-46fa-a49c-c12f1ad5a533",
            "60c3af1b-5d40-4d0e-b9fc-ccab433d2e9c"),
    HKD(
            5,
            "Hong Kong Dollar",
            "HK$",
            "before",
            "545000",
            "d3ae78dd-01dd-4074-88a7-b8aa03cd28dd",
            "049f65dc-3af3-4ffd-85a5-aac102b2a579"),
    JPY(
            3,
            "Yen",
            "¥",
            "before",
            "10700000",
            "a39ae532-6a3c-4835-af8c-dda54cb4874e",
            "94483e07-d797-4dd4-bc72-dc98f1fd39e3"),
    NZD(
            5,
            "New Zealand Dollar",
            "NZ$",
            "before",
            "120000",
            "5ddd27ca-2466-4d1a-8961-615dedb68bf1",
            "cedf8730-bce6-4278-b6fe-9bee42930e95"),
    PLN(
            5,
            "Zloty",
            "zł",
            "after",
            "255000",
            "b4a02cb3-2e2d-4a88-aeea-3c66cb604d01",
            "e4ff055a-f8bf-407e-af76-676cad319a21"),
    RUB(
            5,
            "Ruble",
            "руб",
            "after",
            "5500000",
            "bd04f720-3c70-4dce-ae71-2422ab862c65",
            "d6412ca0-b686-464c-891a-d1ba3943f3c6"),
    SEK(
            3,
            "Swedish Krona",
            "kr",
            "after",
            "660000",
            "6caf1244-655b-460f-beaf-5c56d1f4bea7",
            "8f1fefaa-7c55-4420-ada0-4de15c1c38f3"),
    SGD(
            5,
            "Singapore Dollar",
            "SG$",
            "before",
            "90000",
            "2cb73ed1-07f4-45e0-8918-bcbfda658912",
            "41e5c243-3d44-4fad-b690-f39e1dbb86a8"),
    THB(
            5,
            "Baht",
            "฿",
            "before",
            "2250000",
            "d58e3b69-9560-4b9e-8c58-b5c0f3fda5e1",
            "67879668-532f-41f9-8eb0-55e7593a5ab8"),
    NOK(
            5,
            "Norwegian Krone",
            "kr",
            "after",
            "700000",
            "7532e866-3a03-4514-a4b1-6f86e3a8dc11",
            "66da7fb4-6b0c-4a10-9cb7-e2944e046eb5"),
    CZK(
            5,
            "Koruna",
            "Kč",
            "after",
            "1450000",
            "2a968b7f-6638-40ba-95e7-7284b3196d52",
            "a7a970cf-4f6c-4d85-a74e-ac0979049b87");

    private final int scale;
    private final String fullName;
    private final String symbol;
    private final String symbolPosition;
    private final String level;
    private final String tickerChannel;
    private final String depthChannel;

    WireCurrency(
            int scale,
            String fullName,
            String symbol,
            String symbolPosition,
            String level,
            String tickerChannel,
            String depthChannel) {
        this.scale = scale;
        this.fullName = fullName;
        this.symbol = symbol;
        this.symbolPosition = symbolPosition;
        this.level = level;
        this.tickerChannel = tickerChannel;
        this.depthChannel = depthChannel;
    }

    static Optional<WireCurrency> find(String code) {
        return Arrays.stream(values()).filter(each -> each.name().equals(code)).findFirst();
    }

    /** Every currency that has a price in bitcoin, which is all but BTC itself. */
    static List<WireCurrency> fiat() {
        return Arrays.stream(values()).filter(each -> each != BTC).toList();
    }

    static String codes() {
        return Arrays.stream(values()).map(WireCurrency::name).collect(Collectors.joining(" "));
    }

    /** Digits behind the point of an {@code _int} field. */
    int scale() {
        return scale;
    }

    /** Digits behind the point that people expect to see. */
    int displayScale() {
        return switch (this) {
            case BTC -> 8;
            case JPY -> 0;
            default -> 2;
        };
    }

    String fullName() {
        return fullName;
    }

    String symbol() {
        return symbol;
    }

    String symbolPosition() {
        return symbolPosition;
    }

    BigDecimal level() {
        return new BigDecimal(level);
    }

    String tickerChannel() {
        return tickerChannel;
    }

    String depthChannel() {
        return depthChannel;
    }

    /** The {@code _int} form of a decimal; HALF_UP, as the wiki's ticker sample rounds its averages. */
    long toInt(BigDecimal value) {
        return value.setScale(scale, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    BigDecimal fromInt(long valueInt) {
        return BigDecimal.valueOf(valueInt, scale);
    }
}
