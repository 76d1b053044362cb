package io.jsec.engine;

import io.jsec.launch.MountRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an engine would say to a container that nobody makes. */
public final class Foresight {
    /** Nobody looks at an image; what a profile of the caller's lets through may be anything. */
    private static final RequestFacts.Seen UNSEEN = new RequestFacts.Seen(false, true, List.of());

    private Foresight() {}

    /**
     * The verdict.
     *
     * @param refused everything against it, one sentence each
     * @param told what would be narrowed and warned of, one sentence each
     * @param host what would hold
     */
    public record Verdict(List<String> refused, List<String> told, HostConfig host) {
        /** Copied. */
        public Verdict {
            refused = List.copyOf(refused);
            told = List.copyOf(told);
        }
    }

    /**
     * The verdict of a policy and of what is always refused.
     *
     * @param name of the container
     * @param config with what the image brings, as far as it is known
     * @param mounts with real sources
     * @throws EngineException for what makes no sense
     */
    public static Verdict create(
            AdmissionPolicy policy,
            AdmissionGround ground,
            String name,
            ContainerConfig config,
            HostConfig host,
            List<MountRequest> mounts) {
        Judge.Judgement judgement =
                new Judge(ground, _ -> UNSEEN, policy)
                        .create(record(name, config, host, plans(mounts)), List.of());
        return new Verdict(
                judgement.denials().stream().map(Admission.Denial::sentence).toList(),
                judgement.warnings(),
                judgement.admitted().host());
    }

    private static ContainerRecord record(
            String name, ContainerConfig config, HostConfig host, List<MountPlan> mounts) {
        return ContainerRecord.of(
                "0".repeat(64),
                name,
                Instant.EPOCH,
                "",
                List.of(),
                config,
                host.with(host.resources().complete()),
                mounts);
    }

    private static List<MountPlan> plans(List<MountRequest> mounts) {
        List<MountPlan> plans = new ArrayList<>();
        for (MountRequest mount : mounts) {
            plans.add(
                    switch (mount) {
                        case MountRequest.Bind(Path source, String target, boolean readOnly) ->
                                plan(MountPlan.Kind.BIND, source.toString(), target, readOnly, "");
                        case MountRequest.Tmpfs tmpfs ->
                                plan(
                                        MountPlan.Kind.TMPFS,
                                        "",
                                        tmpfs.target(),
                                        tmpfs.readOnly(),
                                        tmpfs.exec() ? "exec" : "noexec");
                    });
        }
        return plans;
    }

    private static MountPlan plan(
            MountPlan.Kind kind, String source, String target, boolean readOnly, String options) {
        return new MountPlan(kind, "", source, target, readOnly, "", false, false, options);
    }
}
