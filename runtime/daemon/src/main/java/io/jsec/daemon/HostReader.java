package io.jsec.daemon;

import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.HostConfig;
import io.jsec.engine.LogConfig;
import io.jsec.engine.MountSpec;
import io.jsec.engine.Resources;
import io.jsec.engine.RestartPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code HostConfig}. */
final class HostReader {
    private HostReader() {}

    /** What surrounds a container. */
    static HostConfig read(Fields fields) {
        return new HostConfig(
                storage(fields),
                security(fields),
                new HostConfig.NamespaceConfig(
                        fields.given("NetworkMode").orElse("default"),
                        fields.text("PidMode").orElse(""),
                        fields.text("IpcMode").orElse(""),
                        fields.text("UTSMode").orElse(""),
                        fields.text("CgroupnsMode").orElse("")),
                new HostConfig.NetworkConfig(
                        fields.texts("Dns"),
                        fields.texts("DnsOptions"),
                        fields.texts("DnsSearch"),
                        fields.texts("ExtraHosts"),
                        ports(fields),
                        fields.isTrue("PublishAllPorts"),
                        // Refused by the table of options: none are left.
                        List.of()),
                resources(fields),
                fields.object("LogConfig")
                        .map(log -> new LogConfig(log.text("Type").orElse(""), log.table("Config")))
                        .orElse(LogConfig.DEFAULT),
                restart(fields).orElse(RestartPolicy.NO),
                fields.isTrue("AutoRemove"),
                fields.truth("Init"),
                console(fields));
    }

    private static HostConfig.StorageConfig storage(Fields fields) {
        List<MountSpec> mounts = new ArrayList<>();
        fields.objects("Mounts").forEach(mount -> mounts.add(mount(mount)));
        return new HostConfig.StorageConfig(
                fields.texts("Binds"),
                mounts,
                fields.table("Tmpfs"),
                fields.texts("VolumesFrom"),
                fields.isTrue("ReadonlyRootfs"),
                fields.number("ShmSize").orElse(0L));
    }

    private static HostConfig.SecurityConfig security(Fields fields) {
        List<String> devices = new ArrayList<>();
        fields.objects("Devices")
                .forEach(device -> devices.add(device.text("PathOnHost").orElse("")));
        return new HostConfig.SecurityConfig(
                fields.isTrue("Privileged"),
                fields.texts("CapAdd"),
                fields.texts("CapDrop"),
                fields.texts("GroupAdd"),
                fields.texts("SecurityOpt"),
                fields.text("UsernsMode").orElse(""),
                fields.table("Sysctls"),
                devices,
                fields.small("OomScoreAdj").orElse(0));
    }

    private static Map<String, List<String>> ports(Fields fields) {
        Map<String, List<String>> ports = new LinkedHashMap<>();
        fields.object("PortBindings")
                .ifPresent(object -> {
                    for (String port : object.names()) {
                        List<String> bindings = new ArrayList<>();
                        object.objects(port)
                                .forEach(each ->
                                        bindings.add(
                                                each.text("HostIp").orElse("")
                                                        + ":"
                                                        + each.text("HostPort").orElse("")));
                        ports.put(port, bindings);
                    }
                });
        return ports;
    }

    /** Limits, in {@code HostConfig} and in an update. */
    static Resources resources(Fields fields) {
        List<String> ulimits = new ArrayList<>();
        for (Fields limit : fields.objects("Ulimits")) {
            ulimits.add(
                    limit.text("Name").orElse("")
                            + "="
                            + limit.number("Soft").orElse(0L)
                            + ":"
                            + limit.number("Hard").orElse(0L));
        }
        return new Resources(
                fields.number("CpuShares").orElse(0L),
                fields.number("NanoCpus").orElse(0L),
                fields.number("CpuPeriod").orElse(0L),
                fields.number("CpuQuota").orElse(0L),
                fields.text("CpusetCpus").orElse(""),
                fields.text("CpusetMems").orElse(""),
                fields.number("Memory").orElse(0L),
                fields.number("MemorySwap").orElse(0L),
                fields.number("MemoryReservation").orElse(0L),
                swappiness(fields),
                fields.number("PidsLimit").orElse(0L),
                fields.small("BlkioWeight").orElse(0),
                weights(fields),
                rates(fields),
                fields.isTrue("OomKillDisable"),
                ulimits);
    }

    /** -1 is the host's. */
    private static OptionalInt swappiness(Fields fields) {
        int asked = fields.small("MemorySwappiness").orElse(-1);
        return asked == -1 ? OptionalInt.empty() : OptionalInt.of(asked);
    }

    private static List<Resources.DeviceWeight> weights(Fields fields) {
        return fields.objects("BlkioWeightDevice").stream()
                .map(weight ->
                        new Resources.DeviceWeight(
                                weight.text("Path").orElse(""), weight.small("Weight").orElse(0)))
                .toList();
    }

    private static List<Resources.DeviceRate> rates(Fields fields) {
        List<Resources.DeviceRate> rates = new ArrayList<>();
        for (Resources.RateKind kind : Resources.RateKind.values()) {
            for (Fields rate : fields.objects(kind.field())) {
                rates.add(
                        new Resources.DeviceRate(
                                kind,
                                rate.text("Path").orElse(""),
                                rate.number("Rate").orElse(0L)));
            }
        }
        return rates;
    }

    /** What happens after the end, where it is said. */
    static Optional<RestartPolicy> restart(Fields fields) {
        return fields.object("RestartPolicy")
                .filter(policy -> policy.has("Name"))
                .map(policy ->
                        new RestartPolicy(
                                RestartPolicy.Mode.parse(policy.text("Name").orElse("")),
                                policy.small("MaximumRetryCount").orElse(0)));
    }

    /** A terminal's size, rows first; zeros are none. */
    static Optional<HostConfig.ConsoleSize> console(Fields fields) {
        List<Integer> numbers = fields.smalls("ConsoleSize");
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        if (numbers.size() != 2) {
            throw new StatusException(400, "ConsoleSize takes two numbers, rows and columns");
        }
        int rows = numbers.getFirst();
        int columns = numbers.getLast();
        return rows == 0 && columns == 0
                ? Optional.empty()
                : Optional.of(new HostConfig.ConsoleSize(rows, columns));
    }

    private static MountSpec mount(Fields fields) {
        Fields bind = fields.object("BindOptions").orElse(Fields.EMPTY);
        Fields volume = fields.object("VolumeOptions").orElse(Fields.EMPTY);
        Fields tmpfs = fields.object("TmpfsOptions").orElse(Fields.EMPTY);
        Fields driver = volume.object("DriverConfig").orElse(Fields.EMPTY);
        refuse(bind, "NonRecursive");
        refuse(bind, "ReadOnlyNonRecursive");
        refuse(bind, "ReadOnlyForceRecursive");
        refuse(tmpfs, "Options");
        refuse(driver, "Options");
        refuse(fields, "ImageOptions");
        refuse(fields, "ClusterOptions");
        Optional<Integer> mode = tmpfs.small("Mode").filter(bits -> bits != 0);
        return new MountSpec(
                fields.text("Type").orElse(""),
                fields.text("Source").orElse(""),
                fields.text("Target").orElse(""),
                fields.isTrue("ReadOnly"),
                bind.text("Propagation").orElse(""),
                bind.isTrue("CreateMountpoint"),
                volume.isTrue("NoCopy"),
                volume.table("Labels"),
                driver.text("Name").orElse(""),
                volume.text("Subpath").orElse(""),
                tmpfs.number("SizeBytes").orElse(0L),
                mode.isPresent() ? OptionalInt.of(mode.orElseThrow()) : OptionalInt.empty());
    }

    private static void refuse(Fields fields, String key) {
        if (fields.asks(key)) {
            throw new StatusException(
                    400, fields.place(key) + " is not supported: leave it out of --mount");
        }
    }
}
