package io.tillgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.testing.FaultProxy.Direction;
import io.tillgate.testing.FaultProxy.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy before a server that says whatever it hears, seen from a plain socket. */
class FaultProxyIT {

    private static final byte[] HELLO = {1, 2, 3, 4};

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        FaultProxy.daemon("echo", this::serve);
        proxy = FaultProxy.before(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void without_a_fault_everything_passes_and_an_end_ends_the_link() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).containsExactly(1, 2, 3, 4);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void a_black_hole_answers_nothing_until_it_is_healed() throws IOException {
        proxy.fault(Direction.TO_CLIENT, Fault.BLACK_HOLE);
        try (Socket client = connect()) {
            client.setSoTimeout(200);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);

            proxy.heal();

            client.setSoTimeout(5000);
            assertThat(client.getInputStream().readNBytes(4)).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void garbage_comes_in_place_of_the_bytes_the_same_each_time() throws IOException {
        proxy.fault(Direction.TO_SERVER, Fault.GARBAGE);
        try (Socket client = connect()) {
            byte[] first = ask(client);
            assertThat(first).hasSize(4).isNotEqualTo(HELLO);
            assertThat(ask(client)).isEqualTo(first);
        }
    }

    @Test
    void a_half_close_ends_one_direction_in_the_middle() throws IOException {
        proxy.fault(Direction.TO_CLIENT, Fault.HALF_CLOSE);
        try (Socket client = connect()) {
            client.getOutputStream().write(HELLO);
            assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2);
            client.getOutputStream().write(HELLO);
        }
    }

    @Test
    void a_cut_resets() throws IOException {
        proxy.fault(Direction.TO_SERVER, Fault.CUT);
        try (Socket client = connect()) {
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketException.class);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void a_delay_holds_for_one_direction() throws IOException {
        proxy.delay(Direction.TO_SERVER, Duration.ofMillis(300));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            assertThat(ask(client)).containsExactly(1, 2, 3, 4);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_frozen_connection_stays_silent_while_a_new_one_works() throws IOException {
        try (Socket frozen = connect();
                Socket fresh = connectAfterFreezing(frozen)) {
            assertThat(ask(fresh)).containsExactly(1, 2, 3, 4);
            frozen.setSoTimeout(200);
            assertThatThrownBy(() -> ask(frozen)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void closing_resets_what_there_is_and_accepts_no_more() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).hasSize(4);
            proxy.close();
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(SocketException.class);
        }
    }

    private Socket connectAfterFreezing(Socket frozen) throws IOException {
        assertThat(ask(frozen)).hasSize(4);
        proxy.freezeConnections();
        return connect();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    /** Throws also when the answer ends before it is complete. */
    private static byte[] ask(Socket client) throws IOException {
        client.getOutputStream().write(HELLO);
        byte[] answer = client.getInputStream().readNBytes(HELLO.length);
        if (answer.length < HELLO.length) {
            throw new SocketException("the answer ended after " + answer.length + " bytes");
        }
        return answer;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                FaultProxy.daemon("echo-one", () -> repeat(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // A fault of the proxy.
        }
    }
}
