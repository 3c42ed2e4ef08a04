package io.tillgate.fences.planted.rate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.fences.planted.internal.jdbc.PlantedStore;
import io.tillgate.fences.planted.money.PlantedMoney;
import java.util.List;
import okhttp3.OkHttpClient;

/** Half of a cycle, and a public API that shows what it must not. */
public record PlantedRate(List<PlantedMoney> amounts) {

    public interface JacksonInTheApi {
        List<JsonNode> nodes();
    }

    public static class OkHttpInTheApi {
        protected void call(OkHttpClient[] clients) {}
    }

    public interface InternalInTheApi {
        PlantedStore store();
    }
}
