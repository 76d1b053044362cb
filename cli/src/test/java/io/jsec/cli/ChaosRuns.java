package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that makes, starts, awaits and removes short containers, one after the other, against an
 * engine that is killed again and again. What an answer has promised must hold afterwards; what was
 * not answered must have happened as a whole or not at all.
 */
final class ChaosRuns implements Runnable {
    private static final int ASKED_AGAIN_MAX = 200;

    private final EngineApi api;
    private final String prefix;
    private final Random random;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean over;

    ChaosRuns(EngineApi api, String prefix, long seed) {
        this.api = api;
        this.prefix = prefix;
        this.random = new Random(seed);
    }

    /** What was wrong so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Containers whose whole life was seen. */
    int whole() {
        return whole.get();
    }

    /** Answers that broke off. */
    int broken() {
        return broken.get();
    }

    void finish() {
        over = true;
    }

    @Override
    public void run() {
        for (int i = 0; !over; i++) {
            String name = prefix + i;
            int code = random.nextInt(126);
            String script =
                    "echo begin; sleep 0." + random.nextInt(10) + "; echo end >&2; exit " + code;
            try {
                life(name, script, code);
                whole.incrementAndGet();
            } catch (AssertionError | IOException e) {
                failures.add(name + ": " + e);
            }
        }
    }

    private void life(String name, String script, int code) throws IOException {
        create(name, script);
        start(name);
        expect(name + " ended with", code, code(name));
        JsonNode state = state(name);
        expect(name + " is", "exited", state.path("Status").asText());
        expect(name + "'s kept code is", code, state.path("ExitCode").asInt());
        byte[] log =
                untilAnswered("GET", "/containers/" + name + "/logs?stdout=1&stderr=1", "").body();
        expect(name + " wrote", "begin\n", EngineApi.stream(log, 1));
        expect(name + " complained", "end\n", EngineApi.stream(log, 2));
        remove(name);
    }

    private void create(String name, String script) throws IOException {
        String body =
                "{\"Image\":\"busybox:1\",\"Cmd\":[\"sh\",\"-c\",\""
                        + script
                        + "\"],"
                        + "\"Volumes\":{\"/kept\":{}}}";
        EngineApi.Answer answer = untilAnswered("POST", "/containers/create?name=" + name, body);
        // A conflict is with itself: an answer that broke off had made it.
        boolean made = answer.status() == 201 || answer.status() == 409;
        expect(name + " is created: " + answer.text(), true, made);
        expect(name + " is", "created", state(name).path("Status").asText());
    }

    /** Starts it once: where the answer broke off, its state says whether it was started. */
    private void start(String name) throws IOException {
        for (int i = 0; i < ASKED_AGAIN_MAX; i++) {
            try {
                EngineApi.Answer answer = api.post("/containers/" + name + "/start", "");
                expect(name + " is started: " + answer.text(), 204, answer.status());
                return;
            } catch (IOException e) {
                broken.incrementAndGet();
                if (!state(name).path("Status").asText().equals("created")) {
                    return;
                }
            }
        }
        throw new IOException("the start of " + name + " is never answered");
    }

    private int code(String name) throws IOException {
        EngineApi.Answer answer = untilAnswered("POST", "/containers/" + name + "/wait", "");
        expect(name + " is awaited: " + answer.text(), 200, answer.status());
        return answer.json().path("StatusCode").asInt(-1);
    }

    private JsonNode state(String name) throws IOException {
        EngineApi.Answer answer = untilAnswered("GET", "/containers/" + name + "/json", "");
        expect(name + " is there: " + answer.text(), 200, answer.status());
        return answer.json().path("State");
    }

    private void remove(String name) throws IOException {
        EngineApi.Answer answer = untilAnswered("DELETE", "/containers/" + name + "?v=1", "");
        boolean gone = answer.status() == 204 || answer.status() == 404;
        expect(name + " is removed: " + answer.text(), true, gone);
        EngineApi.Answer after = untilAnswered("GET", "/containers/" + name + "/json", "");
        expect(name + " is gone", 404, after.status());
    }

    /** Asks again where the answer broke off: as a person would who saw that. */
    private EngineApi.Answer untilAnswered(String method, String path, String body)
            throws IOException {
        IOException last = new IOException("never asked");
        for (int i = 0; i < ASKED_AGAIN_MAX; i++) {
            try {
                return api.call(method, path, body);
            } catch (IOException e) {
                last = e;
                broken.incrementAndGet();
            }
        }
        throw new IOException(method + " " + path + " is never answered", last);
    }

    private static void expect(String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            throw new AssertionError(what + " " + found + ", not " + wanted);
        }
    }
}
