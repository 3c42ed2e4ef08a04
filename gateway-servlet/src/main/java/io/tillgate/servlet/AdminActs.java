package io.tillgate.servlet;

import io.tillgate.desk.ActPreview;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderActs;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.ActView;
import io.tillgate.servlet.internal.page.Shown;
import io.tillgate.servlet.internal.template.JteadminActGenerated;
import java.util.List;
import java.util.Optional;

/**
 * What people do by hand: {@code /admin/acts/{act}/{id}} shows what it would do and asks why; posted, it is done, as long
 * as the order is still as the person saw it.
 */
final class AdminActs implements AdminSection {

    private final OrderActs acts;
    private final ActPaths paths;

    AdminActs(OrderActs acts, ActPaths paths) {
        this.acts = acts;
        this.paths = paths;
    }

    @Override
    public String segment() {
        return "acts";
    }

    @Override
    public Optional<String> title() {
        return Optional.empty();
    }

    @Override
    public Answer show(AdminAsk ask) {
        Optional<ActPaths.Place> place = paths.place(ask.path());
        if (place.isEmpty()) {
            return nothingThere(ask);
        }
        Optional<Answer> refused = ask.lacks(StaffRole.OPERATOR);
        if (refused.isPresent()) {
            return refused.get();
        }
        Query query = ask.query();
        Optional<String> amount = query.optional(ActPaths.AMOUNT);
        Optional<String> evidence = query.optional(ActPaths.EVIDENCE);
        if (place.get().isCredit() && amount.isEmpty() && evidence.isEmpty()) {
            return page(ask, 200, place.get().question("", "", List.of()));
        }
        try {
            OrderAct act = place.get().act(amount.orElse(""), evidence.orElse(""), paths.seen(place.get()));
            return page(ask, 200, place.get().view(act, acts.preview(act), "", List.of()));
        } catch (InvalidInputException wrong) {
            return page(ask, 422, place.get().question(amount.orElse(""), evidence.orElse(""), wrong.problems()));
        }
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) {
        Optional<ActPaths.Place> found = paths.place(ask.path());
        if (found.isEmpty()) {
            return nothingThere(ask);
        }
        ActPaths.Place place = found.get();
        OrderAct act = place.act(
                form.optional(ActPaths.AMOUNT).orElse(""),
                form.optional(ActPaths.EVIDENCE).orElse(""),
                ActPaths.seen(form));
        ActResult result;
        try {
            result = acts.perform(act, form.act(ask));
        } catch (InvalidInputException wrong) {
            return again(ask, form, place, wrong.problems());
        }
        if (result instanceof ActResult.Refused refused) {
            return again(ask, form, place, List.of(refused.problem()));
        }
        return ask.done(place.donePath(), sentence(result));
    }

    /** The page once more, with the effect as it is now and with what was typed. */
    private Answer again(AdminAsk ask, AdminForm form, ActPaths.Place place, List<Problem> problems) {
        OrderAct act = place.act(
                form.optional(ActPaths.AMOUNT).orElse(""),
                form.optional(ActPaths.EVIDENCE).orElse(""),
                paths.seen(place));
        ActPreview preview = acts.preview(act);
        String reason = form.optional(AdminForm.REASON).orElse("");
        return page(ask, 422, place.view(act, preview, reason, problems));
    }

    private static String sentence(ActResult result) {
        if (result instanceof ActResult.Done done) {
            return done.sentence();
        }
        if (result instanceof ActResult.Repeated repeated) {
            return "This was done before, and only once: " + repeated.entry().outcome();
        }
        if (result instanceof ActResult.AwaitsApproval awaits) {
            return "A second person has to approve this, until "
                    + Shown.time(awaits.approval().expiresAt()) + ". Nothing was done yet.";
        }
        throw new IllegalStateException("no sentence for " + result);
    }

    private static Answer nothingThere(AdminAsk ask) {
        return ask.notFound(new Problem(
                "path", "names no act, or nothing to act on", "start from the inbox or from the page of an order"));
    }

    private static Answer page(AdminAsk ask, int status, ActView view) {
        return ask.page(status, out -> JteadminActGenerated.render(out, null, ask.shell(), view));
    }
}
