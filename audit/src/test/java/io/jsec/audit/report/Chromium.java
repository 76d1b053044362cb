package io.jsec.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A page of a Chromium without a screen, driven over its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_MAX = 60;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path program, Path folder) {
        try {
            Path log = folder.resolve("log");
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    program.toString(),
                                    "--headless=new",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--remote-debugging-port=0",
                                    "--user-data-dir=" + folder.resolve("profile"),
                                    "about:blank")
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("TMPDIR", folder.toString());
            process = builder.start();
            String port = port(folder.resolve("profile/DevToolsActivePort"), log);
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest list =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                            .build();
            String pages = client.send(list, HttpResponse.BodyHandlers.ofString()).body();
            String address = "";
            for (JsonNode page : JSON.readTree(pages)) {
                if (page.get("type").asText().equals("page")) {
                    address = page.get("webSocketDebuggerUrl").asText();
                }
            }
            socket =
                    client.newWebSocketBuilder()
                            .connectTimeout(Duration.ofSeconds(SECONDS_MAX))
                            .buildAsync(URI.create(address), new Messages())
                            .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Written once the browser listens. */
    private String port(Path file, Path log) throws IOException, InterruptedException {
        for (int i = 0; i < SECONDS_MAX * 20; i++) {
            if (Files.exists(file) && Files.readString(file).contains("\n")) {
                return Files.readString(file).lines().findFirst().orElseThrow();
            }
            if (!process.isAlive()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("Chromium does not start: " + Files.readString(log));
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
            text.append(part);
            if (whole) {
                message(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void message(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
                if (answer != null) {
                    answer.complete(message);
                }
                return;
            }
            events.add(message);
            if (message.get("method").asText().equals("Page.loadEventFired")) {
                loaded.complete(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the browser for something; what it answers. */
    JsonNode call(String method, String parameters) {
        try {
            int id = last.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            answers.put(id, answer);
            ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
            request.set("params", JSON.readTree(parameters));
            socket.sendText(request.toString(), true).join();
            JsonNode message = answer.get(SECONDS_MAX, TimeUnit.SECONDS);
            if (message.has("error")) {
                throw new IllegalStateException(method + ": " + message.get("error"));
            }
            return message.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    /** Opens a file and waits until it is loaded. */
    void open(Path file) {
        call("Page.enable", "{}");
        call("Network.enable", "{}");
        call("Log.enable", "{}");
        call("Page.navigate", JSON.createObjectNode().put("url", file.toUri() + "").toString());
        try {
            loaded.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the page is not loaded", e);
        }
    }

    /** The events of one name until now. */
    List<JsonNode> events(String method) {
        return events.stream().filter(each -> each.get("method").asText().equals(method)).toList();
    }

    /** The value of an expression in the page; promises are waited for. */
    JsonNode evaluate(String expression) {
        ObjectNode parameters = JSON.createObjectNode().put("expression", expression);
        parameters.put("returnByValue", true).put("awaitPromise", true);
        JsonNode result = call("Runtime.evaluate", parameters.toString());
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.at("/result/value");
    }

    /** Presses Tab. */
    void tab() {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    """
                    {"type":"%s","key":"Tab","code":"Tab","windowsVirtualKeyCode":9}\
                    """
                            .formatted(type));
        }
    }

    /** Pretends a medium and the scheme that its reader prefers. */
    void media(String medium, String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                """
                {"media":"%s","features":[{"name":"prefers-color-scheme","value":"%s"}]}\
                """
                        .formatted(medium, scheme));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
