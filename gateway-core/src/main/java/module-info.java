/** Tillgate's core: what a shop calls, and what it may implement. Everything under {@code internal} is nobody's business. */
@SuppressWarnings("requires-automatic") // the Postgres driver is one; only a host that runs on the module path meets it
module io.tillgate.core {
    requires transitive java.sql;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static org.bouncycastle.provider;
    requires static org.postgresql.jdbc;

    exports io.tillgate;
    exports io.tillgate.checkout;
    exports io.tillgate.event;
    exports io.tillgate.failure;
    exports io.tillgate.figures;
    exports io.tillgate.money;
    exports io.tillgate.notification;
    exports io.tillgate.order;
    exports io.tillgate.processor;
    exports io.tillgate.rate;
    exports io.tillgate.refund;
    exports io.tillgate.reconcile;
    exports io.tillgate.desk;
    exports io.tillgate.voucher;
}
