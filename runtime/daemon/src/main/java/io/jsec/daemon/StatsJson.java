package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.StatsSample;

/** A sample of {@code GET /containers/{id}/stats}. */
final class StatsJson {
    private StatsJson() {}

    static ObjectNode of(StatsSample sample) {
        ObjectNode json =
                Json.object()
                        .put("name", "/" + sample.name())
                        .put("id", sample.id())
                        .put("read", Times.text(sample.read()))
                        .put("preread", Times.text(sample.previousRead()));
        ObjectNode pids = json.putObject("pids_stats");
        sample.pids().ifPresent(count -> pids.put("current", count));
        if (sample.pidsLimit() > 0) {
            pids.put("limit", sample.pidsLimit());
        }
        json.set("blkio_stats", io(sample));
        json.put("num_procs", 0);
        json.putObject("storage_stats");
        json.set("cpu_stats", cpu(sample.cpu()));
        json.set("precpu_stats", cpu(sample.previous()));
        json.set("memory_stats", memory(sample.memory()));
        return json;
    }

    private static ObjectNode io(StatsSample sample) {
        ObjectNode json = Json.object();
        ArrayNode bytes = json.putArray("io_service_bytes_recursive");
        ArrayNode operations = json.putArray("io_serviced_recursive");
        for (StatsSample.Io io : sample.io()) {
            bytes.add(entry(io, io.bytes()));
            operations.add(entry(io, io.operations()));
        }
        for (String key :
                new String[] {
                    "io_queue_recursive",
                    "io_service_time_recursive",
                    "io_wait_time_recursive",
                    "io_merged_recursive",
                    "io_time_recursive",
                    "sectors_recursive"
                }) {
            json.putNull(key);
        }
        return json;
    }

    private static ObjectNode entry(StatsSample.Io io, long value) {
        return Json.object()
                .put("major", io.major())
                .put("minor", io.minor())
                .put("op", io.op())
                .put("value", value);
    }

    private static ObjectNode cpu(StatsSample.Cpu cpu) {
        ObjectNode json = Json.object();
        json.putObject("cpu_usage")
                .put("total_usage", cpu.total())
                .put("usage_in_kernelmode", cpu.kernel())
                .put("usage_in_usermode", cpu.user());
        if (cpu.system() > 0) {
            json.put("system_cpu_usage", cpu.system()).put("online_cpus", cpu.onlineCpus());
        }
        json.putObject("throttling_data")
                .put("periods", cpu.periods())
                .put("throttled_periods", cpu.throttledPeriods())
                .put("throttled_time", cpu.throttledNanos());
        return json;
    }

    /** Without any number where memory is not counted, as dockerd does without control groups. */
    private static ObjectNode memory(StatsSample.Memory memory) {
        ObjectNode json = Json.object();
        if (memory.usage().isEmpty()) {
            return json;
        }
        json.put("usage", memory.usage().getAsLong());
        memory.max().ifPresent(max -> json.put("max_usage", max));
        ObjectNode stats = json.putObject("stats");
        memory.stats().forEach(stats::put);
        if (memory.failures() > 0) {
            json.put("failcnt", memory.failures());
        }
        return json.put("limit", memory.limit());
    }
}
