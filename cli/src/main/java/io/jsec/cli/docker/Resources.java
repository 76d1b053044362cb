package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Limits and devices, as they stand in the host's part of a new container. */
final class Resources {
    private static final int SWAPPINESS_MAX = 100;

    private final ObjectNode host;
    private final Flags flags;

    private Resources(ObjectNode host, Flags flags) {
        this.host = host;
        this.flags = flags;
    }

    /** Puts all of them into the host's part. */
    static void into(ObjectNode host, Flags flags) {
        Resources resources = new Resources(host, flags);
        resources.limits();
        resources.blockDevices();
        resources.ulimits();
        resources.devices();
    }

    /** Those that {@code update} can change. */
    static void changes(ObjectNode host, Flags flags) {
        host.put("CpuShares", flags.number("cpu-shares", 0));
        host.put("CpuPeriod", flags.number("cpu-period", 0));
        host.put("CpuQuota", flags.number("cpu-quota", 0));
        host.put("CpuRealtimePeriod", flags.number("cpu-rt-period", 0));
        host.put("CpuRealtimeRuntime", flags.number("cpu-rt-runtime", 0));
        host.put("CpusetCpus", flags.text("cpuset-cpus"));
        host.put("CpusetMems", flags.text("cpuset-mems"));
        host.put("NanoCpus", Values.nanoCpus(flags));
        host.put("BlkioWeight", flags.number("blkio-weight", 0));
        host.put("Memory", Values.size(flags, "memory"));
        host.put("MemoryReservation", Values.size(flags, "memory-reservation"));
        if (flags.isSet("kernel-memory")) {
            host.put("KernelMemory", Values.size(flags, "kernel-memory"));
        }
        host.put(
                "MemorySwap",
                flags.text("memory-swap").equals("-1") ? -1 : Values.size(flags, "memory-swap"));
        if (flags.isSet("pids-limit")) {
            host.put("PidsLimit", flags.number("pids-limit", 0));
        }
    }

    private void limits() {
        changes(host, flags);
        host.put("CpuCount", flags.number("cpu-count", 0));
        host.put("CpuPercent", flags.number("cpu-percent", 0));
        host.put("IOMaximumIOps", flags.number("io-maxiops", 0));
        host.put("IOMaximumBandwidth", Values.size(flags, "io-maxbandwidth"));
        long swappiness = flags.number("memory-swappiness", -1);
        if (swappiness < -1 || swappiness > SWAPPINESS_MAX) {
            throw bad("invalid value: " + swappiness + ". Valid memory swappiness range is 0-100");
        }
        host.put("MemorySwappiness", swappiness);
        host.put("OomKillDisable", flags.on("oom-kill-disable"));
        host.put("OomScoreAdj", flags.number("oom-score-adj", 0));
        if (flags.isSet("device-cgroup-rule")) {
            for (String rule : flags.all("device-cgroup-rule")) {
                if (!rule.matches("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}")) {
                    throw flags.invalid(
                            "device-cgroup-rule",
                            rule,
                            "invalid device cgroup format '" + rule + "'");
                }
            }
            CreateRequest.texts(host, "DeviceCgroupRules", flags.all("device-cgroup-rule"));
        }
    }

    private void blockDevices() {
        throttle("BlkioDeviceReadBps", "device-read-bps", true);
        throttle("BlkioDeviceWriteBps", "device-write-bps", true);
        throttle("BlkioDeviceReadIOps", "device-read-iops", false);
        throttle("BlkioDeviceWriteIOps", "device-write-iops", false);
        ArrayNode weights = host.putArray("BlkioWeightDevice");
        for (String text : flags.all("blkio-weight-device")) {
            String[] parts = device("blkio-weight-device", text);
            if (!parts[1].matches("[0-9]{1,4}")) {
                throw flags.invalid(
                        "blkio-weight-device", text, "invalid weight for device: " + text);
            }
            weights.addObject().put("Path", parts[0]).put("Weight", Integer.parseInt(parts[1]));
        }
    }

    private void throttle(String name, String flag, boolean bytes) {
        ArrayNode list = host.putArray(name);
        for (String text : flags.all(flag)) {
            String[] parts = device(flag, text);
            if (!bytes && !parts[1].matches("[0-9]{1,18}")) {
                throw flags.invalid(flag, text, "invalid rate for device: " + text);
            }
            long rate = bytes ? Values.bytes(flags, flag, parts[1]) : Long.parseLong(parts[1]);
            list.addObject().put("Path", parts[0]).put("Rate", rate);
        }
    }

    private String[] device(String flag, String text) {
        String[] parts = text.split(":", 2);
        if (parts.length != 2 || !parts[0].startsWith("/dev/")) {
            throw flags.invalid(flag, text, "bad format: " + text + ". The format is /dev/NAME:N");
        }
        return parts;
    }

    private void ulimits() {
        Map<String, String> byName = new TreeMap<>(Variables.pairs(flags.all("ulimit")));
        ArrayNode list = host.putArray("Ulimits");
        byName.forEach((name, value) -> {
            if (!value.matches("-?[0-9]{1,18}(:-?[0-9]{1,18})?")) {
                throw flags.invalid("ulimit", name + "=" + value, "invalid ulimit argument");
            }
            int colon = value.indexOf(':');
            long soft = Long.parseLong(colon < 0 ? value : value.substring(0, colon));
            long hard = colon < 0 ? soft : Long.parseLong(value.substring(colon + 1));
            if (soft > hard && hard != -1) {
                throw flags.invalid(
                        "ulimit",
                        name + "=" + value,
                        "ulimit soft limit must be less than or equal to hard limit: "
                                + soft
                                + " > "
                                + hard);
            }
            list.addObject().put("Name", name).put("Hard", hard).put("Soft", soft);
        });
    }

    private void devices() {
        ArrayNode devices = host.putArray("Devices");
        ArrayNode requests = Json.object().putArray("DeviceRequests");
        flags.all("gpus").forEach(each -> requests.add(graphics(each)));
        for (String text : flags.all("device")) {
            if (text.matches("[^/=:]+/[^=/:]+=[^=/]+") || text.matches("[^/]+\\.[^=]+/[^=]+=.+")) {
                ObjectNode request = requests.addObject().put("Driver", "cdi");
                request.putArray("DeviceIDs").add(text);
            } else {
                devices.add(device(text));
            }
        }
        if (!requests.isEmpty()) {
            host.set("DeviceRequests", requests);
        }
    }

    private ObjectNode device(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3 || parts[0].isEmpty()) {
            throw bad("bad format for path: " + text);
        }
        String mode = "rwm";
        String inside = parts[0];
        if (parts.length == 3) {
            inside = parts[1];
            mode = parts[2];
        } else if (parts.length == 2 && parts[1].matches("[rwm]{1,3}")) {
            mode = parts[1];
        } else if (parts.length == 2) {
            inside = parts[1];
        }
        if (!mode.matches("[rwm]{1,3}")) {
            throw bad("bad mode specified: " + mode);
        }
        if (!inside.startsWith("/")) {
            throw bad(inside + " is not an absolute path");
        }
        return Json.object()
                .put("PathOnHost", parts[0])
                .put("PathInContainer", inside)
                .put("CgroupPermissions", mode);
    }

    private static ObjectNode graphics(String text) {
        ObjectNode request = Json.object();
        ArrayNode capabilities = Json.object().putArray("list");
        for (String field : Values.csv(text)) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? "count" : field.substring(0, equals);
            String value = field.substring(equals + 1);
            switch (key) {
                case "count" -> request.put("Count", count(value));
                case "device" -> {
                    ArrayNode ids = request.putArray("DeviceIDs");
                    List.of(value.split(",")).forEach(ids::add);
                }
                case "driver" -> request.put("Driver", value);
                case "capabilities" -> List.of(value.split(",")).forEach(capabilities::add);
                case "options" ->
                        CreateRequest.pairs(
                                request, "Options", Variables.pairs(List.of(value.split(","))));
                default -> throw bad("unexpected key '" + key + "' in '" + field + "'");
            }
        }
        if (!request.has("Count") && !request.has("DeviceIDs")) {
            request.put("Count", 1);
        }
        capabilities.add("gpu");
        request.putArray("Capabilities").add(capabilities);
        return request;
    }

    private static int count(String value) {
        if (value.equals("all")) {
            return -1;
        }
        if (!value.matches("[0-9]{1,6}")) {
            throw bad("count must be an integer: " + value);
        }
        return Integer.parseInt(value);
    }

    private static DockerException bad(String message) {
        return new DockerException(DockerException.ENGINE, message);
    }
}
