package io.jsec.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.linux.HostFacts;
import io.jsec.linux.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec doctor}: every probe of the host, its answer, and what follows. */
@Command(
        name = "doctor",
        description =
                "Ask this host for everything containers need. Exit status 0: containers run;"
                        + " 1: something is missing.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin OutputOptions output = new OutputOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    DoctorCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Probe> probes = new ArrayList<>(HostFacts.probes(HostReader.view(environment)));
        probes.add(tls(Optional.ofNullable(System.getProperty("jsec.home")).map(Path::of)));
        new Report(
                        List.of("table", "json"),
                        format ->
                                format.equals("json")
                                        ? Report.json("doctor", data(probes))
                                        : table(probes))
                .print(output.format, output.outputs, environment);
        return exit(probes);
    }

    /**
     * Which TLS an engine of this distribution serves with.
     *
     * @param home of the distribution, where there is one
     */
    static Probe tls(Optional<Path> home) {
        String library = "lib/native/libnetty_tcnative_linux_" + architecture() + ".so";
        String question = "Is there a fast TLS for ports?";
        if (home.filter(place -> Files.isReadable(place.resolve(library))).isPresent()) {
            return new Probe(
                    "tls-library",
                    question,
                    "yes: BoringSSL",
                    "ports with TLS prefer X25519MLKEM768 and cost little",
                    Probe.State.OK);
        }
        return new Probe(
                "tls-library",
                question,
                "no: " + library + " is not in the distribution",
                "ports with TLS are served by the JDK, at three times the cost",
                Probe.State.DEGRADED);
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** 1 where something is missing, without which no container runs. */
    static int exit(List<Probe> probes) {
        return probes.stream().anyMatch(probe -> probe.state() == Probe.State.MISSING)
                ? ExitCode.FINDINGS
                : ExitCode.OK;
    }

    /** Three lines a probe: what was asked, what was found, what follows; then the count. */
    static String table(List<Probe> probes) {
        StringBuilder text = new StringBuilder();
        for (Probe probe : probes) {
            text.append(mark(probe)).append(' ').append(Printable.of(probe.question()));
            text.append("  [").append(probe.id()).append("]\n");
            text.append("         ").append(Printable.of(probe.answer())).append('\n');
            text.append("         -> ").append(Printable.of(probe.consequence())).append('\n');
        }
        text.append('\n').append(count(probes, Probe.State.OK)).append(" good, ");
        text.append(count(probes, Probe.State.DEGRADED)).append(" with less, ");
        text.append(count(probes, Probe.State.MISSING)).append(" missing: ");
        text.append(
                exit(probes) == ExitCode.OK
                        ? "containers run on this host.\n"
                        : "containers do not run before that is repaired.\n");
        return text.toString();
    }

    private static String mark(Probe probe) {
        return switch (probe.state()) {
            case OK -> "good    ";
            case DEGRADED -> "less    ";
            case MISSING -> "MISSING ";
        };
    }

    private static long count(List<Probe> probes, Probe.State state) {
        return probes.stream().filter(probe -> probe.state() == state).count();
    }

    /** The data of {@code jsec.doctor/1}. */
    static ObjectNode data(List<Probe> probes) {
        ObjectNode data = JsonTree.object();
        data.put("containersRun", exit(probes) == ExitCode.OK);
        ArrayNode list = data.putArray("probes");
        for (Probe probe : probes) {
            list.addObject()
                    .put("id", probe.id())
                    .put("state", probe.state().name().toLowerCase(Locale.ROOT))
                    .put("question", probe.question())
                    .put("answer", probe.answer())
                    .put("consequence", probe.consequence());
        }
        return data;
    }
}
