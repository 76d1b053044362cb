package io.jsec.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records for tests of parts. */
final class Records {
    static final String ID = "a".repeat(64);

    private Records() {}

    static ContainerRecord container(String name, MountPlan... mounts) {
        ContainerConfig config =
                ContainerConfig.builder("small:latest")
                        .cmd("/bin/sh", "-c", "exit 1")
                        .labels(Map.of("tier", "web"))
                        .build();
        return container(name, config, mounts);
    }

    static ContainerRecord container(String name, ContainerConfig config, MountPlan... mounts) {
        return ContainerRecord.of(
                        ID,
                        name,
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "sha256:" + "b".repeat(64),
                        List.of("sha256:" + "c".repeat(64)),
                        config,
                        HostConfig.DEFAULT,
                        List.of(mounts))
                .complete();
    }

    static ContainerLog log(Path directory) {
        return new ContainerLog(
                LogOptions.parse(LogConfig.DEFAULT, LogConfig.DEFAULT),
                directory,
                ID,
                Clock.systemUTC(),
                0);
    }
}
