package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.daemon.EnrolConfig;
import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine is told arrives as it was sent. */
class EngineStartTest {
    static Stream<CgroupView> views() {
        return Stream.of(
                new CgroupView.V2(Path.of("/sys/fs/cgroup/jsec"), Set.of("cpu", "memory.swap")),
                new CgroupView.V1(
                        List.of(
                                new CgroupView.Hierarchy(
                                        Path.of("/sys/fs/cgroup/cpuset/jsec"),
                                        List.of("cpuset"),
                                        "0"),
                                new CgroupView.Hierarchy(
                                        Path.of("/sys/fs/cgroup/cpu/jsec"),
                                        List.of("cpu", "cpuacct"),
                                        ""))),
                new CgroupView.None("nothing is delegated", "jsec setup"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void everything_comes_back(CgroupView view) throws IOException {
        EngineStart start =
                new EngineStart(
                        Path.of("/home/x/.local/share/jsec"),
                        new EngineIds(
                                new IdentityForm.Ids(1000, 200_000, 65_535),
                                new IdentityForm.Ids(1001, 4_000_000_000L, 65_535)),
                        3,
                        view,
                        List.of(Path.of("/run/user/1000/jsec/jsec.sock")),
                        Path.of("/run/user/1000/jsec/launch.sock"),
                        Optional.of(Path.of("/etc/a \"b\".json")),
                        true,
                        new EngineStart.Life(
                                Duration.ofMinutes(30),
                                Optional.of(Path.of("/home/x/engine.log")),
                                List.of("tcp://127.0.0.1:2375")),
                        new EngineStart.Clients(
                                Path.of("/etc/jsec/roles.yaml"), List.of(990L, 4_294_967_294L)),
                        new EngineStart.Writing(Path.of("/home/x/.local/state/jsec"), 4711),
                        Optional.of(
                                new TlsStart(
                                        List.of(
                                                TlsPort.parse("tcp://[::1]:2376"),
                                                TlsPort.parse("tcp://eth0")),
                                        Path.of("/home/x/ca"),
                                        Optional.of(Path.of("/home/x/pass")),
                                        Optional.of(Path.of("/home/x/cert.pem")),
                                        Optional.of(Path.of("/home/x/key.pem")),
                                        List.of("docker.example.lan"),
                                        Optional.of(TlsLibrary.JDK),
                                        true,
                                        true,
                                        enrolment(),
                                        true)));

        assertThat(EngineStart.decode(start.encode())).isEqualTo(start);
    }

    private static EnrolConfig enrolment() {
        EnrolAddress address = new EnrolAddress(InetAddress.getLoopbackAddress(), 2378);
        return new EnrolConfig(Optional.of(List.of(address)), false);
    }
}
