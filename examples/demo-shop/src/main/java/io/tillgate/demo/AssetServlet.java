package io.tillgate.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The stylesheet, the script and the icon: three files out of the jar. */
@SuppressWarnings("serial")
final class AssetServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> TYPES = Map.of(
            "/shop.css", "text/css;charset=utf-8",
            "/shop.js", "text/javascript;charset=utf-8",
            "/icon.svg", "image/svg+xml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = request.getPathInfo();
        String type = file == null ? null : TYPES.get(file);
        if (file == null || type == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] body = Resources.bytes("assets" + file);
        response.setContentType(type);
        response.setHeader("Cache-Control", "max-age=60");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
