package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.InfoView;
import io.jsec.engine.VersionView;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /info} and {@code GET /version}. */
final class InfoJson {
    private InfoJson() {}

    static ObjectNode version(VersionView version, Product product) {
        ObjectNode json = Json.object();
        json.putObject("Platform").put("Name", "jsec " + product.version());
        ObjectNode component =
                json.putArray("Components")
                        .addObject()
                        .put("Name", "Engine")
                        .put("Version", product.engineVersion());
        component
                .putObject("Details")
                .put("ApiVersion", ApiVersion.NEWEST.toString())
                .put("Arch", version.architecture())
                .put("BuildTime", version.buildTime())
                .put("Experimental", "false")
                .put("KernelVersion", version.kernel())
                .put("MinAPIVersion", ApiVersion.OLDEST.toString())
                .put("Os", "linux");
        return json.put("Version", product.engineVersion())
                .put("ApiVersion", ApiVersion.NEWEST.toString())
                .put("MinAPIVersion", ApiVersion.OLDEST.toString())
                .put("GitCommit", "")
                .put("GoVersion", "")
                .put("Os", "linux")
                .put("Arch", version.architecture())
                .put("KernelVersion", version.kernel())
                .put("BuildTime", version.buildTime());
    }

    static ObjectNode info(InfoView info, Product product) {
        InfoView.Counts counts = info.counts();
        InfoView.HostView host = info.host();
        ObjectNode json =
                Json.object()
                        .put("ID", info.id())
                        .put("Containers", counts.containers())
                        .put("ContainersRunning", counts.running())
                        .put("ContainersPaused", counts.paused())
                        .put("ContainersStopped", counts.stopped())
                        .put("Images", counts.images())
                        .put("Driver", "overlay2");
        json.putArray("DriverStatus");
        ObjectNode plugins = json.putObject("Plugins");
        plugins.set("Volume", Json.texts(List.of("local")));
        plugins.set("Network", Json.texts(List.of("host", "null")));
        plugins.putNull("Authorization");
        plugins.set("Log", Json.texts(List.of("json-file", "local", "none")));
        limits(json, info.limits());
        json.put("IPv4Forwarding", false)
                .put("Debug", false)
                .put("NFd", -1)
                .put("OomKillDisable", false)
                .put("NGoroutines", -1)
                .put("SystemTime", Times.text(info.time()))
                .put("LoggingDriver", info.logDriver())
                .put("CgroupDriver", host.cgroupVersion() == 0 ? "none" : "cgroupfs")
                .put("CgroupVersion", Integer.toString(Math.max(1, host.cgroupVersion())))
                .put("NEventsListener", info.eventListeners())
                .put("KernelVersion", host.kernel())
                .put("OperatingSystem", host.operatingSystem())
                .put("OSVersion", host.osVersion())
                .put("OSType", "linux")
                .put("Architecture", host.machine())
                .put("IndexServerAddress", "https://index.docker.io/v1/");
        registries(json);
        json.put("NCPU", host.cpus())
                .put("MemTotal", host.memoryBytes())
                .put("DockerRootDir", info.root())
                .put("HttpProxy", "")
                .put("HttpsProxy", "")
                .put("NoProxy", "")
                .put("Name", info.name());
        json.set("Labels", Json.texts(info.labels()));
        json.put("ExperimentalBuild", false).put("ServerVersion", product.engineVersion());
        json.putObject("Runtimes").putObject("jsec").put("path", "jsec-launch");
        json.put("DefaultRuntime", "jsec");
        json.putObject("Swarm")
                .put("NodeID", "")
                .put("NodeAddr", "")
                .put("LocalNodeState", "inactive")
                .put("ControlAvailable", false)
                .put("Error", "")
                .putNull("RemoteManagers");
        json.put("LiveRestoreEnabled", false).put("Isolation", "").put("InitBinary", "jsec-launch");
        for (String key : List.of("ContainerdCommit", "RuncCommit", "InitCommit")) {
            json.putObject(key).put("ID", "");
        }
        json.set("SecurityOptions", Json.texts(info.securityOptions()));
        json.putArray("CDISpecDirs");
        List<String> warnings = new ArrayList<>(product.warnings());
        warnings.addAll(info.warnings());
        json.set("Warnings", Json.texts(warnings));
        return json;
    }

    private static void limits(ObjectNode json, InfoView.LimitSupport limits) {
        json.put("MemoryLimit", limits.memory())
                .put("SwapLimit", limits.swap())
                .put("CpuCfsPeriod", limits.cpuCfs())
                .put("CpuCfsQuota", limits.cpuCfs())
                .put("CPUShares", limits.cpuShares())
                .put("CPUSet", limits.cpuSet())
                .put("PidsLimit", limits.pids());
    }

    private static void registries(ObjectNode json) {
        ObjectNode registries = json.putObject("RegistryConfig");
        registries.putArray("InsecureRegistryCIDRs");
        registries.putObject("IndexConfigs");
        registries.putArray("Mirrors");
        json.putNull("GenericResources");
    }
}
