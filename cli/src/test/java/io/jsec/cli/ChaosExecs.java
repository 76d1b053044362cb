package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that runs commands in a container, against an engine that is killed again and again. An
 * id it was told is known to every engine; what was started is carried out and its code told.
 */
final class ChaosExecs implements Runnable {
    private static final int ASKED_AGAIN_MAX = 1000;

    private final EngineApi api;
    private final String container;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean over;

    ChaosExecs(EngineApi api, String container) {
        this.api = api;
        this.container = container;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Commands whose code and output were seen. */
    int whole() {
        return whole.get();
    }

    /** Commands that a kill took the client from, and whose end another engine told. */
    int broken() {
        return broken.get();
    }

    void finish() {
        over = true;
    }

    @Override
    public void run() {
        for (int i = 0; !over; i++) {
            try {
                one(i % 126);
            } catch (IOException e) {
                // The engine died under the question, so no id was told.
                pause();
            }
        }
    }

    private void one(int code) throws IOException {
        String command =
                "{\"AttachStdout\":true,\"AttachStderr\":true,"
                        + "\"Cmd\":[\"sh\",\"-c\",\"echo in; exit "
                        + code
                        + "\"]}";
        EngineApi.Answer made = api.post("/containers/" + container + "/exec", command);
        if (made.status() != 201) {
            failures.add("exec: " + made.status() + " " + made.text());
            return;
        }
        String id = made.json().path("Id").asText();
        EngineApi.Answer started;
        try {
            started = api.post("/exec/" + id + "/start", "{\"Detach\":false}");
        } catch (IOException e) {
            broken.incrementAndGet();
            ended(id, code, true);
            return;
        }
        if (started.status() != 200) {
            failures.add("exec start: " + started.status() + " " + started.text());
            return;
        }
        // An output that is empty was not asked for by a whole engine: it ends where that died.
        String output = EngineApi.stream(started.body(), 1);
        boolean whole = output.equals("in\n");
        if (!whole && !output.isEmpty()) {
            failures.add("exec: '" + output + "'");
        }
        if (ended(id, code, !whole)) {
            (whole ? this.whole : broken).incrementAndGet();
        }
    }

    /**
     * Asks the engine of the moment until the process has ended.
     *
     * @param perhaps whether it may never have been started: its start broke off
     */
    private boolean ended(String id, int code, boolean perhaps) {
        for (int i = 0; i < ASKED_AGAIN_MAX; i++) {
            try {
                EngineApi.Answer answer = api.get("/exec/" + id + "/json");
                if (answer.status() != 200) {
                    failures.add("exec " + id + ": " + answer.status() + " " + answer.text());
                    return false;
                }
                JsonNode found = answer.json();
                if (found.path("Running").asBoolean()) {
                    pause();
                    continue;
                }
                boolean never = found.path("ExitCode").isNull() && perhaps;
                if (!never && found.path("ExitCode").asInt(-1) != code) {
                    failures.add("exec ended with " + found.path("ExitCode") + ", not " + code);
                }
                return true;
            } catch (IOException e) {
                // The engine died under the question.
                pause();
            }
        }
        failures.add("exec " + id + " never ends");
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
