package io.jsec.linux;

import java.util.List;
import java.util.Optional;

/** Device nodes of the host that features need; containers never get them. */
final class DeviceProbes {
    private DeviceProbes() {}

    static List<Probe> of(HostView host) {
        return List.of(
                device(
                        host,
                        "dev.net-tun",
                        "/dev/net/tun",
                        "networks of containers can reach out",
                        "only --network none and host work; jsec setup opens it"),
                device(
                        host,
                        "dev.kvm",
                        "/dev/kvm",
                        "tests can boot a stock kernel quickly",
                        "nothing changes for containers; tests of a stock kernel are slower"));
    }

    private static Probe device(
            HostView host, String id, String path, String usable, String unusable) {
        String question = "May " + host.caller().name() + " use " + path + "?";
        Optional<FileStatus> status = Statx.of(host.files().at(path));
        if (status.isEmpty()) {
            return Probe.degraded(id, question, "it does not exist", unusable);
        }
        String mode = "%04o".formatted(status.get().permissions());
        return host.caller().mayWrite(status.get())
                ? Probe.ok(id, question, "yes, mode " + mode, usable)
                : Probe.degraded(id, question, "no, mode " + mode, unusable);
    }
}
