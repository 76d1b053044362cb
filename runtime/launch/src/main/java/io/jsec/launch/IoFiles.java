package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which files hold limits of block devices: cgroup-v2.rst, IO, and blkio-controller.rst of the
 * kernel's documentation; bfq-iosched.rst for its weights. Pure.
 */
final class IoFiles {
    private static final String UNWEIGHTED =
            "this kernel schedules its block devices without weights";
    private static final String RATES = "--device-read-bps and --device-write-bps";

    private final boolean unified;
    private final String controller;
    private final Predicate<String> has;

    private IoFiles(boolean unified, Predicate<String> has) {
        this.unified = unified;
        this.controller = unified ? "io" : "blkio";
        this.has = has;
    }

    /**
     * What was asked for, and the files that hold it here.
     *
     * @param unified whether control groups are of version 2
     * @param has whether a word stands among the controllers
     */
    static List<LimitFiles.Limit> of(IoLimits io, boolean unified, Predicate<String> has) {
        IoFiles files = new IoFiles(unified, has);
        List<LimitFiles.Limit> found = new ArrayList<>();
        io.weight().ifPresent(weight -> found.add(files.weight(weight)));
        io.weights().forEach(weight -> found.add(files.weight(weight)));
        for (IoLimits.DeviceRate rate : io.rates()) {
            found.add(files.held(rate.show(), unified ? rate.v2() : rate.v1()));
        }
        return List.copyOf(found);
    }

    private LimitFiles.Limit weight(int weight) {
        String option = "--blkio-weight " + weight;
        if (has.test(CgroupView.BFQ)) {
            return held(option, pair(unified ? "io.bfq.weight" : "blkio.bfq.weight", weight));
        }
        if (has.test(CgroupView.IO_WEIGHT)) {
            return held(
                    option,
                    unified ? pair("io.weight", ioWeight(weight)) : pair("blkio.weight", weight));
        }
        return notHeld(option, UNWEIGHTED, RATES);
    }

    /** Each scheduler weighs the disks it has and refuses others. */
    private LimitFiles.Limit weight(IoLimits.DeviceWeight weight) {
        String option = weight.show();
        if (has.test(CgroupView.BFQ) && weight.bfq()) {
            return held(
                    option,
                    line(
                            unified ? "io.bfq.weight" : "blkio.bfq.weight_device",
                            weight,
                            weight.weight()));
        }
        if (has.test(CgroupView.IO_WEIGHT)) {
            return held(
                    option,
                    unified
                            ? line("io.weight", weight, ioWeight(weight.weight()))
                            : line("blkio.weight_device", weight, weight.weight()));
        }
        if (has.test(CgroupView.BFQ)) {
            return notHeld(
                    option,
                    "the disk's scheduler is not bfq, the only one here that weighs",
                    "echo bfq >/sys/dev/block/"
                            + weight.number()
                            + "/queue/scheduler, as root, or "
                            + RATES);
        }
        return notHeld(option, UNWEIGHTED, RATES);
    }

    private LimitFiles.Limit held(String option, Step.Pair file) {
        return new LimitFiles.Limit(option, controller, List.of(file));
    }

    /** Without the controller, that is what is said. */
    private LimitFiles.Limit notHeld(String option, String why, String instead) {
        Optional<LimitFiles.Reason> reason =
                has.test(controller)
                        ? Optional.of(new LimitFiles.Reason(why, instead))
                        : Optional.empty();
        return new LimitFiles.Limit(option, controller, List.of(), reason);
    }

    /**
     * What takes back limits of single devices that are asked for no more.
     *
     * @param before what is held
     * @param after what shall be
     */
    static List<LimitFiles.Limit> resets(
            List<LimitFiles.Limit> before, List<LimitFiles.Limit> after) {
        List<DeviceLine> kept =
                after.stream()
                        .flatMap(limit -> limit.files().stream())
                        .flatMap(file -> DeviceLine.of(file).stream())
                        .toList();
        List<LimitFiles.Limit> resets = new ArrayList<>();
        for (LimitFiles.Limit limit : before) {
            limit.files().stream()
                    .flatMap(file -> DeviceLine.of(file).stream())
                    .filter(line -> !kept.contains(line))
                    .forEach(line ->
                            resets.add(
                                    new LimitFiles.Limit(
                                            "no more " + limit.option(),
                                            limit.controller(),
                                            List.of(line.unset()))));
        }
        return List.copyOf(resets);
    }

    /**
     * The v2 weight of a v1 one: 10..1,000 becomes 1..10,000 on a straight line, as runc has it.
     */
    static long ioWeight(int weight) {
        return 1 + (weight - 10) * 9_999L / 990;
    }

    private static Step.Pair pair(String file, long value) {
        return new Step.Pair(file, Long.toString(value));
    }

    private static Step.Pair line(String file, IoLimits.DeviceWeight weight, long value) {
        return new Step.Pair(file, weight.number() + " " + value);
    }
}
