package io.tillgate.servlet;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.tillgate.servlet.internal.page.ErrorView;
import io.tillgate.servlet.internal.page.OrderView;
import io.tillgate.servlet.internal.page.Site;
import io.tillgate.servlet.internal.template.JteerrorGenerated;
import io.tillgate.servlet.internal.template.JteorderGenerated;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns what a page shows into HTML, escaped by context, with the headers that keep a browser from harm. */
final class Pages {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Site site;

    Pages(Site site) {
        this.site = site;
    }

    Site site() {
        return site;
    }

    Answer order(OrderView view) {
        return page(200, out -> JteorderGenerated.render(out, null, site, view))
                .with("Content-Language", view.words().language().tag());
    }

    Answer error(ErrorView view) {
        return page(view.status(), out -> JteerrorGenerated.render(out, null, site, view))
                .with("Content-Language", view.language().tag());
    }

    /** A page for buyers. */
    Answer plain(int status, Consumer<HtmlTemplateOutput> template) {
        return page(status, template);
    }

    /** Nobody who opens it from elsewhere gets a hold of its window. */
    static Answer staffPage(int status, Consumer<HtmlTemplateOutput> template) {
        return page(status, template).with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static Answer page(int status, Consumer<HtmlTemplateOutput> template) {
        StringOutput html = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(html));
        return Answer.of(status, "text/html;charset=utf-8", html.toString().getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .notStored();
    }
}
