package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a stream, from the first request to its end; then it is silent for ever. Everything happens under
 * the owner's lock, so that the owner hears of one thing at a time.
 */
final class FeedConnection extends WebSocketListener implements Line {

    /** What a stream wants to know of its connection. Called under its own lock. */
    interface Owner {
        void received(Ticker ticker);

        void refused(CurrencyPair pair, String reason);

        void unreadable(String fault);

        /** The connection is over. */
        void ended(FeedConnection connection, Ending ending);
    }

    /** Why a connection is over. */
    sealed interface Ending {
        record Renewal() implements Ending {}

        record Fault(String reason) implements Ending {}
    }

    /** The answer to a plain question is one short line. */
    private static final int ANSWER_BYTES_MAX = 4 * 1024;

    private static final int NORMAL_CLOSURE = 1000;

    private final StreamClient client;
    private final Owner owner;
    private final InstantSource clock;
    private final Duration silenceMax;
    private final Conversation conversation;
    private final FrameMeter meter = new FrameMeter();
    private @Nullable Call question;
    private @Nullable WebSocket socket;
    private boolean opened;
    private boolean ended;
    private Instant heardAt;

    FeedConnection(Feed feed, Set<CurrencyPair> pairs, StreamClient client, InstantSource clock, Owner owner) {
        this.client = client;
        this.owner = owner;
        this.clock = clock;
        this.silenceMax = feed.silenceMax();
        this.conversation = feed.converse(pairs, this, clock);
        this.heardAt = clock.instant();
    }

    /** Starts to connect, and returns at once. */
    void connect(Feed.Entrance entrance) {
        synchronized (owner) {
            if (entrance instanceof Feed.Entrance.Direct direct) {
                socket = client.open(direct.upgrade(), meter, this);
            } else if (entrance instanceof Feed.Entrance.Asked asked) {
                question = client.ask(asked.question(), meter, new AnswerReader(asked));
            }
        }
    }

    /** Comes about every second. */
    void beat() {
        synchronized (owner) {
            if (ended) {
                return;
            }
            if (Duration.between(heardAt, clock.instant()).compareTo(silenceMax) >= 0) {
                broken((opened ? "sent nothing for " : "did not answer for ") + silenceMax.toSeconds() + " s");
            } else if (opened) {
                conversation.beat();
            }
        }
    }

    /** Says goodbye; the other side has a moment to answer until its client is closed. */
    void leave() {
        synchronized (owner) {
            if (!ended && opened && socket != null) {
                conversation.leaving();
                socket.close(NORMAL_CLOSURE, null);
            }
            ended = true;
            if (!opened) {
                hangUp();
            }
        }
    }

    @Override
    public void say(String frame) {
        if (socket != null) {
            socket.send(frame);
        }
    }

    @Override
    public void received(Ticker ticker) {
        owner.received(ticker);
    }

    @Override
    public void refused(CurrencyPair pair, String reason) {
        owner.refused(pair, reason);
    }

    @Override
    public void renew() {
        end(new Ending.Renewal());
    }

    @Override
    public void broken(String reason) {
        end(new Ending.Fault(reason));
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        meter.frameEnds();
        synchronized (owner) {
            if (!ended) {
                opened = true;
                socket = webSocket;
                heardAt = clock.instant();
                conversation.opened();
            }
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        meter.frameEnds();
        synchronized (owner) {
            if (ended) {
                return;
            }
            try {
                conversation.heard(text);
                heardAt = clock.instant();
            } catch (UnreadableFrame unreadable) {
                owner.unreadable(unreadable.fault());
            } catch (RuntimeException ours) {
                // A fault of our reading is no reason to lose the connection over one frame.
                owner.unreadable("reading it failed with " + ours.getClass().getSimpleName());
            }
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
        meter.frameEnds();
        synchronized (owner) {
            if (!ended) {
                owner.unreadable("it is binary");
            }
        }
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(NORMAL_CLOSURE, null);
        synchronized (owner) {
            broken("closed the connection with code " + code);
        }
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        synchronized (owner) {
            broken(StreamFault.describe(failure, response == null ? 0 : response.code(), meter.exceeded()));
        }
    }

    private void end(Ending ending) {
        if (!ended) {
            ended = true;
            hangUp();
            owner.ended(this, ending);
        }
    }

    private void hangUp() {
        if (question != null) {
            question.cancel();
        }
        if (socket != null) {
            socket.cancel();
        }
    }

    /** Takes the answer to the plain question, and goes on to the WebSocket. */
    private final class AnswerReader implements Callback {

        private final Feed.Entrance.Asked asked;

        AnswerReader(Feed.Entrance.Asked asked) {
            this.asked = asked;
        }

        @Override
        public void onResponse(Call call, Response response) throws IOException {
            String fault;
            try (Response closing = response) {
                BufferedSource body = closing.body().source();
                if (!closing.isSuccessful()) {
                    fault = "answered HTTP " + closing.code() + " to the handshake";
                } else if (body.request(ANSWER_BYTES_MAX + 1L)) {
                    fault = "answered the handshake with more than " + ANSWER_BYTES_MAX + " bytes";
                } else {
                    upgrade(asked.upgrade().apply(body.readUtf8()));
                    return;
                }
            } catch (UnreadableFrame unreadable) {
                fault = "answered the handshake with something else: " + unreadable.fault();
            } catch (IOException broken) {
                onFailure(call, broken);
                return;
            }
            synchronized (owner) {
                broken(fault);
            }
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            synchronized (owner) {
                broken(StreamFault.describe(failure, 0, meter.exceeded()));
            }
        }

        private void upgrade(Request request) {
            meter.frameEnds();
            synchronized (owner) {
                if (!ended) {
                    socket = client.open(request, meter, FeedConnection.this);
                }
            }
        }
    }
}
