package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code stats}: what containers use, once or again and again. */
final class Stats {
    private static final String TABLE =
            "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t"
                    + "{{.BlockIO}}\t{{.PIDs}}";
    private static final String CLEAR_SCREEN = "\u001b[2J\u001b[H";

    private final Call call;

    private Stats(Call call) {
        this.call = call;
    }

    /**
     * One container and what it uses.
     *
     * @param typed the name that was asked for
     * @param answer of the engine; missing where it has none
     */
    private record Sample(String typed, JsonNode answer) {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                        path,
                        "[CONTAINER...]",
                        "Print what containers use.",
                        List.of(
                                flag("a,all", "Also those that do not run."),
                                text("format", "FORMAT", "table, json, or a template for each."),
                                flag("no-stream", "Once, and end."),
                                flag("no-trunc", "Do not shorten ids.")),
                        call -> new Stats(call).run())
                .ofRunning();
    }

    private int run() {
        boolean once = call.flags().on("no-stream");
        boolean screen = call.environment().terminals().out() && !once;
        String format = call.flags().text("format");
        do {
            String text = listing().text(format, samples(names()));
            call.printText(screen ? CLEAR_SCREEN + text : text);
            call.environment().out().flush();
        } while (!once && !call.environment().out().checkError());
        return 0;
    }

    private List<String> names() {
        if (!call.words().isEmpty()) {
            return call.words();
        }
        Request request = Request.get("/containers/json").withFlag("all", call.flags().on("all"));
        List<String> names = new ArrayList<>();
        call.api().json(request).forEach(each -> names.add(each.path("Id").asText()));
        return names;
    }

    /** All at once: each answer takes the second or two between its two measurements. */
    private List<Sample> samples(List<String> names) {
        List<Sample> samples = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Sample>> pending = new ArrayList<>();
            for (String name : names) {
                pending.add(workers.submit((Callable<Sample>) () -> sample(name)));
            }
            for (Future<Sample> each : pending) {
                samples.add(each.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (names.isEmpty() && !call.flags().on("no-stream")) {
            pause();
        }
        return samples;
    }

    private static void pause() {
        try {
            Thread.sleep(java.time.Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sample sample(String name) {
        try {
            Request request = Request.get(Call.container(name, "/stats")).with("stream", "0");
            return new Sample(name, call.api().json(request));
        } catch (ApiException e) {
            if (!call.words().isEmpty()) {
                throw e;
            }
            // It ended since it was listed.
            return new Sample(name, Json.object());
        }
    }

    private Listing<Sample> listing() {
        return new Listing<>(
                "stats",
                List.of(
                        new Column<>("BlockIO", "BLOCK I/O", Stats::blocks),
                        new Column<>("CPUPerc", "CPU %", row -> percent(cpu(row.answer()))),
                        new Column<>("Container", "CONTAINER", Sample::typed),
                        new Column<>("ID", "CONTAINER ID", this::id),
                        new Column<>("MemPerc", "MEM %", row -> percent(memory(row.answer()))),
                        new Column<>("MemUsage", "MEM USAGE / LIMIT", Stats::memoryUsage),
                        new Column<>("Name", "NAME", Stats::name),
                        new Column<>("NetIO", "NET I/O", Stats::network),
                        new Column<>(
                                "PIDs",
                                "PIDS",
                                row ->
                                        row.answer()
                                                .path("pids_stats")
                                                .path("current")
                                                .asText("0"))),
                TABLE);
    }

    private String id(Sample row) {
        String id = row.answer().path("id").asText(row.typed());
        return call.flags().on("no-trunc") ? id : Human.shortId(id);
    }

    private static String name(Sample row) {
        String name = row.answer().path("name").asText();
        return name.length() > 1 ? name.substring(1) : "--";
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }

    /** Of one processor: what the container used while the whole host used so much. */
    private static double cpu(JsonNode answer) {
        JsonNode now = answer.path("cpu_stats");
        JsonNode before = answer.path("precpu_stats");
        double used =
                now.path("cpu_usage").path("total_usage").asDouble()
                        - before.path("cpu_usage").path("total_usage").asDouble();
        double host =
                now.path("system_cpu_usage").asDouble()
                        - before.path("system_cpu_usage").asDouble();
        double processors = now.path("online_cpus").asDouble();
        if (processors == 0) {
            processors = now.path("cpu_usage").path("percpu_usage").size();
        }
        return used > 0 && host > 0 ? used / host * processors * 100 : 0;
    }

    private static double memoryUsed(JsonNode answer) {
        JsonNode memory = answer.path("memory_stats");
        double usage = memory.path("usage").asDouble();
        JsonNode stats = memory.path("stats");
        double inactive =
                stats.has("total_inactive_file")
                        ? stats.path("total_inactive_file").asDouble()
                        : stats.path("inactive_file").asDouble();
        return inactive < usage ? usage - inactive : usage;
    }

    private static double memory(JsonNode answer) {
        double limit = answer.path("memory_stats").path("limit").asDouble();
        return limit == 0 ? 0 : memoryUsed(answer) / limit * 100;
    }

    private static String memoryUsage(Sample row) {
        return Human.binarySize(memoryUsed(row.answer()))
                + " / "
                + Human.binarySize(row.answer().path("memory_stats").path("limit").asDouble());
    }

    private static String network(Sample row) {
        double in = 0;
        double out = 0;
        for (JsonNode each : row.answer().path("networks")) {
            in += each.path("rx_bytes").asDouble();
            out += each.path("tx_bytes").asDouble();
        }
        return Human.shortSize(in) + " / " + Human.shortSize(out);
    }

    private static String blocks(Sample row) {
        double read = 0;
        double written = 0;
        for (JsonNode each : row.answer().path("blkio_stats").path("io_service_bytes_recursive")) {
            String op = each.path("op").asText().toLowerCase(Locale.ROOT);
            read += op.startsWith("r") ? each.path("value").asDouble() : 0;
            written += op.startsWith("w") ? each.path("value").asDouble() : 0;
        }
        return Human.shortSize(read) + " / " + Human.shortSize(written);
    }
}
