package io.jsec.rules;

import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.ReadException;
import java.util.List;

/** Whatever {@code inspect} may have printed is judged or refused, within its bounds. */
public final class InspectFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    [{"Id": "0a", "Name": "/web", "Image": "sha256:0",
                      "Created": "2026-01-02T03:04:05.6Z",
                      "State": {"Running": true, "Pid": 7, "Health": {"Status": "healthy"}},
                      "Config": {"User": "0:0", "Env": ["A=b", "PASSWORD=x"], "Image": "nginx",
                        "Healthcheck": {"Test": ["CMD", "a"]}, "Labels": {"a": "b"},
                        "ExposedPorts": {"80/tcp": {}}},
                      "HostConfig": {"Privileged": true, "CapAdd": ["ALL"], "CapDrop": null,
                        "SecurityOpt": ["seccomp=unconfined"], "NetworkMode": "host", "PidMode": "",
                        "Memory": 0, "PidsLimit": -1, "Binds": ["/var/run:/x:ro"],
                        "PortBindings": {"80/tcp": [{"HostIp": "::", "HostPort": "22"}]},
                        "RestartPolicy": {"Name": "always", "MaximumRetryCount": 0},
                        "Devices": [{"PathOnHost": "/dev/sda", "PathInContainer": "/d"}],
                        "Ulimits": [{"Name": "nofile", "Hard": 1, "Soft": 1}]},
                      "Mounts": [{"Type": "bind", "Source": "/", "Destination": "/h", "RW": true}],
                      "NetworkSettings": {"Networks": {"bridge": {}}, "Ports": {"80/tcp": null}}}]
                    """,
                    """
                    {"Id": "sha256:1", "RepoTags": ["a:latest"], "RepoDigests": [],
                     "Created": "2020",
                     "Config": {"User": "", "Env": null},
                     "RootFS": {"Type": "layers", "Layers": []}}
                    """,
                    """
                    [{"Name": "v", "Mountpoint": "/v", "Driver": "local", "Options": {"o": "bind"}},
                     {"Name": "bridge", "Id": "2", "Driver": "bridge", "IPAM": {"Config": []},
                      "Options": {"com.docker.network.bridge.enable_icc": "true"},
                      "Containers": {}},
                     {"name": "p", "network_interface": "x", "driver": "bridge"}, 7]
                    """);

    private InspectFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            InspectReader.Result result = InspectReader.readAll("stdin", data);
            Places.judge(result.facts(), data);
            result.problems().forEach(problem -> Places.refused(problem, data));
        } catch (ReadException refused) {
            Places.refused(refused, data);
        }
    }
}
