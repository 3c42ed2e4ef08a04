package io.tillgate.servlet;

import io.tillgate.Gateway;
import io.tillgate.desk.StaffLog;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.KeptForm;
import io.tillgate.servlet.internal.page.Shell;
import io.tillgate.servlet.internal.page.Site;
import io.tillgate.servlet.internal.template.JteadminKeptGenerated;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages for staff: knows who asks and in which roles, guards what is sent, and leaves the rest to the sections. No
 * section sees a request of somebody who may not make it.
 */
final class AdminEndpoint implements Endpoint {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST");

    private final AdminAuthorizer authorizer;
    private final Map<String, AdminSection> sections = new LinkedHashMap<>();
    private final List<Shell.Entry> navigation;
    private final StaffLog log;
    private final StaffTokens tokens;
    private final AdminMessages messages;
    private final StaffWarnings warnings;
    private final Duration bodyReadTime;
    private final InstantSource clock;
    private final Site site;
    private final Faults faults;

    AdminEndpoint(Gateway gateway, ServletSettings settings, Site site, Faults faults) {
        this.authorizer = settings.adminAuthorizer();
        this.clock = settings.clock();
        this.bodyReadTime = settings.bodyReadTime();
        this.site = site;
        this.log = gateway.staffLog();
        this.faults = faults;
        this.tokens = new StaffTokens(gateway.derivedKey("staff pages"), clock);
        this.messages = new AdminMessages(tokens, site.url("/admin"), gateway.publicBaseUrl());
        this.warnings = new StaffWarnings(gateway::processorReports, clock);
        AdminSections.of(gateway, clock).forEach(section -> sections.put(section.segment(), section));
        this.navigation = sections.values().stream()
                .flatMap(section -> section.title().map(title -> new Shell.Entry(section.segment(), title)).stream())
                .toList();
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    @Override
    public Answer answer(Ask ask) throws IOException {
        Optional<StaffMember> staff = authorizer.staff(ask.request());
        if (staff.isEmpty()) {
            return faults.answer(
                    ask.accept(),
                    403,
                    new Problem(
                            "login",
                            "is missing or is not one of the shop's staff",
                            "sign in as somebody with the role " + AdminAuthorizer.ADMIN_ROLE));
        }
        List<String> path = ask.path();
        String segment = path.isEmpty() ? "" : path.get(0);
        AdminSection section = sections.get(segment);
        AdminAsk admin = ask(ask, staff.get(), segment);
        if (section == null) {
            return admin.nothingHere();
        }
        Optional<Answer> refused = admin.lacks(section.mayShow());
        if (refused.isPresent()) {
            return refused.get();
        }
        log.entered(staff.get().name());
        if (ask.request().getMethod().equals("POST")) {
            return act(section, admin);
        }
        Answer answer = section.show(admin);
        return admin.shell().message() == null || answer == Answer.LATER ? answer : messages.shown(answer);
    }

    private AdminAsk ask(Ask ask, StaffMember staff, String segment) {
        List<String> path = ask.path();
        // htmx takes a part of the page: a message would be lost with the rest.
        boolean isPart = ask.header("HX-Request") != null;
        @Nullable String message = isPart ? null : messages.read(ask.request(), staff).orElse(null);
        Shell shell = new Shell(
                site, staff, navigation, segment, message, warnings.now(), tokens.form(staff.name()), clock.instant());
        return new AdminAsk(ask, path.isEmpty() ? path : path.subList(1, path.size()), shell, messages);
    }

    private Answer act(AdminSection section, AdminAsk admin) throws IOException {
        AdminBody body = AdminBody.read(admin.ask().request(), bodyReadTime);
        if (body instanceof AdminBody.Refused refused) {
            return admin.fault(refused.status(), refused.problem());
        }
        AdminForm form = ((AdminBody.Read) body).form();
        String token = form.fields().optional(AdminForm.TOKEN).orElse("");
        StaffTokens.FormCheck check = tokens.check(admin.staff().name(), token);
        if (check != StaffTokens.FormCheck.GOOD) {
            return stale(admin, form, check);
        }
        Optional<Answer> refused = admin.lacks(section.mayAct());
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            return section.act(admin, form);
        } catch (InvalidInputException invalid) {
            if (admin.ask().accept() != Accept.HTML) {
                return admin.fault(422, invalid.problems());
            }
            KeptForm kept =
                    KeptForm.toCorrect(admin.ask().request().getRequestURI(), form.visible(), invalid.problems());
            return admin.page(422, out -> JteadminKeptGenerated.render(out, null, admin.shell(), kept));
        }
    }

    /**
     * Nothing is done, and nothing that the person typed is lost. A form of ours that was open for too long can be sent
     * again from here; of any other one the values are only shown, so that no stranger's page gets one click away from an act.
     */
    private static Answer stale(AdminAsk admin, AdminForm form, StaffTokens.FormCheck check) {
        Problem problem = check == StaffTokens.FormCheck.EXPIRED
                ? new Problem(
                        "form",
                        "was open for more than " + StaffTokens.FORM_TIME_MAX.toHours() + " hours",
                        "look at what you typed, and send it again")
                : new Problem(
                        AdminForm.TOKEN,
                        "is missing or was not made for " + admin.staff().name(),
                        "open the page again, and send it from there");
        if (admin.ask().accept() != Accept.HTML) {
            return admin.fault(403, problem);
        }
        String action = admin.ask().request().getRequestURI();
        KeptForm kept = check == StaffTokens.FormCheck.EXPIRED
                ? KeptForm.toSendAgain(action, form.visible(), List.of(problem))
                : KeptForm.toRead(form.visible(), List.of(problem));
        return admin.page(403, out -> JteadminKeptGenerated.render(out, null, admin.shell(), kept));
    }
}
