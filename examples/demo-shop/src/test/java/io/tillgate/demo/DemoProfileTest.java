package io.tillgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * {@code mvn -q -Pdemo} ends at {@code process-classes}, where no module has a jar of tests yet: a dependency on one broke it
 * once, and no test starts Maven to see. What the demo's class path lacks is seen by {@link DemoProcessIT}.
 */
class DemoProfileTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final String ALWAYS = "/project/dependencies/dependency";
    private static final String DEMO = "/project/profiles/profile[id='demo']";

    private static Document pom;

    @BeforeAll
    static void read() throws Exception {
        pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }

    @Test
    void the_demo_needs_nothing_that_is_made_after_the_classes() throws Exception {
        assertThat(texts(ALWAYS + "/artifactId")).contains("gateway-servlet", "sandbox-processor");
        for (String dependency : List.of(ALWAYS, DEMO + "/dependencies/dependency")) {
            assertThat(texts(dependency + "/type")).isEmpty();
            assertThat(texts(dependency + "/classifier")).isEmpty();
        }
    }

    @Test
    void the_dependency_of_its_tests_goes_when_the_profile_comes() throws Exception {
        assertThat(
                        texts(
                                "/project/profiles/profile[dependencies/dependency/type='test-jar']/activation/activeByDefault"))
                .as("Maven leaves these out where another profile of the same file is active")
                .containsExactly("true");
        assertThat(texts("//dependency[type='test-jar']/artifactId")).containsExactly("gateway-core");
    }

    @Test
    void it_starts_the_class_that_there_is() throws Exception {
        assertThat(texts(DEMO + "//mainClass")).containsExactly(DemoShop.class.getName());
        assertThat(texts(DEMO + "//classpathScope")).containsExactly("runtime");
        assertThat(texts(DEMO + "//phase")).containsExactly("process-classes");
    }

    private static List<String> texts(String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
