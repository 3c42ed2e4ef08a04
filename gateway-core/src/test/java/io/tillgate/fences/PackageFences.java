package io.tillgate.fences;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Who may import whom. */
final class PackageFences {

    /**
     * Each noun with those before it. {@code reconcile} may also read what its neighbours wrote down, and {@code desk},
     * where staff see and do everything, all of them.
     */
    private static final Map<String, Set<String>> BEFORE = Map.ofEntries(
            Map.entry("failure", Set.of()),
            Map.entry("money", Set.of("failure")),
            Map.entry("rate", Set.of("failure", "money")),
            Map.entry("order", Set.of("failure", "money", "rate")),
            Map.entry("processor", Set.of("failure", "money", "rate", "order")),
            Map.entry("checkout", Set.of("failure", "money", "rate", "order", "processor")),
            Map.entry("notification", Set.of("failure", "money", "rate", "order", "processor")),
            Map.entry("refund", Set.of("failure", "money", "rate", "order", "processor")),
            Map.entry("event", Set.of("failure", "money", "rate", "order", "processor")),
            Map.entry("figures", Set.of("failure", "money", "order", "processor")),
            Map.entry("voucher", Set.of("failure", "money", "rate", "order", "processor")),
            Map.entry(
                    "reconcile",
                    Set.of(
                            "failure",
                            "money",
                            "rate",
                            "order",
                            "processor",
                            "checkout",
                            "notification",
                            "refund",
                            "event")),
            Map.entry(
                    "desk",
                    Set.of(
                            "failure",
                            "money",
                            "rate",
                            "order",
                            "processor",
                            "checkout",
                            "notification",
                            "refund",
                            "event",
                            "voucher",
                            "reconcile")));

    private PackageFences() {}

    static ArchRule order(String root) {
        return classes()
                .that()
                .resideOutsideOfPackages(root, root + ".internal..")
                .should(importOnlyWhatIsBefore(root))
                .because("one can read the packages of the design in their order");
    }

    static ArchRule nounsDoNotKnowInternal(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root, root + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..")
                .because("a noun says what, internal says how");
    }

    static ArchRule nobodyKnowsTheRoot(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root)
                .because("the gateway wires everything, and nothing reaches back");
    }

    static ArchRule noCycles(String root) {
        return SlicesRuleDefinition.slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    static ArchRule nullMarked(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("be in a @NullMarked package") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(
                                    item, "the package of " + item.getName() + " is not @NullMarked"));
                        }
                    }
                });
    }

    private static ArchCondition<JavaClass> importOnlyWhatIsBefore(String root) {
        return new ArchCondition<>("import only the packages before their own") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String noun = noun(root, item.getPackageName());
                Set<String> before = BEFORE.get(noun);
                if (before == null) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + " is in a package that has no place in the order: give it one"));
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String other =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    if (other.startsWith(root + ".")) {
                        String target = noun(root, other);
                        if (!target.equals(noun) && !before.contains(target)) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    }
                }
            }
        };
    }

    /** The first part of the package's name behind the root. */
    private static String noun(String root, String packageName) {
        String rest = packageName.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
