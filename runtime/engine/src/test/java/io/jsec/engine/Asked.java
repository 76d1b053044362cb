package io.jsec.engine;

import java.util.List;
import java.util.OptionalInt;

/** Resources as tests ask for them: what one test is about, and nothing else. */
final class Asked {
    private Asked() {}

    static Resources cpu(long nanos, long period, long quota) {
        return new Resources(
                0,
                nanos,
                period,
                quota,
                "",
                "",
                0,
                0,
                0,
                OptionalInt.empty(),
                0,
                0,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    static Resources memory(long bytes, long swap, long reservation) {
        return new Resources(
                0,
                0,
                0,
                0,
                "",
                "",
                bytes,
                swap,
                reservation,
                OptionalInt.empty(),
                0,
                0,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    static Resources swappiness(int percent, boolean oomKillDisable) {
        return new Resources(
                0,
                0,
                0,
                0,
                "",
                "",
                64 << 20,
                0,
                0,
                OptionalInt.of(percent),
                0,
                0,
                List.of(),
                List.of(),
                oomKillDisable,
                List.of());
    }

    static Resources pids(long limit) {
        return new Resources(
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                0,
                OptionalInt.empty(),
                limit,
                0,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    static Resources cpuset(long shares, String cpus, String nodes) {
        return new Resources(
                shares,
                0,
                0,
                0,
                cpus,
                nodes,
                0,
                0,
                0,
                OptionalInt.empty(),
                0,
                0,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    static Resources disk(int weight, Resources.DeviceRate... rates) {
        return new Resources(
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                0,
                OptionalInt.empty(),
                0,
                weight,
                List.of(),
                List.of(rates),
                false,
                List.of());
    }

    static Resources weighed(String disk, int weight) {
        return new Resources(
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                0,
                OptionalInt.empty(),
                0,
                0,
                List.of(new Resources.DeviceWeight(disk, weight)),
                List.of(),
                false,
                List.of());
    }
}
