package io.tillgate.internal.ticker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** The other end: a real WebSocket server whose words a test chooses. */
final class VenuePeer implements AutoCloseable {

    private static final long WAIT_SECONDS = 10;

    private final MockWebServer server = new MockWebServer();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<MockResponse> refusals = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<RecordedRequest> requests = new LinkedBlockingQueue<>();
    private volatile Function<RecordedRequest, MockResponse> plain =
            request -> new MockResponse.Builder().code(404).build();

    VenuePeer() throws IOException {
        server.setServerSocketFactory(new CuttableSockets());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    HttpUrl url(String path) {
        return server.url(path);
    }

    /** Answers the next request with this, whatever it is. */
    void refuseOnce(MockResponse refusal) {
        refusals.add(refusal);
    }

    /** Answers requests that want no WebSocket. */
    void answerPlain(Function<RecordedRequest, MockResponse> value) {
        plain = value;
    }

    RecordedRequest request() throws InterruptedException {
        RecordedRequest request = requests.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(request).as("a request within %s s", WAIT_SECONDS).isNotNull();
        return request;
    }

    Session session() throws InterruptedException {
        Session session = sessions.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(session).as("a connection within %s s", WAIT_SECONDS).isNotNull();
        return session;
    }

    boolean hasNoOtherSession() {
        return sessions.isEmpty();
    }

    /** Cuts all connections, without a word. */
    void cut() throws IOException {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.close();
        }
    }

    /** The threads of a stream to this server; OkHttp names them after the address while they read. */
    List<Thread> threadsOf(String stream) {
        String address = ":" + server.getPort() + "/";
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> isOf(stream, address, entry.getKey().getName()) && !isShared(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isOf(String stream, String address, String thread) {
        return thread.startsWith("tillgate-stream-" + stream)
                || (thread.startsWith("OkHttp") && thread.contains(address));
    }

    /** All clients of a JVM share the threads of OkHttp's tasks, and one that waits bears the name of its last task. */
    private static boolean isShared(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("okhttp3.internal.concurrent."));
    }

    @Override
    public void close() {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        requests.add(request);
        MockResponse refusal = refusals.poll();
        if (refusal != null) {
            return refusal;
        }
        if (request.getHeaders().get("Upgrade") == null) {
            return plain.apply(request);
        }
        return new MockResponse.Builder().webSocketUpgrade(new Session()).build();
    }

    /** One connection, seen from the venue. */
    final class Session extends WebSocketListener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closings = new LinkedBlockingQueue<>();
        private volatile WebSocket socket;

        void say(String frame) {
            assertThat(socket.send(frame)).isTrue();
        }

        void sayBinary(ByteString frame) {
            assertThat(socket.send(frame)).isTrue();
        }

        void hangUp(int code) {
            assertThat(socket.close(code, "going away")).isTrue();
        }

        String heard() throws InterruptedException {
            String frame = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within %s s", WAIT_SECONDS).isNotNull();
            return frame;
        }

        int closing() throws InterruptedException {
            Integer code = closings.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(code).as("a closing within %s s", WAIT_SECONDS).isNotNull();
            return code;
        }

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            socket = webSocket;
            sessions.add(this);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            heard.add(text);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            closings.add(code);
            webSocket.close(code, null);
        }
    }

    private final class CuttableSockets extends ServerSocketFactory {

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new ServerSocket() {
                @Override
                public Socket accept() throws IOException {
                    Socket socket = super.accept();
                    sockets.add(socket);
                    return socket;
                }
            };
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address) {
            throw new UnsupportedOperationException();
        }
    }
}
