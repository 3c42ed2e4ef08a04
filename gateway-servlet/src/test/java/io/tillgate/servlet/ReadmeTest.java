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

class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

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
