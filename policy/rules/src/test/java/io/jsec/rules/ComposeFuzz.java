package io.jsec.rules;

import io.jsec.rules.compose.ComposeLoader;
import io.jsec.rules.read.ReadException;
import java.util.List;
import java.util.Optional;

/** Any compose file is judged or refused, within its bounds. */
public final class ComposeFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    x-base: &base {read_only: true, cap_drop: [ALL]}
                    services:
                      web:
                        <<: *base
                        extends: {service: db}
                        image: "nginx:${TAG:-1.27}"
                        command: ["a", $$x, ${Y:?no}]
                        ports: ["127.0.0.1:80-81:80/tcp", 22:22, {target: 1, published: "2"}]
                        volumes: [/etc:/e:ro, "v:/v", {type: bind, source: ../a, target: /a}]
                        environment: {A: 1, B: }
                        deploy: {resources: {limits: {memory: 1.5gb, cpus: "0.5", pids: 9}}}
                        ulimits: {nofile: {soft: 1, hard: 2}, nproc: 7}
                        healthcheck: {test: [CMD, "x"], disable: false}
                        networks: !override {front: {}}
                      db: {build: {context: ., args: [A=1], network: host}, tmpfs: /tmp:mode=1777}
                    """,
                    """
                    include: [{path: other.yaml, env_file: .env}]
                    services:
                      a:
                        privileged: true
                        env_file: [.env, {path: b.env, required: false}]
                        security_opt: ["seccomp:unconfined", no-new-privileges=false]
                        pid: host
                        network_mode: "service:b"
                        devices: ["/dev/sda:/dev/x:rwm"]
                        secrets: [s, {source: t, mode: 0777}]
                        profiles: [p]
                        restart: on-failure:5
                        environment: !reset []
                    secrets: {s: {file: ./s}, t: {environment: T}}
                    networks: {front: {external: true}}
                    volumes: {v: {driver_opts: {o: bind, device: /}}}
                    """);

    private ComposeFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. Each file that it names has the same bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Places.judge(
                    ComposeLoader.load(List.of("compose.yaml"), path -> Optional.of(data)), data);
        } catch (ReadException refused) {
            Places.refused(refused, data);
        }
    }
}
