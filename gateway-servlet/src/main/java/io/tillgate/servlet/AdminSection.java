package io.tillgate.servlet;

import java.io.IOException;
import java.util.Optional;

/**
 * One part of the pages for staff. To add one: write a class that implements this, a template that starts with
 * {@code @template.staff(shell = shell, …)}, and a line in {@link AdminSections}.
 *
 * <pre>{@code
 * @Override
 * public Answer show(AdminAsk ask) {
 *     var view = new RefundsView(refunds.list());
 *     return ask.page(out -> JterefundsGenerated.render(out, null, ask.shell(), view));
 * }
 *
 * @Override
 * public Answer act(AdminAsk ask, AdminForm form) {
 *     refunds.create(form.required("amount"), form.act(ask));         // who, why and the id of the form
 *     return ask.done("/admin/refunds", "The refund is on its way."); // redirect, and say so on the next page
 * }
 * }</pre>
 *
 * <p>A form is {@code <form method="post" action="…">}, with {@code @template.formFields(shell = shell)} in it. The shell
 * has checked the token, the size and the role before {@code act} is called. A file comes with
 * {@code enctype="multipart/form-data"} and an {@code <input type="file" name="file">} behind all other fields:
 * {@link AdminForm#requiredFile}. In templates, {@code Shown.text} makes what strangers wrote harmless, {@code Shown.money}
 * sets thousands apart, and {@code @template.time(at = …)} shows a time in the reader's zone. {@link Csv#answer} is a
 * download. Called by many threads at once.
 */
interface AdminSection {

    /** The segment of the path below {@code /admin}: {@code refunds}; empty for what staff see first. */
    String segment();

    /** What the navigation calls it; empty when one gets there from another page. */
    Optional<String> title();

    /** Who may see it. */
    default StaffRole mayShow() {
        return StaffRole.VIEWER;
    }

    /** Who may post to it; where acts differ, ask {@link AdminAsk#lacks} as well. */
    default StaffRole mayAct() {
        return StaffRole.OPERATOR;
    }

    /** Answers a GET; {@link AdminAsk#path} is what follows the segment. */
    Answer show(AdminAsk ask) throws IOException;

    /**
     * Answers a POST: does it, then {@link AdminAsk#done}.
     *
     * @throws io.tillgate.failure.InvalidInputException becomes a page that says what is wrong and keeps what was typed
     */
    default Answer act(AdminAsk ask, AdminForm form) throws IOException {
        return ask.readOnly();
    }
}
