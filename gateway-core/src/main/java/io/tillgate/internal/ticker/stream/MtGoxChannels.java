package io.tillgate.internal.ticker.stream;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the public channels, which a server may use in place of their names.
 *
 * <p>Source: protocol/mtgox.md 5.4, as listed by {@code stream/list_public} in December 2013.
 */
final class MtGoxChannels {

    /** Currency, id of its ticker, id of its depth. */
    private static final String TABLE = """
            USD d5f06780-30a8-4a48-a2f8-7ed181b4a13f 24e67e0d-1cad-4cc0-9e7a-f8523ef460fe
            EUR 0bb6da8b-f6c6-4ecf-8f0d-a544ad948c15 057bdc6b-9f9c-44e4-bc1a-363e4443ce87
            GBP 7b842b7d-d1f9-46fa-a49c-c12f1ad5a533 60c3af1b-5d40-4d0e-b9fc-ccab433d2e9c
            JPY a39ae532-6a3c-4835-af8c-dda54cb4874e 94483e07-d797-4dd4-bc72-dc98f1fd39e3
            SEK 6caf1244-655b-460f-beaf-5c56d1f4bea7 8f1fefaa-7c55-4420-ada0-4de15c1c38f3
            AUD eb6aaa11-99d0-4f64-9e8c-1140872a423d 296ee352-dd5d-46f3-9bea-5e39dede2005
            CAD 10720792-084d-45ba-92e3-cf44d9477775 5b234cc3-a7c1-47ce-854f-27aee4cdbda5
            CHF 2644c164-3db7-4475-8b45-c7042efe3413 113fec5f-294d-4929-86eb-8ca4c3fd1bed
            CNY c251ec35-56f9-40ab-a4f6-13325c349de4 0d1ecad8-e20f-459e-8bed-0bdcf927820f
            DKK e5ce0604-574a-4059-9493-80af46c776b3 9219abb0-b50c-4007-b4d2-51d1711ab19c
            HKD d3ae78dd-01dd-4074-88a7-b8aa03cd28dd 049f65dc-3af3-4ffd-85a5-aac102b2a579
            NZD 5ddd27ca-2466-4d1a-8961-615dedb68bf1 cedf8730-bce6-4278-b6fe-9bee42930e95
            PLN b4a02cb3-2e2d-4a88-aeea-3c66cb604d01 e4ff055a-f8bf-407e-af76-676cad319a21
            RUB bd04f720-3c70-4dce-ae71-2422ab862c65 d6412ca0-b686-464c-891a-d1ba3943f3c6
            SGD 2cb73ed1-07f4-45e0-8918-bcbfda658912 41e5c243-3d44-4fad-b690-f39e1dbb86a8
            THB d58e3b69-9560-4b9e-8c58-b5c0f3fda5e1 67879668-532f-41f9-8eb0-55e7593a5ab8
            NOK 7532e866-3a03-4514-a4b1-6f86e3a8dc11 66da7fb4-6b0c-4a10-9cb7-e2944e046eb5
            CZK 2a968b7f-6638-40ba-95e7-7284b3196d52 a7a970cf-4f6c-4d85-a74e-ac0979049b87
            INR 55e5feb8-fea5-416b-88fa-40211541deca 414fdb18-8f70-471c-a9df-b3c2740727ea
            KRW bf85048d-4db9-4dbe-9ca3-5b83a1a4186e 0c84bda7-e613-4b19-ae2a-6d26412c9f70
            """;

    private static final Map<CurrencyPair, String> TICKER_ID = new HashMap<>();
    private static final Map<String, CurrencyPair> PAIR_OF_TICKER = new HashMap<>();
    private static final Map<String, CurrencyPair> PAIR_OF_DEPTH = new HashMap<>();

    static {
        TABLE.lines().map(row -> row.split(" ", -1)).forEach(row -> {
            CurrencyPair pair = CurrencyPair.btc(Currency.of(row[0]));
            TICKER_ID.put(pair, row[1]);
            PAIR_OF_TICKER.put(row[1], pair);
            PAIR_OF_DEPTH.put(row[2], pair);
        });
    }

    private MtGoxChannels() {}

    /** The id of a pair's ticker; null when the table has none. */
    static @Nullable String tickerId(CurrencyPair pair) {
        return TICKER_ID.get(pair);
    }

    /** The pair that a channel's tickers are of; null when the channel is no ticker that the table knows. */
    static @Nullable CurrencyPair pairOfTicker(String id) {
        return PAIR_OF_TICKER.get(id);
    }

    static boolean isDepth(String id) {
        return PAIR_OF_DEPTH.containsKey(id);
    }
}
