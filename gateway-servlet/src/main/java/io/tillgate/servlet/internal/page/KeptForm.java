package io.tillgate.servlet.internal.page;

import io.tillgate.failure.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form that could not be taken, with all that was typed.
 *
 * @param action where it can be sent again; null where it is only shown
 */
public record KeptForm(
        String headline, @Nullable String action, String button, List<Field> fields, List<Problem> problems) {

    public KeptForm {
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }

    public record Field(String name, String value) {

        /** As people read it: {@code cash_out} is {@code cash out}. */
        public String label() {
            return name.replace('_', ' ');
        }

        public boolean isLong() {
            return value.length() > 60 || value.indexOf('\n') >= 0;
        }
    }

    public static KeptForm toCorrect(String action, List<Field> fields, List<Problem> problems) {
        return new KeptForm("Nothing was done yet", action, "Send", fields, problems);
    }

    public static KeptForm toSendAgain(String action, List<Field> fields, List<Problem> problems) {
        return new KeptForm("This form was open for too long", action, "Send again", fields, problems);
    }

    public static KeptForm toRead(List<Field> fields, List<Problem> problems) {
        return new KeptForm("Nothing was done", null, "", fields, problems);
    }
}
