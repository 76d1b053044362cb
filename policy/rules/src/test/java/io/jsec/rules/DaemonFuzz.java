package io.jsec.rules;

import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.ReadException;
import java.util.List;

/** Any {@code daemon.json} is judged or refused, within its bounds. */
public final class DaemonFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    {"hosts": ["tcp://0.0.0.0:2375", "unix:///x"], "tlsverify": false, "icc": true,
                     "log-opts": {"max-size": "1m"}, "default-ulimits":
                      {"nofile": {"Name": "nofile",
                     "Hard": 64, "Soft": 64}}, "builder": {"gc": {"enabled": true}},
                     "dns": ["1.1.1.1"],
                     "runtimes": {"x": {"path": "/x", "runtimeArgs": ["a"]}}, "jsec": {"a": null}}
                    """,
                    "{\"proxies\": {\"http-proxy\": \"http://a:b@c\"}, \"mtu\": 1e3}",
                    "\ufeff{\"insecure-registries\": [\"0.0.0.0/0\"], \"x\": [], \"x\": {}}");

    private DaemonFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Places.judge(List.of(DaemonReader.read("daemon.json", data)), data);
        } catch (ReadException refused) {
            Places.refused(refused, data);
        }
    }
}
