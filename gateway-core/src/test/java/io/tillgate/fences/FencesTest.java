package io.tillgate.fences;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import io.tillgate.Gateway;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FencesTest {

    private static final String ROOT = "io.tillgate";
    private static final String PLANTED = "io.tillgate.fences.planted";
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(mainClasses());
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest
    @MethodSource("fences")
    void main_code_stays_inside(Fence fence) {
        fence.around(ROOT).check(MAIN);
    }

    /** A fence that no violation sets off would keep nobody in. */
    @ParameterizedTest
    @MethodSource("fences")
    void planted_violations_are_caught(Fence fence) {
        EvaluationResult result = fence.around(PLANTED).evaluate(VIOLATIONS);

        assertThat(result.hasViolation()).isTrue();
        assertThat(fence.planted())
                .allSatisfy(name -> assertThat(result.getFailureReport().getDetails())
                        .as("violations by %s", name)
                        .anyMatch(detail -> detail.contains(name)));
    }

    @Test
    void all_of_the_main_code_is_looked_at() {
        assertThat(MAIN.contain(Gateway.class)).isTrue();
        assertThat(MAIN).hasSizeGreaterThan(100);
        assertThat(MAIN).noneMatch(type -> type.getPackageName().startsWith("io.tillgate.fences"));
    }

    static List<Fence> fences() {
        return Fence.all();
    }

    private static Path mainClasses() {
        try {
            return Path.of(Gateway.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
