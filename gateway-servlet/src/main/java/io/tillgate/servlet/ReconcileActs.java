package io.tillgate.servlet;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.servlet.internal.page.Shown;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What staff do about statements: bring one, fetch one, match again, and decide on what differs. */
final class ReconcileActs {

    private final StatementDesk desk;
    private final Books books;

    ReconcileActs(StatementDesk desk, Books books) {
        this.desk = desk;
        this.books = books;
    }

    /** Answers a POST below {@code /admin/reconcile}. */
    Answer act(AdminAsk ask, AdminForm form) throws IOException {
        List<String> path = ask.path();
        if (path.equals(List.of("import"))) {
            return imported(ask, form);
        }
        if (path.equals(List.of("fetch"))) {
            return told(
                    ask,
                    desk.fetch(
                            processor(form.required("processor")), ask.staff().name()));
        }
        if (path.equals(List.of("again"))) {
            return told(
                    ask,
                    desk.matchAgain(
                            processor(form.required("processor")), ask.staff().name()));
        }
        if (path.size() == 2 && path.get(0).equals("discrepancies")) {
            return decided(ask, desk.resolve(number(path.get(1)), decision(ask, form)));
        }
        if (path.size() == 2 && path.get(0).equals("lines")) {
            Decision decision = new Decision(
                    ResolutionKind.MATCHED,
                    form.required("order"),
                    ask.staff().name(),
                    form.required(AdminForm.REASON));
            return decided(ask, desk.matchByHand(number(path.get(1)), decision));
        }
        return ask.nothingHere();
    }

    private Answer imported(AdminAsk ask, AdminForm form) throws IOException {
        ProcessorId processor = processor(form.required("processor"));
        Currency currency = Currency.of(form.optional("currency").orElse(Currency.BTC.code()));
        AdminForm.Upload file = form.requiredFile();
        return told(
                ask,
                desk.importFile(
                        new StatementDesk.FileOrigin(
                                processor,
                                file.fileName(),
                                currency,
                                ask.staff().name()),
                        file.content()));
    }

    private static Answer told(AdminAsk ask, RunAnswer answer) {
        if (answer instanceof RunAnswer.Refused refused) {
            return ask.fault(422, refused.problems());
        }
        if (answer instanceof RunAnswer.Done done) {
            ReconcileRun run = done.run();
            return ask.done(
                    "/admin/reconcile/runs/" + run.id(),
                    run.linesRead() + " lines read, " + run.linesNew() + " of them new; " + run.opened()
                            + " discrepancies opened, " + run.gone() + " gone.");
        }
        return ask.fault(
                409, new Problem("account", "is being reconciled or closed by somebody else", "try again in a minute"));
    }

    private static Answer decided(AdminAsk ask, ResolveAnswer answer) {
        if (answer instanceof ResolveAnswer.Done done) {
            return ask.done(
                    "/admin/reconcile/discrepancies/" + done.discrepancy().id(), "Your decision is kept.");
        }
        if (answer instanceof ResolveAnswer.AwaitsApproval awaits) {
            return ask.done(
                    "/admin/approvals/" + awaits.approval(),
                    "A second person has to approve this, until " + Shown.time(awaits.until())
                            + ". Nothing was booked yet.");
        }
        if (answer instanceof ResolveAnswer.Refused refused) {
            return ask.fault(409, new Problem("decision", "is not possible", refused.reason()));
        }
        return ask.notFound(new Problem("discrepancy", "is none of ours", "choose one from the list"));
    }

    private static Decision decision(AdminAsk ask, AdminForm form) {
        String kind = form.required("kind");
        ResolutionKind chosen = Arrays.stream(ResolutionKind.values())
                .filter(value -> value.name().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("kind", "is not one we know", "choose EXPLAINED, BOOKED or MATCHED"));
        String order = chosen == ResolutionKind.MATCHED ? form.required("order") : "";
        return new Decision(chosen, order, ask.staff().name(), form.required(AdminForm.REASON));
    }

    /** One of this shop, by its name. */
    ProcessorId processor(String name) {
        return books.processors().stream()
                .filter(known -> known.value().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("processor", "is not one of this shop", "choose one from the list"));
    }

    /** The id in a path; 0, which is nobody's, where it is none. */
    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
