package io.tillgate.fences;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class files do not tell of local variables, so the sources are read for the words themselves. */
class FloatingPointSourceTest {

    private static final Pattern FLOATING_POINT =
            Pattern.compile("\\b(double|float|Double|Float|strictfp)\\b|\\b[0-9][0-9_]*(\\.[0-9]|[eE][0-9]|[fFdD]\\b)");

    /** Text blocks, strings, characters and comments; alternatives in the order in which Java would see them. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);

    @Test
    void no_line_of_main_code_has_a_floating_point_number() throws IOException {
        List<String> found = new ArrayList<>();
        Path sources = Repository.root().resolve("gateway-core/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                found.addAll(scan(file.getFileName().toString(), Files.readString(file)));
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double price = 1;",
                "var price = (float) amount;",
                "var price = 0.5;",
                "var price = 1e3;",
                "var price = 1d;",
                "List<Double> prices;",
                "String s = \"//\"; double x;",
                "/* fine */ double x;",
                "char c = '\"'; double x; char d = '\"';",
                "String s = \"\\\"\"; double x;"
            })
    void a_floating_point_number_is_found(String code) {
        assertThat(scan("Planted.java", "class Planted {\n" + code + "\n}"))
                .singleElement()
                .asString()
                .contains(":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// a double booking",
                "/* no double\n near money, 0.5 */",
                "String s = \"double 0.5\";",
                "String s = \"\"\"\n  double \"quoted\" 0.5\n  \"\"\";",
                "char c = '\\''; // double",
                "int doubled = 1; long floats = 2L; int hex = 0xFF;"
            })
    void a_word_in_a_comment_or_a_text_is_none(String code) {
        assertThat(scan("Planted.java", code)).isEmpty();
    }

    private static List<String> scan(String file, String source) {
        String code = NOT_CODE.matcher(source)
                .replaceAll(match -> Matcher.quoteReplacement(match.group().replaceAll("[^\\n]", " ")));
        List<String> found = new ArrayList<>();
        String[] lines = code.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (FLOATING_POINT.matcher(lines[i]).find()) {
                found.add(file + ":" + (i + 1) + " " + lines[i].strip());
            }
        }
        return found;
    }
}
