/** Tillgate over HTTP: one servlet to map, its settings, and who may open the staff pages. */
@SuppressWarnings("requires-automatic") // the template runtime is one
module io.tillgate.servlet {
    requires transitive io.tillgate.core;
    requires transitive jakarta.servlet;
    requires com.fasterxml.jackson.databind;
    requires gg.jte.runtime;
    requires io.nayuki.qrcodegen;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.tillgate.servlet;
}
