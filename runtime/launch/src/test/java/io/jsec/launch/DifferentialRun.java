package io.jsec.launch;

import io.jsec.linux.Account;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.SubordinateIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts random containers as the ordinary user it is started by, and prints how each differs from
 * its plan.
 */
final class DifferentialRun {
    private final Launching launching;
    private final PlanSamples samples;

    private DifferentialRun(Launching launching, PlanSamples samples) {
        this.launching = launching;
        this.samples = samples;
    }

    /**
     * Arguments: how, the launcher, a directory with {@code root} and {@code store}, seed, count.
     */
    public static void main(String[] arguments) throws Exception {
        Path launcher = Path.of(arguments[1]);
        Path place = Path.of(arguments[2]);
        IdentityForm identity = identity();
        LaunchHost host =
                LaunchHostReader.read(
                        HostFiles.here(),
                        DelegatedGroups.view(arguments[5]),
                        identity,
                        place.resolve("store"),
                        List.of());
        PlanSamples samples =
                new PlanSamples(
                                Long.parseLong(arguments[3]),
                                host,
                                new RootFs(List.of(place.resolve("root")), false),
                                List.of(place.resolve("data"), Path.of("/usr/share")))
                        .running(new Command(List.of("/bin/sleep", "600"), Map.of(), "/", false));
        try (Launching launching =
                arguments[0].equals("resident")
                        ? new ResidentLaunching(launcher, place, IdMaps.of(identity))
                        : new OneShotLaunching(launcher, place)) {
            new DifferentialRun(launching, samples)
                    .run(Integer.parseInt(arguments[4]), place.resolve("plan"));
        }
    }

    /** Owner form of whoever runs this. */
    static IdentityForm identity() {
        HostFiles files = HostFiles.here();
        int uid = Identity.uid();
        String name = Account.byUid(files, uid).orElseThrow().name();
        return EngineIds.of(uid, Identity.gid(), SubordinateIds.read(files, name, uid))
                .owner()
                .orElseThrow();
    }

    private void run(int count, Path file) throws Exception {
        BufferedReader asker =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int number = 0; number < count; number++) {
            ContainerSpec spec = samples.next();
            LaunchPlan plan = PlanCompiler.compile(spec, samples.host());
            for (Violation violation : PlanVerifier.verify(plan, spec, samples.host())) {
                System.out.println(violation.sentence());
            }
            prepare(spec);
            Files.write(file, PlanCodec.encode(plan));
            try {
                System.out.println("started " + launching.start(spec, plan) + " " + file);
                asker.readLine();
                launching.stop(spec);
            } catch (Launching.LaunchingException e) {
                System.out.println("sample " + number + ": " + e.getMessage());
                System.out.println(PlanText.render(plan));
            }
            if (spec.lifecycle().remove() && Files.exists(spec.directory())) {
                System.out.println("sample " + number + ": its directory is still there");
            }
        }
    }

    private void prepare(ContainerSpec spec) throws IOException {
        Path etc = Files.createDirectories(spec.directory().resolve("etc"));
        Files.createDirectory(spec.directory().resolve("upper"));
        Files.createDirectory(spec.directory().resolve("work"));
        for (Map.Entry<String, String> file :
                EtcFiles.of(spec, samples.host()).byName().entrySet()) {
            Files.writeString(etc.resolve(file.getKey()), file.getValue());
        }
    }
}
