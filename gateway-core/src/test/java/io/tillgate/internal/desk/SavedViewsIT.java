package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.Gateway;
import io.tillgate.desk.SavedView;
import io.tillgate.desk.SavedView.Audience;
import io.tillgate.desk.SavedViews;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.testing.GatewayFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SavedViewsIT {

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void saved_views_are_a_person_s_own_or_everybody_s_and_bounded() {
        Gateway gateway = fixture.start();
        SavedViews views = gateway.savedViews();
        SavedView own = views.save("erin", "Late ones", "anomaly=PAID_LATE", Audience.OWNER);
        SavedView shared = views.save("erin", "Overpaid", "anomaly=OVERPAID", Audience.EVERYBODY);

        assertThat(views.list("frank")).containsExactly(shared);
        assertThat(views.list("ERIN")).extracting(SavedView::name).containsExactly("Late ones", "Overpaid");
        assertThat(views.delete("frank", own.id())).isFalse();
        views.save("erin", "late ONES", "anomaly=PAID_LATE&status=PAID", Audience.OWNER);
        assertThat(views.list("erin")).hasSize(2);
        assertThat(views.delete("frank", shared.id())).isTrue();
        for (String name : List.of("", " ", "x".repeat(61), "a\u202eb", "a\0b")) {
            assertThatThrownBy(() -> views.save("erin", name, "status=PAID", Audience.OWNER))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("name");
        }
        assertThatThrownBy(() -> views.save("erin", "x", "a b", Audience.OWNER)).hasMessageContaining("query");
        for (int i = 1; i < SavedViews.OWN_VIEWS_MAX; i++) {
            views.save("erin", "view " + i, "status=PAID", Audience.OWNER);
        }
        assertThatThrownBy(() -> views.save("erin", "one more", "status=PAID", Audience.OWNER))
                .isInstanceOf(InvalidInputException.class);
        assertThat(views.list("erin")).hasSize(SavedViews.OWN_VIEWS_MAX);
    }
}
