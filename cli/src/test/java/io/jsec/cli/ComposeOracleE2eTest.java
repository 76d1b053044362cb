package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.compose.ComposeLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Projects as docker-compose reads them: what it makes of one, read again by us, describes the same
 * containers as the project itself. Each is a list of files, begun by lines {@code == NAME}.
 */
@Tag("e2e")
class ComposeOracleE2eTest {
    private static final List<ContainerSetting<?>> COMPARED =
            List.of(
                    ContainerSetting.IMAGE,
                    ContainerSetting.USER,
                    ContainerSetting.PRIVILEGED,
                    ContainerSetting.READ_ONLY,
                    ContainerSetting.INIT,
                    ContainerSetting.CAP_ADD,
                    ContainerSetting.CAP_DROP,
                    ContainerSetting.SECURITY_OPT,
                    ContainerSetting.DEVICES,
                    ContainerSetting.NETWORK_MODE,
                    ContainerSetting.PID_MODE,
                    ContainerSetting.IPC_MODE,
                    ContainerSetting.USERNS_MODE,
                    ContainerSetting.ENVIRONMENT,
                    ContainerSetting.LABELS,
                    ContainerSetting.PORTS,
                    ContainerSetting.MOUNTS,
                    ContainerSetting.MEMORY,
                    ContainerSetting.PIDS_LIMIT,
                    ContainerSetting.RESTART,
                    ContainerSetting.RESTART_MAX,
                    ContainerSetting.HEALTHCHECK,
                    ContainerSetting.LOG_DRIVER,
                    ContainerSetting.LOG_OPTIONS,
                    ContainerSetting.SYSCTLS,
                    ContainerSetting.EXTRA_HOSTS,
                    ContainerSetting.GROUP_ADD,
                    ContainerSetting.ULIMITS,
                    ContainerSetting.COMMAND);

    @TempDir Path folder = Path.of("/");

    private static final List<String> PROJECTS =
            List.of(
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        privileged: true
                        user: "0:0"
                        cap_add: [NET_ADMIN]
                        cap_drop: [ALL]
                        security_opt: ["no-new-privileges:true", "seccomp:unconfined"]
                        network_mode: host
                        pid: host
                        ipc: shareable
                        read_only: true
                        init: true
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        ports: ["80", "8080:80", "127.0.0.1:53:53/udp", "9000-9001:9000-9001"]
                        volumes: ["data:/data", "./src:/src:ro", "/etc/x:/etc/x"]
                        tmpfs: [/tmp]
                    volumes: {data: {}}
                    """,
                    """
                    == .env
                    TAG=1.27
                    EMPTY=
                    == compose.yaml
                    services:
                      web:
                        image: "nginx:${TAG}"
                        user: "${U:-app}"
                        environment: ["A=${TAG}", "B=${EMPTY:-d}", "C=${EMPTY-d}", "D=$$x"]
                        labels: {a: "${NONE-z}"}
                    """,
                    """
                    == compose.yaml
                    x-base: &base
                      image: nginx:1.27
                      cap_drop: [ALL]
                    services:
                      one:
                        <<: *base
                        read_only: true
                      two:
                        <<: *base
                        image: nginx:1.26
                    """,
                    """
                    == base/common.yaml
                    services:
                      app:
                        image: nginx:1.27
                        environment: {A: "1", B: "2"}
                        cap_add: [CHOWN]
                    == compose.yaml
                    services:
                      web:
                        extends: {file: base/common.yaml, service: app}
                        environment: {B: "3"}
                        cap_add: [SETUID]
                    """,
                    """
                    == compose.yaml
                    services:
                      base:
                        image: nginx:1.27
                        labels: ["a=1", "b=2"]
                      web:
                        extends: base
                        labels: {b: "3"}
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        environment: ["A=1", "B=2"]
                        ports: ["80:80"]
                        volumes: ["./a:/a", "./b:/b"]
                        logging: {driver: json-file, options: {max-size: 10m}}
                    == over.yaml
                    services:
                      web:
                        image: nginx:1.28
                        environment: {B: "3", C: "4"}
                        ports: ["81:81"]
                        volumes: ["./c:/b"]
                        logging: {options: {max-file: "3"}}
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        logging: {driver: json-file, options: {max-size: 10m}}
                    == over.yaml
                    services:
                      web:
                        logging: {driver: none}
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        mem_limit: 64m
                        pids_limit: 100
                        restart: "on-failure:5"
                        healthcheck: {test: ["CMD", "true"]}
                        devices: ["/dev/null:/dev/x"]
                        sysctls: {net.core.somaxconn: "1024"}
                        extra_hosts: ["a:1.2.3.4"]
                        group_add: ["1000"]
                        userns_mode: host
                      other:
                        image: nginx:1.27
                        restart: always
                        healthcheck: {disable: true}
                    """,
                    """
                    == .env
                    HOST=db
                    TAKEN=from-project
                    == web.env
                    # comment
                    A=1
                    B=base
                    C='single $A'
                    D="double"
                    E=plain # comment
                    export F=exported
                    == more.env
                    B=more
                    G=7
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        env_file: [web.env, more.env]
                        environment: {A: "2", H: "8", TAKEN: }
                      one:
                        image: nginx:1.27
                        env_file: more.env
                    """,
                    """
                    == base/own.env
                    A=base
                    == base/common.yaml
                    services:
                      app:
                        image: nginx:1.27
                        env_file: own.env
                        volumes: ["./data:/data:ro", "../up:/up", "named:/named", "/abs:/abs"]
                        tmpfs: /run
                        devices: ["/dev/null:/dev/x"]
                    == compose.yaml
                    services:
                      web:
                        extends: {file: base/common.yaml, service: app}
                        tmpfs: /var/run
                        volumes: ["./mine:/data"]
                        devices: ["/dev/zero:/dev/x"]
                    volumes: {named: {}}
                    """,
                    """
                    == .env
                    TAG=top
                    == base/.env
                    TAG=base
                    == base/one.yaml
                    services:
                      app:
                        extends: {file: two/two.yaml, service: app}
                        labels: {one: "1"}
                    == base/two/two.yaml
                    services:
                      app:
                        image: "nginx:${TAG}"
                        volumes: ["./v:/v"]
                    == compose.yaml
                    services:
                      web:
                        extends: {file: base/one.yaml, service: app}
                        labels: [two=2]
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        ports: ["80:80", "8000-8002:8000-8002", "127.0.0.1:53:53/udp"]
                        expose: ["80"]
                        dns: 1.1.1.1
                        secrets: [a]
                    secrets: {a: {file: ./a}, b: {file: ./b}}
                    == over.yaml
                    services:
                      web:
                        ports: ["80:80/tcp", "8001:8001", "53:53/udp", "90:90"]
                        expose: ["81"]
                        dns: [2.2.2.2]
                        secrets: [b]
                        tmpfs: /a
                    == third.yaml
                    services:
                      web:
                        tmpfs: /b
                        ports: ["80:80"]
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        command: [a, b]
                        healthcheck: {test: ["CMD", "a"], retries: 3}
                        ulimits: {nproc: 5}
                        sysctls: ["net.core.somaxconn=1"]
                        extra_hosts: ["a:1.1.1.1", "b:2.2.2.2"]
                        security_opt: ["no-new-privileges:true"]
                        group_add: ["1"]
                    == over.yaml
                    services:
                      web:
                        command: [c]
                        healthcheck: {test: ["CMD", "b"]}
                        ulimits: {nproc: {soft: 6, hard: 7}}
                        sysctls: {net.core.somaxconn: "2"}
                        extra_hosts: {b: 3.3.3.3}
                        cap_add: [CHOWN]
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        logging: {options: {max-size: 10m}}
                    == over.yaml
                    services:
                      web:
                        logging: {driver: syslog, options: {tag: x}}
                    """,
                    """
                    == .env
                    A=1
                    EMPTY=
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        labels:
                          a: "${A}-$A-$${A}-$$$$"
                          b: "${NONE:-x}${EMPTY:-y}${EMPTY-z}${A:-q}"
                          c: "${A:?no}${A?no}"
                          d: "${NONE:-/p/q:r-s}"
                    """,
                    """
                    == compose.yaml
                    x-a: &a {read_only: true, user: a}
                    x-b: &b {user: b, init: true}
                    x-list: &list [CHOWN, SETUID]
                    services:
                      web:
                        <<: [*b, *a]
                        image: nginx:1.27
                        cap_add: *list
                      other:
                        <<: *a
                        image: &image nginx:1.26
                      third:
                        image: *image
                        privileged: yes
                        read_only: off
                    """,
                    """
                    == compose.yaml
                    services:
                      web:
                        image: nginx:1.27
                        profiles: [debug]
                        privileged: true
                      other:
                        image: nginx:1.27
                        volumes:
                          - {type: bind, source: ./a, target: /a, read_only: true}
                          - {type: volume, source: v, target: /v}
                          - {type: tmpfs, target: /t}
                        ports:
                          - {target: 80, published: 8080, protocol: udp}
                    volumes: {v: {}}
                    """);

    static List<String> projects() {
        return PROJECTS;
    }

    @ParameterizedTest
    @MethodSource("projects")
    void containers_are_those_of_docker_compose(String project) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/docker-compose")),
                "no-docker-compose: there is nothing to compare with");
        List<String> files = write(project);
        byte[] theirs = config(files);
        Map<String, Map<String, String>> ours = settings(files);
        Files.write(folder.resolve("theirs.yaml"), theirs);
        assertThat(ours).isEqualTo(settings(List.of("theirs.yaml")));
    }

    /** Writes the files; the compose files among them at the top, in order. */
    private List<String> write(String project) throws IOException {
        List<String> top = new ArrayList<>();
        for (String part : project.split("(?m)^== ", -1)) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                String name = part.substring(0, end).strip();
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, part.substring(end + 1));
                if (name.endsWith(".yaml") && name.indexOf('/') < 0) {
                    top.add(name);
                }
            }
        }
        return top;
    }

    private byte[] config(List<String> files) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/usr/bin/docker-compose"));
        files.forEach(file -> words.addAll(List.of("-f", file)));
        words.add("config");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process process = builder.start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return out;
    }

    private Map<String, Map<String, String>> settings(List<String> files) {
        Map<String, Map<String, String>> services = new TreeMap<>();
        ComposeLoader.load(files, this::read).stream()
                .filter(ContainerFacts.class::isInstance)
                .map(ContainerFacts.class::cast)
                .forEach(facts -> services.put(name(facts), values(facts)));
        return services;
    }

    private Optional<byte[]> read(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private static String name(ContainerFacts facts) {
        String name = facts.target().name();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private Map<String, String> values(ContainerFacts facts) {
        Map<String, String> values = new TreeMap<>();
        for (ContainerSetting<?> setting : COMPARED) {
            Fact<?> fact = facts.get(setting);
            if (fact instanceof Fact.Present<?> present) {
                values.put(setting.settingName(), shown(present.value()));
            }
        }
        return values;
    }

    private String shown(Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream().flatMap(this::one).distinct().sorted().toList().toString();
            default -> String.valueOf(value);
        };
    }

    private Stream<String> one(Object item) {
        return switch (item) {
            case Located<?> located -> Stream.of(String.valueOf(located.value()));
            case ContainerPort port -> ports(port);
            case ContainerMount mount -> Stream.of(mount(mount));
            default -> Stream.of(String.valueOf(item));
        };
    }

    /** docker-compose writes a range port by port. */
    private static Stream<String> ports(ContainerPort port) {
        return IntStream.rangeClosed(0, port.hostPortEnd() - port.hostPort())
                .mapToObj(i ->
                        port.hostAddress()
                                + ":"
                                + (port.hostPort() + i)
                                + ":"
                                + (port.containerPort() + i)
                                + "/"
                                + port.protocol());
    }

    private String mount(ContainerMount mount) {
        Path source = folder.resolve(mount.source()).normalize();
        return mount.type() + " " + source + " " + mount.target() + " " + mount.readOnly();
    }
}
