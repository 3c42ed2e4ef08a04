package io.tillgate.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.ServletRequest;

@AnalyzeClasses(packages = "io.tillgate.servlet", importOptions = ImportOption.DoNotIncludeTests.class)
class FencesTest {

    @ArchTest
    static final ArchRule no_sql_in_sight = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule the_core_s_insides_are_its_own_business =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.tillgate.internal..");

    @ArchTest
    static final ArchRule nobody_asks_for_parameters_since_that_may_read_the_body = noClasses()
            .should()
            .callMethod(ServletRequest.class, "getParameter", String.class)
            .orShould()
            .callMethod(ServletRequest.class, "getParameterMap");

    @ArchTest
    static final ArchRule what_a_shop_does_not_need_is_not_public = classes()
            .that()
            .resideInAPackage("io.tillgate.servlet")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*\\.(TillgateServlet|ServletSettings|AdminAuthorizer|StaffMember|StaffRole)");
}
