package io.tillgate.desk;

import io.tillgate.desk.SavedView.Audience;
import io.tillgate.failure.InvalidInputException;
import java.util.List;
import java.util.UUID;

/** The views that staff saved. Safe for use by many threads and nodes. */
public interface SavedViews {

    /** Views that one person can have. */
    int OWN_VIEWS_MAX = 50;

    /** Views that all people share. */
    int SHARED_VIEWS_MAX = 100;

    /** What a person sees: their own views and the shared ones, by name. */
    List<SavedView> list(String actor);

    /**
     * Saves a view; one of the same name and audience is replaced.
     *
     * @param name 1 to {@link SavedView#NAME_CHARS_MAX} characters, none of them invisible
     * @param query printable ASCII, as in the address of the list of orders, without a place in it
     * @throws InvalidInputException when name or query can't be right, or there are too many views
     */
    SavedView save(String actor, String name, String query, Audience audience);

    /** Deletes a view of the person's own, or one that is shared; false when there is none. */
    boolean delete(String actor, UUID id);
}
