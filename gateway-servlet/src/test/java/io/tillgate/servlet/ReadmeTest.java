package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern TOLD_PROFILE = Pattern.compile("mvn [^`\n]*-P([a-z-]+)");
    private static final Pattern PROFILE_WITH_GOAL = Pattern.compile(
            "<profile>(?:(?!</profile>).)*?<id>([a-z-]+)</id>(?:(?!</profile>).)*?<defaultGoal>", Pattern.DOTALL);

    @Test
    void the_embedding_code_of_the_readme_compiles(@TempDir Path classes) throws IOException {
        Matcher block = JAVA_BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(block.find()).isTrue();

        assertThat(compile(around(block.group(1)), classes)).isEmpty();
    }

    @Test
    void code_that_does_not_compile_would_be_noticed(@TempDir Path classes) throws IOException {
        assertThat(compile(around("gateway.nonsense();"), classes)).contains("gateway");
    }

    /** What `mvn -P…` says of a profile that only a module has is that no goal was given. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "benchmarks/README.md"})
    void each_profile_that_a_readme_tells_can_be_called_at_the_top(String readme) throws IOException {
        List<String> told = profiles(Files.readString(Path.of("..", readme)), TOLD_PROFILE);

        assertThat(told).isNotEmpty();
        assertThat(profiles(Files.readString(Path.of("..", "pom.xml")), PROFILE_WITH_GOAL))
                .containsAll(told);
    }

    private static List<String> profiles(String text, Pattern pattern) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String around(String code) {
        return """
                import io.tillgate.Gateway;
                import io.tillgate.checkout.*;
                import io.tillgate.event.*;
                import io.tillgate.migrations.TillgateMigrations;
                import io.tillgate.money.*;
                import io.tillgate.processor.*;
                import io.tillgate.rate.*;
                import io.tillgate.servlet.TillgateServlet;
                class Embedding {
                    interface ShopOrders { void apply(OrderEvent event); }
                    void embed(javax.sql.DataSource dataSource, String apiKey, String apiSecret, ShopOrders shopOrders,
                            jakarta.servlet.ServletContext servletContext,
                            jakarta.servlet.http.HttpServletResponse response) throws Exception {
                %s
                    }
                }
                """.formatted(code);
    }

    /** What the compiler says; empty when it is content. */
    private static String compile(String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("string:///Embedding.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
            compiler.getTask(said, files, null, options, null, List.of(file)).call();
        }
        return said.toString();
    }
}
