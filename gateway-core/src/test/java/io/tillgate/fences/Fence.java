package io.tillgate.fences;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A fence of the design: a rule about everything below a root package, so that the same rule can be held against the main
 * code and against the planted violations.
 *
 * @param planted simple names of planted classes that the rule must report
 */
record Fence(String promise, Function<String, ArchRule> rule, List<String> planted) {

    static List<Fence> all() {
        return List.of(
                fence(
                        "packages import only those before them",
                        PackageFences::order,
                        "OrderKnowsCheckout",
                        "NounWithoutAPlace"),
                fence("nouns do not know internal", PackageFences::nounsDoNotKnowInternal, "OrderKnowsInternal"),
                fence("nobody knows the root", PackageFences::nobodyKnowsTheRoot, "StoreKnowsTheGateway"),
                fence("no cycles", PackageFences::noCycles, "PlantedMoney"),
                fence("every package is null-marked", PackageFences::nullMarked, "PlantedStore"),
                fence("SQL stays with the store", TechnologyFences::sql, "OrderKnowsSql"),
                fence("statements are made in one package", TechnologyFences::statements, "MakesAStatement"),
                fence(
                        "no foreign type in the public API",
                        TechnologyFences::foreignTypes,
                        "JacksonInTheApi",
                        "OkHttpInTheApi"),
                fence("no internal type in the public API", TechnologyFences::internalTypes, "InternalInTheApi"),
                fence("no console", HabitFences::console, "WritesToTheConsole", "PrintsItsStack"),
                fence("no sleep", HabitFences::sleep, "Sleeps", "SleepsByUnit"),
                fence("no java.util.logging", HabitFences::javaUtilLogging, "LogsElsewhere"),
                fence(
                        "time comes from an InstantSource",
                        HabitFences::time,
                        "AsksInstant",
                        "AsksSystem",
                        "AsksByReference"),
                fence(
                        "no floating-point members",
                        HabitFences::floatingPointMembers,
                        "HoldsADouble",
                        "TakesAFloat",
                        "GivesADouble"),
                fence(
                        "no floating-point calls",
                        HabitFences::floatingPointCalls,
                        "TurnsIntoDouble",
                        "MadeOfDouble",
                        "ParsesADouble",
                        "ByReference"));
    }

    ArchRule around(String rootPackage) {
        return rule.apply(rootPackage);
    }

    @Override
    public String toString() {
        return promise;
    }

    private static Fence fence(String promise, Function<String, ArchRule> rule, String... planted) {
        return new Fence(promise, rule, List.of(planted));
    }
}
