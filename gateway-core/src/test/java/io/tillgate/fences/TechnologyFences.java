package io.tillgate.fences;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where technology may show. */
final class TechnologyFences {

    private static final List<String> FOREIGN = List.of(
            "com.fasterxml.",
            "okhttp3.",
            "okio.",
            "kotlin.",
            "org.postgresql.",
            "org.slf4j.",
            "org.flywaydb.",
            "org.bouncycastle.");

    private TechnologyFences() {}

    /**
     * Statements of several stores share a transaction, so checkout, intake, loops, refunds and the follower of the chain pass a connection on; the host hands
     * its DataSource to the root, and gets a connection through its listener in {@code event}.
     */
    static ArchRule sql(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root,
                        root + ".event",
                        root + ".internal.jdbc",
                        root + ".internal.checkout",
                        root + ".internal.desk",
                        root + ".internal.intake",
                        root + ".internal.loop",
                        root + ".internal.node",
                        root + ".internal.refund")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("Postgres is the business of the store and of those who span its transactions");
    }

    static ArchRule statements(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".internal.jdbc")
                .and()
                .doNotHaveFullyQualifiedName(root + ".internal.loop.ChangeFeed")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are statements or their results",
                        type -> type.isAssignableTo(Statement.class) || type.isAssignableTo(ResultSet.class)))
                .because("SQL is written next to its mapper, in internal.jdbc");
    }

    static ArchRule foreignTypes(String root) {
        return classes()
                .that()
                .resideOutsideOfPackage(root + ".internal..")
                .should(showOnly(
                        "no type of a library",
                        type -> FOREIGN.stream()
                                .noneMatch(prefix -> type.getName().startsWith(prefix))))
                .because("a host must be able to change the version of anything that we bring along");
    }

    static ArchRule internalTypes(String root) {
        return classes()
                .that()
                .resideOutsideOfPackage(root + ".internal..")
                .should(showOnly("no internal type", type -> !type.getName().startsWith(root + ".internal.")))
                .because("internal is nobody's business");
    }

    private static ArchCondition<JavaClass> showOnly(String what, Predicate<JavaClass> allowed) {
        return new ArchCondition<>("show " + what + " to the outside") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!isPublic(item)) {
                    return;
                }
                for (JavaCodeUnit unit : item.getCodeUnits()) {
                    if (isVisible(unit.getModifiers())) {
                        unit.getParameterTypes().forEach(type -> check(type, unit.getFullName(), events));
                        unit.getExceptionTypes().forEach(type -> check(type, unit.getFullName(), events));
                        check(unit.getReturnType(), unit.getFullName(), events);
                    }
                }
                for (JavaField field : item.getFields()) {
                    if (isVisible(field.getModifiers())) {
                        check(field.getType(), field.getFullName(), events);
                    }
                }
                item.getInterfaces().forEach(type -> check(type, item.getName(), events));
                item.getSuperclass().ifPresent(type -> check(type, item.getName(), events));
            }

            private void check(JavaType type, String where, ConditionEvents events) {
                Set<String> shown = type.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(allowed.negate())
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
                if (!shown.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(where, where + " shows " + shown));
                }
            }
        };
    }

    private static boolean isPublic(JavaClass item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC)
                && item.getEnclosingClass().map(TechnologyFences::isPublic).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }
}
