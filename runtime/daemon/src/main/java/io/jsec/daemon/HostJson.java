package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.HostConfig;
import io.jsec.engine.MountSpec;
import io.jsec.engine.Resources;
import java.util.List;
import java.util.Map;

/** {@code HostConfig}, as it was asked for. */
final class HostJson {
    private HostJson() {}

    static ObjectNode of(HostConfig host) {
        ObjectNode json = Json.object();
        list(json, "Binds", host.storage().binds());
        json.put("ContainerIDFile", "");
        json.putObject("LogConfig")
                .put("Type", host.log().type())
                .set("Config", Json.table(host.log().options()));
        json.put("NetworkMode", host.namespaces().network());
        json.set("PortBindings", ports(host.network()));
        json.putObject("RestartPolicy")
                .put("Name", host.restart().mode().word())
                .put("MaximumRetryCount", host.restart().maximumRetryCount());
        json.put("AutoRemove", host.autoRemove()).put("VolumeDriver", "");
        list(json, "VolumesFrom", host.storage().volumesFrom());
        ArrayNode console = json.putArray("ConsoleSize");
        console.add(host.console().map(HostConfig.ConsoleSize::rows).orElse(0));
        console.add(host.console().map(HostConfig.ConsoleSize::columns).orElse(0));
        security(json, host);
        storage(json, host.storage());
        resources(json, host.resources());
        json.set("Devices", Json.texts(host.security().devices()));
        host.init().ifPresent(init -> json.put("Init", init));
        return json;
    }

    private static void list(ObjectNode json, String key, List<String> values) {
        if (values.isEmpty()) {
            json.putNull(key);
        } else {
            json.set(key, Json.texts(values));
        }
    }

    private static ObjectNode ports(HostConfig.NetworkConfig network) {
        ObjectNode json = Json.object();
        for (Map.Entry<String, List<String>> port : network.portBindings().entrySet()) {
            ArrayNode array = json.putArray(port.getKey());
            for (String binding : port.getValue()) {
                int colon = binding.lastIndexOf(':');
                array.addObject()
                        .put("HostIp", binding.substring(0, Math.max(colon, 0)))
                        .put("HostPort", binding.substring(colon + 1));
            }
        }
        return json;
    }

    private static void security(ObjectNode json, HostConfig host) {
        HostConfig.SecurityConfig security = host.security();
        HostConfig.NamespaceConfig namespaces = host.namespaces();
        list(json, "CapAdd", security.capAdd());
        list(json, "CapDrop", security.capDrop());
        String cgroup = namespaces.cgroup();
        json.put("CgroupnsMode", cgroup.isEmpty() ? "private" : cgroup);
        json.set("Dns", Json.texts(host.network().dns()));
        json.set("DnsOptions", Json.texts(host.network().dnsOptions()));
        json.set("DnsSearch", Json.texts(host.network().dnsSearch()));
        list(json, "ExtraHosts", host.network().extraHosts());
        list(json, "GroupAdd", security.groupAdd());
        json.put("IpcMode", namespaces.ipc().isEmpty() ? "private" : namespaces.ipc())
                .put("Cgroup", "");
        list(json, "Links", host.network().links());
        json.put("OomScoreAdj", security.oomScoreAdj())
                .put("PidMode", namespaces.pid())
                .put("Privileged", security.privileged())
                .put("PublishAllPorts", host.network().publishAllPorts())
                .put("ReadonlyRootfs", host.storage().readonlyRootfs());
        list(json, "SecurityOpt", security.securityOpt());
        json.put("UTSMode", namespaces.uts()).put("UsernsMode", security.usernsMode());
        if (!security.sysctls().isEmpty()) {
            json.set("Sysctls", Json.table(security.sysctls()));
        }
    }

    private static void storage(ObjectNode json, HostConfig.StorageConfig storage) {
        json.put("ShmSize", storage.shmBytes()).put("Runtime", "jsec").put("Isolation", "");
        if (!storage.tmpfs().isEmpty()) {
            json.set("Tmpfs", Json.table(storage.tmpfs()));
        }
        if (!storage.mounts().isEmpty()) {
            ArrayNode mounts = json.putArray("Mounts");
            storage.mounts().forEach(mount -> mounts.add(mount(mount)));
        }
    }

    private static ObjectNode mount(MountSpec mount) {
        ObjectNode json =
                Json.object()
                        .put("Type", mount.type())
                        .put("Source", mount.source())
                        .put("Target", mount.target())
                        .put("ReadOnly", mount.readOnly());
        switch (mount.type()) {
            case "bind" ->
                    json.putObject("BindOptions")
                            .put("Propagation", mount.propagation())
                            .put("CreateMountpoint", mount.createMountpoint());
            case "volume" -> {
                ObjectNode options =
                        json.putObject("VolumeOptions")
                                .put("NoCopy", mount.noCopy())
                                .put("Subpath", mount.subpath());
                options.set("Labels", Json.table(mount.volumeLabels()));
            }
            case "tmpfs" ->
                    json.putObject("TmpfsOptions")
                            .put("SizeBytes", mount.tmpfsBytes())
                            .put("Mode", mount.tmpfsMode().orElse(0));
            default -> {
                // Refused at creation: there is no such mount.
            }
        }
        return json;
    }

    private static void weights(ObjectNode json, List<Resources.DeviceWeight> weights) {
        ArrayNode array = json.putArray("BlkioWeightDevice");
        weights.forEach(weight ->
                array.addObject().put("Path", weight.path()).put("Weight", weight.weight()));
    }

    private static void rates(ObjectNode json, Resources resources) {
        for (Resources.RateKind kind : Resources.RateKind.values()) {
            List<Resources.DeviceRate> rates =
                    resources.deviceRates().stream().filter(rate -> rate.kind() == kind).toList();
            if (rates.isEmpty()) {
                json.putNull(kind.field());
            } else {
                ArrayNode array = json.putArray(kind.field());
                rates.forEach(rate ->
                        array.addObject().put("Path", rate.path()).put("Rate", rate.perSecond()));
            }
        }
    }

    private static void resources(ObjectNode json, Resources resources) {
        json.put("CpuShares", resources.cpuShares())
                .put("Memory", resources.memoryBytes())
                .put("NanoCpus", resources.nanoCpus())
                .put("CgroupParent", "")
                .put("BlkioWeight", resources.blkioWeight())
                .put("CpuPeriod", resources.cpuPeriodMicros())
                .put("CpuQuota", resources.cpuQuotaMicros())
                .put("CpuRealtimePeriod", 0)
                .put("CpuRealtimeRuntime", 0)
                .put("CpusetCpus", resources.cpusetCpus())
                .put("CpusetMems", resources.cpusetMems())
                .put("MemoryReservation", resources.memoryReservationBytes())
                .put("MemorySwap", resources.memorySwapBytes())
                .put("OomKillDisable", resources.oomKillDisable());
        if (resources.memorySwappiness().isPresent()) {
            json.put("MemorySwappiness", resources.memorySwappiness().getAsInt());
        } else {
            json.putNull("MemorySwappiness");
        }
        weights(json, resources.deviceWeights());
        rates(json, resources);
        if (resources.pidsLimit() == 0) {
            json.putNull("PidsLimit");
        } else {
            json.put("PidsLimit", resources.pidsLimit());
        }
        ArrayNode ulimits = json.putArray("Ulimits");
        for (String limit : resources.ulimits()) {
            String[] parts = limit.split("[=:]", 3);
            ulimits.addObject()
                    .put("Name", parts[0])
                    .put("Hard", Long.parseLong(parts[parts.length - 1]))
                    .put("Soft", Long.parseLong(parts[1]));
        }
    }
}
