package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.integer;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code create} and {@code run}. */
final class CreateFlags {
    private CreateFlags() {}

    /** The options of {@code create}. */
    static List<Flag> ofCreate() {
        List<Flag> flags = new ArrayList<>(common());
        flags.addAll(process());
        flags.addAll(security());
        flags.addAll(network());
        flags.addAll(storage());
        flags.addAll(health());
        flags.addAll(resources());
        return flags;
    }

    /** The options of {@code run}. */
    static List<Flag> ofRun() {
        List<Flag> flags = new ArrayList<>();
        flags.add(flag("d,detach", "Run in the background and print the id."));
        flags.add(text("detach-keys", "KEYS", "The keys that detach, such as ctrl-p,ctrl-q."));
        flags.add(flag("sig-proxy", "Pass signals on to the container; on unless =false."));
        flags.add(flag("standalone", "Run it without an engine, in the foreground."));
        flags.add(text("rootfs", "DIR", "Run a folder without an engine: an unpacked root."));
        flags.addAll(ofCreate());
        return flags;
    }

    private static List<Flag> common() {
        return List.of(
                text("name", "NAME", "The name of the container."),
                text("platform", "OS/ARCH", "The platform of the image."),
                text("pull", "always|missing|never", "When to fetch the image."),
                flag("q,quiet", "Do not show how the image is fetched."),
                flag("disable-content-trust", "Refused where it is =false: nothing is verified."),
                text("cidfile", "FILE", "Write the id of the container into a new file."),
                flag("rm", "Remove the container when it ends."),
                text("restart", "no|always|unless-stopped|on-failure[:N]", "When to start again."),
                list("annotation", "NAME=VALUE", "A note for the runtime."),
                list("l,label", "NAME=VALUE", "A label."),
                list("label-file", "FILE", "Labels from a file."),
                text("log-driver", "NAME", "Where output is kept."),
                list("log-opt", "NAME=VALUE", "An option of the log driver."),
                text("runtime", "NAME", "The runtime."),
                text("isolation", "NAME", "The technique of isolation."));
    }

    private static List<Flag> process() {
        return List.of(
                list("a,attach", "STREAM", "Attach to stdin, stdout or stderr."),
                flag("i,interactive", "Keep standard input open."),
                flag("t,tty", "A terminal for the container."),
                list("e,env", "NAME[=VALUE]", "A variable; without a value, the caller's."),
                list("env-file", "FILE", "Variables from a file."),
                text("entrypoint", "PROGRAM", "Instead of the image's entry point."),
                text("u,user", "USER[:GROUP]", "The user inside."),
                list("group-add", "GROUP", "A further group of the user."),
                text("w,workdir", "DIR", "The working directory inside."),
                flag("init", "A small init as process 1."),
                text("stop-signal", "SIGNAL", "The signal that asks it to end."),
                integer("stop-timeout", "How many seconds it has to end."),
                list("ulimit", "NAME=SOFT[:HARD]", "A limit of resources."),
                text("h,hostname", "NAME", "The name of the host inside."),
                text("domainname", "NAME", "The NIS domain inside."));
    }

    private static List<Flag> security() {
        return List.of(
                list("cap-add", "CAP", "A capability more."),
                list("cap-drop", "CAP", "A capability less."),
                flag("privileged", "All capabilities and devices."),
                list("security-opt", "NAME=VALUE", "An option of security."),
                text("userns", "MODE", "The user namespace."),
                text("cgroupns", "host|private", "The cgroup namespace."),
                text("ipc", "MODE", "The IPC namespace."),
                text("pid", "MODE", "The PID namespace."),
                text("uts", "MODE", "The UTS namespace."),
                list("sysctl", "NAME=VALUE", "A setting of the kernel, inside."),
                flag("read-only", "Make the root file system read-only."),
                flag("use-api-socket", "Bind the engine's socket and credentials."));
    }

    private static List<Flag> network() {
        return List.of(
                list("network", "NETWORK", "The network."),
                list("net", "NETWORK", "The network."),
                list("network-alias", "NAME", "A name in the network."),
                list("net-alias", "NAME", "A name in the network."),
                text("ip", "ADDRESS", "The IPv4 address."),
                text("ip6", "ADDRESS", "The IPv6 address."),
                list("link-local-ip", "ADDRESS", "A link-local address."),
                text("mac-address", "ADDRESS", "The MAC address."),
                list("link", "CONTAINER[:NAME]", "A link to another container."),
                list("add-host", "NAME:ADDRESS", "A line of the hosts file."),
                list("dns", "ADDRESS", "A name server."),
                list("dns-option", "OPTION", "An option of the resolver."),
                list("dns-opt", "OPTION", "An option of the resolver."),
                list("dns-search", "DOMAIN", "A domain that is searched."),
                list("expose", "PORT", "A port that is exposed."),
                list("p,publish", "[[HOST:]PORT:]PORT", "A port that is published."),
                flag("P,publish-all", "Publish all exposed ports."));
    }

    private static List<Flag> storage() {
        return List.of(
                list("v,volume", "[SOURCE:]DIR[:OPTIONS]", "Bind a directory or a volume."),
                list("mount", "KEY=VALUE,...", "A mount."),
                list("tmpfs", "DIR[:OPTIONS]", "A tmpfs."),
                list("volumes-from", "CONTAINER", "The volumes of another container."),
                text("volume-driver", "NAME", "The driver of volumes."),
                list("storage-opt", "NAME=VALUE", "An option of the storage driver."),
                text("shm-size", "SIZE", "The size of /dev/shm."),
                list("device", "PATH[:PATH][:rwm]", "A device of the host."),
                list("device-cgroup-rule", "RULE", "A rule for devices."),
                list("gpus", "REQUEST", "Graphics processors."));
    }

    private static List<Flag> health() {
        return List.of(
                text("health-cmd", "COMMAND", "The command that checks health."),
                text("health-interval", "TIME", "The time between checks."),
                integer("health-retries", "How many failures in a row mean unhealthy."),
                text("health-start-interval", "TIME", "The time between checks at the start."),
                text("health-start-period", "TIME", "How long the start may take."),
                text("health-timeout", "TIME", "How long a check may take."),
                flag("no-healthcheck", "No check, whatever the image says."));
    }

    private static List<Flag> resources() {
        return List.of(
                integer("blkio-weight", "The weight for block I/O, 10 to 1000."),
                list("blkio-weight-device", "DEVICE:N", "The weight for a device."),
                text("cgroup-parent", "PATH", "The control group above."),
                integer("cpu-count", "An option for Windows."),
                integer("cpu-percent", "An option for Windows."),
                integer("cpu-period", "The period of the processor quota, in microseconds."),
                integer("cpu-quota", "The processor quota, in microseconds."),
                integer("cpu-rt-period", "The real-time period, in microseconds."),
                integer("cpu-rt-runtime", "The real-time quota, in microseconds."),
                integer("c,cpu-shares", "The weight for processor time."),
                text("cpus", "N", "The number of processors, as 1.5."),
                text("cpuset-cpus", "LIST", "The processors, as 0-2,5."),
                text("cpuset-mems", "LIST", "The memory nodes."),
                list("device-read-bps", "DEVICE:RATE", "A limit of bytes read in a second."),
                list("device-read-iops", "DEVICE:N", "A limit of reads in a second."),
                list("device-write-bps", "DEVICE:RATE", "A limit of bytes written in a second."),
                list("device-write-iops", "DEVICE:N", "A limit of writes in a second."),
                text("io-maxbandwidth", "SIZE", "An option for Windows."),
                integer("io-maxiops", "An option for Windows."),
                text("kernel-memory", "SIZE", "The limit of kernel memory."),
                text("m,memory", "SIZE", "The limit of memory."),
                text("memory-reservation", "SIZE", "The soft limit of memory."),
                text("memory-swap", "SIZE", "The limit of memory and swap; -1 for none."),
                integer("memory-swappiness", "How readily memory is swapped, 0 to 100."),
                flag("oom-kill-disable", "Do not kill it when memory is short."),
                integer("oom-score-adj", "How readily it is killed, -1000 to 1000."),
                integer("pids-limit", "The most processes; -1 for no limit."));
    }
}
