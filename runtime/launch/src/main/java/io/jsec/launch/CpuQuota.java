package io.jsec.launch;

import java.util.Locale;

/**
 * Processor time in each period, as the kernel's bandwidth control counts it.
 *
 * @param quotaMicros at least 1,000, or {@link #UNLIMITED}
 * @param periodMicros 1,000 to 1,000,000
 */
public record CpuQuota(long quotaMicros, long periodMicros) {
    /** A quota of none. */
    public static final long UNLIMITED = -1;

    /** The kernel's usual period. */
    public static final long PERIOD_MICROS = 100_000;

    private static final long MICROS_MIN = 1_000;
    private static final long PERIOD_MICROS_MAX = 1_000_000;
    private static final long CPUS_MAX = 8_192;
    private static final long NANOS_A_QUOTA_MICRO = 10_000;

    /** In the ranges the kernel takes. */
    public CpuQuota {
        check(
                periodMicros >= MICROS_MIN && periodMicros <= PERIOD_MICROS_MAX,
                "--cpu-period " + periodMicros,
                "periods are 1000 to 1000000 us",
                "a period in that range; 100000 is the usual one");
        check(
                quotaMicros == UNLIMITED || quotaMicros >= MICROS_MIN,
                describe(quotaMicros, periodMicros),
                "the kernel takes quotas from 1000 us, which is 0.01 CPUs of a usual period",
                "a quota in that range, or -1 for none");
        check(
                quotaMicros / periodMicros < CPUS_MAX,
                describe(quotaMicros, periodMicros),
                "the kernel knows 8192 CPUs at most",
                "a number in that range");
    }

    /**
     * So many billionths of a processor, in the usual period.
     *
     * @throws RefusedException for what is finer than the kernel counts
     */
    public static CpuQuota ofNanos(long nanoCpus) {
        check(
                nanoCpus % NANOS_A_QUOTA_MICRO == 0,
                "--cpus " + nanoCpus / 1e9,
                "the kernel's quota is counted in hundred-thousandths of a processor",
                "at most five digits behind the point");
        return new CpuQuota(nanoCpus / NANOS_A_QUOTA_MICRO, PERIOD_MICROS);
    }

    /** Whether it is more than so many processors can give. */
    boolean exceeds(int cpus) {
        return quotaMicros > cpus * periodMicros;
    }

    /** The option that asks for it. */
    String option() {
        return describe(quotaMicros, periodMicros);
    }

    private static String describe(long quota, long period) {
        if (period != PERIOD_MICROS || quota < 0) {
            return "--cpu-quota " + quota + " --cpu-period " + period;
        }
        int digits = quota % 100 == 0 ? 3 : 5;
        return String.format(Locale.ROOT, "--cpus %." + digits + "f", quota / (double) period);
    }

    private static void check(boolean holds, String what, String why, String instead) {
        if (!holds) {
            throw new Refusal(Rule.CPU, what, why, instead).exception();
        }
    }
}
