package io.jsec.launch;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How much of the block devices.
 *
 * @param weight 10 to 1,000 against other containers
 * @param weights the same for single devices, one a device at most
 * @param rates one a device and kind at most
 */
public record IoLimits(OptionalInt weight, List<DeviceWeight> weights, List<DeviceRate> rates) {
    /** Nothing asked for. */
    public static final IoLimits NONE = new IoLimits(OptionalInt.empty(), List.of(), List.of());

    private static final int WEIGHT_MIN = 10;
    private static final int WEIGHT_MAX = 1000;

    /** In the ranges above. */
    public IoLimits {
        weights = List.copyOf(weights);
        rates = List.copyOf(rates);
        weight.ifPresent(number -> checkWeight("--blkio-weight " + number, number));
        single(
                weights.stream().map(each -> each.major() + ":" + each.minor()),
                "a second weight for the same device",
                "one --blkio-weight-device a device");
        single(
                rates.stream().map(rate -> rate.kind() + " " + rate.major() + ":" + rate.minor()),
                "a second rate for the same device",
                "one of each --device-read-bps, … a device");
    }

    private static void checkWeight(String option, int weight) {
        if (weight < WEIGHT_MIN || weight > WEIGHT_MAX) {
            throw new Refusal(
                            Rule.IO,
                            option,
                            "weights are 10 to 1000",
                            "a number in that range; 500 is the usual one")
                    .exception();
        }
    }

    private static void single(Stream<String> names, String second, String instead) {
        List<String> all = names.toList();
        if (all.stream().distinct().count() != all.size()) {
            throw new Refusal(Rule.IO, second, "only one of them could hold", instead).exception();
        }
    }

    /** What a rate counts. */
    public enum Kind {
        /** Bytes read a second. */
        READ_BPS("--device-read-bps", "blkio.throttle.read_bps_device", "rbps"),
        /** Bytes written a second. */
        WRITE_BPS("--device-write-bps", "blkio.throttle.write_bps_device", "wbps"),
        /** Reads a second. */
        READ_IOPS("--device-read-iops", "blkio.throttle.read_iops_device", "riops"),
        /** Writes a second. */
        WRITE_IOPS("--device-write-iops", "blkio.throttle.write_iops_device", "wiops");

        private final String option;
        private final String v1File;
        private final String v2Key;

        Kind(String option, String v1File, String v2Key) {
            this.option = option;
            this.v1File = v1File;
            this.v2Key = v2Key;
        }

        /** Docker's option. */
        public String option() {
            return option;
        }

        String v1File() {
            return v1File;
        }

        String v2Key() {
            return v2Key;
        }
    }

    /**
     * So much of one block device, against other containers.
     *
     * @param device as people name it
     * @param major its number, of a whole disk
     * @param minor likewise
     * @param bfq whether the scheduler BFQ has it, as far as the host says
     * @param weight 10 to 1,000
     */
    public record DeviceWeight(String device, int major, int minor, boolean bfq, int weight) {
        /** Legal numbers. */
        public DeviceWeight {
            checkWeight(show(device, weight), weight);
            if (major < 0 || minor < 0) {
                throw new IllegalArgumentException("device " + major + ":" + minor);
            }
        }

        String show() {
            return show(device, weight);
        }

        private static String show(String device, int weight) {
            return "--blkio-weight-device " + device + ":" + weight;
        }

        String number() {
            return major + ":" + minor;
        }
    }

    /**
     * At most so much of one block device.
     *
     * @param device as people name it
     * @param major its number, of a whole disk
     * @param minor likewise
     * @param perSecond bytes or operations, at least 1
     */
    public record DeviceRate(Kind kind, String device, int major, int minor, long perSecond) {
        /** Legal numbers. */
        public DeviceRate {
            if (perSecond < 1 || major < 0 || minor < 0) {
                throw new Refusal(
                                Rule.IO,
                                kind.option() + " " + device + ":" + perSecond,
                                "a rate is at least 1 a second",
                                kind.option() + " " + device + ":1mb")
                        .exception();
            }
        }

        String show() {
            return kind.option() + " " + device + ":" + perSecond;
        }

        Step.Pair v1() {
            return new Step.Pair(kind.v1File(), major + ":" + minor + " " + perSecond);
        }

        Step.Pair v2() {
            return new Step.Pair(
                    "io.max", major + ":" + minor + " " + kind.v2Key() + "=" + perSecond);
        }
    }
}
