package io.tillgate.servlet;

import io.tillgate.desk.StaffAct;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.servlet.internal.page.KeptForm;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a member of staff sent with a form of ours. */
final class AdminForm {

    /** Names of the fields that every form carries. */
    static final String TOKEN = "form_token";

    static final String REQUEST = "request_id";
    static final String REASON = "reason";

    private static final int FIELD_CHARS_MAX = 10_000;

    private final Query fields;
    private final @Nullable Upload upload;

    AdminForm(Query fields, @Nullable Upload upload) {
        this.fields = fields;
        this.upload = upload;
    }

    /**
     * A file that came with the form: {@code <form … enctype="multipart/form-data">}, its {@code <input type="file">} last.
     *
     * @param name of the field
     * @param fileName as the sender calls it: at most {@link #FILE_NAME_CHARS_MAX} characters, none of them a control character
     * @param content read while it comes in, once; of any length, so its reader sets the bound
     */
    record Upload(String name, String fileName, InputStream content) {

        static final int FILE_NAME_CHARS_MAX = 200;

        static Upload of(MultipartReader.Part part) {
            String given = part.fileName() == null ? "" : part.fileName();
            String plain = given.codePoints()
                    .filter(c -> !Character.isISOControl(c))
                    .limit(FILE_NAME_CHARS_MAX / 2)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return new Upload(part.name(), plain, part.content());
        }
    }

    /** The file; throws where none was chosen. */
    Upload requiredFile() {
        if (upload == null || upload.fileName().isEmpty()) {
            throw new InvalidInputException("file", "is missing", "choose a file");
        }
        return upload;
    }

    Query fields() {
        return fields;
    }

    /** A value that may be there, stripped; empty counts as absent. */
    Optional<String> optional(String name) {
        Optional<String> value = fields.optional(name).map(String::strip).filter(text -> !text.isEmpty());
        if (!fields.problems().isEmpty()) {
            throw new InvalidInputException(fields.problems());
        }
        if (value.isPresent() && value.get().length() > FIELD_CHARS_MAX) {
            throw new InvalidInputException(name, "is too long", "write at most " + FIELD_CHARS_MAX + " characters");
        }
        if (value.isPresent() && value.get().indexOf('\0') >= 0) {
            throw new InvalidInputException(name, "has a null character", "write text only");
        }
        return value;
    }

    String required(String name) {
        return optional(name)
                .orElseThrow(() -> new InvalidInputException(name, "is missing", "fill in the field " + name));
    }

    /** What the person filled in, and what the page gave along, without what guards it: in the order it was sent. */
    List<KeptForm.Field> visible() {
        return fields.all().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(TOKEN) && !entry.getKey().equals(REQUEST))
                .flatMap(entry -> entry.getValue().stream().map(value -> new KeptForm.Field(entry.getKey(), value)))
                .toList();
    }

    /** Who does it, and why: the field {@code reason}, with the id that makes a second click harmless. */
    StaffAct act(AdminAsk ask) {
        String reason = optional(REASON)
                .orElseThrow(
                        () -> new InvalidInputException("why", "is missing", "say in a few words why you do this"));
        if (reason.length() > StaffAct.REASON_CHARS_MAX) {
            throw new InvalidInputException(
                    "why", "is too long", "say it in at most " + StaffAct.REASON_CHARS_MAX + " characters");
        }
        return new StaffAct(request(), ask.staff().name(), reason);
    }

    /** The id of the form as it was shown: one for each time. */
    UUID request() {
        String text = required(REQUEST);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            // Told below.
        }
        throw new InvalidInputException(REQUEST, "is no id of a form", "open the page again");
    }
}
