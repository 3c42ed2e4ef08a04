package io.tillgate.fences;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What code of ours does not do. */
final class HabitFences {

    private static final Set<String> FLOATING_POINT =
            Set.of("double", "float", Double.class.getName(), Float.class.getName());

    private HabitFences() {}

    static ArchRule console(String root) {
        return noAccess(root, "the console", access -> {
            String owner = access.getTargetOwner().getName();
            boolean stream = owner.equals(System.class.getName())
                    && Set.of("out", "err").contains(access.getTarget().getName());
            return stream || access.getTarget().getName().equals("printStackTrace");
        });
    }

    static ArchRule sleep(String root) {
        return noAccess(root, "sleep", access -> access.getTarget().getName().equals("sleep"));
    }

    static ArchRule javaUtilLogging(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..");
    }

    /** A monotonic clock for time limits, System.nanoTime, is none that could be wrong. */
    static ArchRule time(String root) {
        return noAccess(root, "a clock that a test can't set", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            boolean now = owner.startsWith("java.time.") && name.equals("now");
            boolean systemClock = owner.equals("java.time.Clock") && name.startsWith("system");
            boolean millis = owner.equals(System.class.getName()) && name.equals("currentTimeMillis");
            boolean date = owner.equals("java.util.Date")
                    && access.getTarget().getFullName().endsWith("<init>()");
            boolean calendar = owner.equals("java.util.Calendar") && name.equals("getInstance");
            return now || systemClock || millis || date || calendar;
        });
    }

    static ArchRule floatingPointMembers(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("have no double or float in a field, parameter or result") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        item.getFields().stream()
                                .filter(field -> isFloatingPoint(field.getRawType()))
                                .forEach(field -> events.add(
                                        SimpleConditionEvent.violated(field, field.getFullName() + " is inexact")));
                        item.getCodeUnits().stream()
                                .filter(unit -> touchesFloatingPoint(unit))
                                .forEach(unit -> events.add(
                                        SimpleConditionEvent.violated(unit, unit.getFullName() + " is inexact")));
                    }
                });
    }

    /** Whatever takes or gives floating point: BigDecimal.doubleValue and its like, Double.parseDouble, Math.round. */
    static ArchRule floatingPointCalls(String root) {
        return noAccess(
                root,
                "floating point",
                access -> access.getTarget() instanceof CodeUnitAccessTarget target
                        && Stream.concat(target.getRawParameterTypes().stream(), Stream.of(target.getRawReturnType()))
                                .anyMatch(HabitFences::isFloatingPoint));
    }

    private static ArchRule noAccess(String root, String what, Predicate<JavaAccess<?>> predicate) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(what, predicate));
    }

    private static boolean touchesFloatingPoint(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .anyMatch(HabitFences::isFloatingPoint);
    }

    private static boolean isFloatingPoint(JavaClass type) {
        return FLOATING_POINT.contains(type.getBaseComponentType().getName());
    }
}
