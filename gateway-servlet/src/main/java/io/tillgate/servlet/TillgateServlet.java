package io.tillgate.servlet;

import static java.util.Objects.requireNonNull;

import io.tillgate.Gateway;
import io.tillgate.failure.GatewayException;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.Site;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of Tillgate that speaks HTTP: notifications in, pages and prices out. Map it at the path that the gateway's
 * public base URL ends with, such as {@code /pay/*}, with async supported and before any filter that reads request
 * bodies. Does not start or close the gateway.
 */
public final class TillgateServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TillgateServlet.class);

    private static final String SERVLET_NAME = "tillgate";

    private final transient Gateway gateway;
    private final transient Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final transient Faults faults;
    private final transient OrderEvents events;
    private final transient RateEvents rateEvents;

    public TillgateServlet(Gateway gateway) {
        this(gateway, ServletSettings.defaults());
    }

    public TillgateServlet(Gateway gateway, ServletSettings settings) {
        this.gateway = requireNonNull(gateway, "gateway");
        Origins origins = settings.priceOrigins();
        Assets assets = new Assets(origins);
        Pages pages = new Pages(new Site(basePath(gateway.publicBaseUrl()), assets.urls()));
        this.faults = new Faults(pages);
        OrderPages orders = new OrderPages(gateway, settings.clock(), pages, faults);
        this.events = new OrderEvents(gateway, settings, orders, faults);
        add(new IpnEndpoint(gateway.notifications(), settings, gateway.publicBaseUrl() + "/ipn"));
        add(new OrderEndpoint(orders, events));
        add(new ReturnEndpoint(orders));
        add(new RefundEndpoint(gateway, settings, pages, faults));
        RateTexts texts = new RateTexts(gateway.rates(), settings.clock());
        this.rateEvents = new RateEvents(texts, settings, origins, faults);
        add(new RatesEndpoint(texts, rateEvents, origins));
        add(new ConvertEndpoint(gateway.rates(), texts, origins));
        add(new HealthEndpoint(gateway::health));
        add(new MetricsEndpoint(gateway::metrics, settings.metricsKeys()));
        add(new AdminEndpoint(gateway, settings, pages.site(), faults));
        add(new ApiEndpoint(gateway, settings.apiKeys()));
        add(assets);
    }

    /**
     * Maps a new servlet in one step, async supported. Call it while the application starts.
     *
     * @param mapping such as {@code /pay/*}; what is before the star must be where the public base URL ends
     * @throws IllegalStateException when the context has a servlet of this name already
     */
    public static ServletRegistration.Dynamic register(ServletContext context, Gateway gateway, String mapping) {
        return register(context, new TillgateServlet(gateway), mapping);
    }

    /** The same for a servlet with settings of its own. */
    public static ServletRegistration.Dynamic register(
            ServletContext context, TillgateServlet servlet, String mapping) {
        if (!mapping.startsWith("/") || !mapping.endsWith("/*")) {
            throw new IllegalArgumentException("mapping " + mapping + " is not a path with a star: use /pay/*");
        }
        ServletRegistration.Dynamic registration = context.addServlet(SERVLET_NAME, servlet);
        if (registration == null) {
            throw new IllegalStateException("a servlet called " + SERVLET_NAME + " exists: register Tillgate once");
        }
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.addMapping(mapping);
        return registration;
    }

    @Override
    public void init() {
        LOG.info("Tillgate listens at {}: processors post to {}/ipn", gateway.publicBaseUrl(), gateway.publicBaseUrl());
    }

    @Override
    public void destroy() {
        events.close();
        rateEvents.close();
    }

    @Override
    public String getServletInfo() {
        return "Tillgate";
    }

    /** Routes by the first segment of the path, then by the method. No exception leaves it. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = path(request);
        Endpoint endpoint = path.isEmpty() ? null : endpoints.get(path.get(0));
        Ask ask = new Ask(request, path.size() <= 1 ? List.of() : path.subList(1, path.size()));
        Answer answer = endpoint == null ? nothingHere(ask) : answer(endpoint, ask);
        if (answer != Answer.LATER) {
            answer.send(response, Answer.BodyChoice.of(ask));
        }
    }

    private Answer answer(Endpoint endpoint, Ask ask) {
        String method = ask.request().getMethod();
        if (method.equals("OPTIONS")) {
            return Answer.empty(204).with("Allow", allow(endpoint));
        }
        if (!endpoint.methods().contains(method)) {
            String allow = allow(endpoint);
            Problem problem = new Problem("method", "does not fit this address", "use " + allow + " here");
            Answer answer = endpoint.isForBuyers()
                    ? faults.toBuyer(ask, 405, problem, Phrase.WRONG_USE)
                    : faults.answer(endpoint.errorForm(ask), 405, problem);
            return answer.with("Allow", allow);
        }
        try {
            return endpoint.answer(ask);
        } catch (InvalidInputException invalid) {
            return faults.answer(endpoint.errorForm(ask), 422, invalid.problems());
        } catch (IOException | RuntimeException broken) {
            return incident(endpoint, ask, broken);
        }
    }

    private static String allow(Endpoint endpoint) {
        return String.join(", ", endpoint.methods());
    }

    /** Logs what broke, once, and gives the client the number to ask for. */
    private Answer incident(Endpoint endpoint, Ask ask, Exception broken) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {} at {} of {}", id, ask.request().getMethod(), endpoint.name(), broken);
        boolean storeIsDown = broken instanceof GatewayException;
        int status = storeIsDown ? 503 : 500;
        Problem problem =
                new Problem("request", "met incident " + id, "try again, and tell the shop this number if it stays");
        Answer answer = endpoint.isForBuyers()
                ? faults.toBuyer(ask, status, problem, Phrase.INCIDENT, id)
                : faults.answer(endpoint.errorForm(ask), status, problem);
        return storeIsDown ? answer.with("Retry-After", "10") : answer;
    }

    private Answer nothingHere(Ask ask) {
        Problem problem = new Problem("path", "is not one that Tillgate answers", "check the address");
        return faults.toBuyer(ask, 404, problem, Phrase.NO_PAGE);
    }

    /** Decoded segments below the mount point; empty ones count, except the last. */
    private static List<String> path(HttpServletRequest request) {
        String path = request.getPathInfo();
        if (path == null && request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT) {
            path = request.getServletPath();
        }
        if (path == null || path.equals("/")) {
            return List.of();
        }
        if (path.indexOf('/', 1) < 0) {
            return List.of(path.substring(1));
        }
        List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    private static String basePath(String publicBaseUrl) {
        String path = URI.create(publicBaseUrl).getRawPath();
        return path == null || path.equals("/") ? "" : path;
    }

    private void add(Endpoint endpoint) {
        endpoints.put(endpoint.name(), endpoint);
    }
}
