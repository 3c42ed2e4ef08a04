package io.tillgate.bench;

/** Side B: what a shop would write itself, on the same Jetty, pool and tables. */
final class HandWrittenServer {

    private HandWrittenServer() {}

    public static void main(String[] arguments) throws Exception {
        BenchServer.run(arguments[0], HandWrittenServlet::new, command -> command);
    }
}
