package io.tillgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.ConfigurationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo on a Postgres that somebody else runs. */
class DemoDatabaseIT {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start_a_postgres_with_two_roles() throws Exception {
        postgres = EmbeddedPostgres.start();
        execute("CREATE ROLE shopkeeper LOGIN");
        execute("GRANT CREATE ON DATABASE postgres TO shopkeeper");
        execute("CREATE ROLE guest LOGIN");
    }

    @AfterAll
    static void stop_it() throws Exception {
        postgres.close();
    }

    @Test
    void orders_and_open_pages_outlive_a_restart() throws Exception {
        Map<String, String> environment = environment("shopkeeper", "postgres");
        Browser browser;
        Map<String, String> form;
        try (DemoShop demo = DemoShop.start(environment)) {
            browser = new Browser(demo.shopUrl());
            form = browser.buyForm(Product.MUG, "EUR");
            assertThat(browser.post("/checkout", form).statusCode()).isEqualTo(303);
        }
        try (DemoShop demo = DemoShop.start(environment)) {
            Browser same = browser.at(demo.shopUrl());
            assertThat(same.open("/orders").body()).contains("HL-1001", "Waiting for payment");
            assertThat(same.post("/checkout", form).statusCode()).isEqualTo(303);
            assertThat(same.open("/orders").body()).contains("HL-1001").doesNotContain("HL-1002");
        }
    }

    @Test
    void a_role_that_may_not_create_schemas_is_told_so() {
        assertThatThrownBy(() -> DemoShop.start(environment("guest", "postgres")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_USER may not create schemas in this database: grant it CREATE");
    }

    @Test
    void an_unknown_role_and_an_unknown_database_are_told() {
        assertThatThrownBy(() -> DemoShop.start(environment("nobody", "postgres")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_USER or DATABASE_PASSWORD is refused by the server: set");
        assertThatThrownBy(() -> DemoShop.start(environment("shopkeeper", "nowhere")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_URL names a database that is not there: create it");
    }

    private static Map<String, String> environment(String user, String database) {
        return Map.of(
                "PORT",
                "0",
                "SANDBOX_PORT",
                "0",
                "DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database,
                "DATABASE_USER",
                user);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
