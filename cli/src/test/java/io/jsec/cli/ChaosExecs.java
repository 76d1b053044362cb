package io.jsec.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that runs commands in a container; one whose answers came whole was carried out whole.
 */
final class ChaosExecs implements Runnable {
    private final EngineApi api;
    private final String container;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
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

    void finish() {
        over = true;
    }

    @Override
    public void run() {
        for (int i = 0; !over; i++) {
            try {
                one(i % 126);
            } catch (IOException e) {
                // The engine died under it, and it with the engine's memory of it.
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
        EngineApi.Answer started = api.post("/exec/" + id + "/start", "{\"Detach\":false}");
        EngineApi.Answer after = api.get("/exec/" + id + "/json");
        if (started.status() == 404 || after.status() == 404) {
            return;
        }
        // An output without an end that is told ends where the engine died.
        String output = EngineApi.stream(started.body(), 1);
        int found = after.json().path("ExitCode").asInt(-1);
        if (!output.equals("in\n") || found != code) {
            failures.add("exec: '" + output + "' and " + found + ", not " + code);
            return;
        }
        whole.incrementAndGet();
    }
}
