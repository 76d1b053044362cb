package io.jsec.launch;

import io.jsec.linux.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resource limits: the spec's, and defaults that only ever lower what jsec itself has. */
final class RlimitSteps {
    /** Open files most programs expect; they may raise it to the hard limit themselves. */
    private static final long NOFILE_SOFT = 1024;

    /** systemd's hard default; programs that close every possible descriptor stay fast. */
    private static final long NOFILE_HARD = 524_288;

    private RlimitSteps() {}

    static void add(PlanDraft draft) {
        List<Ulimit> all = new ArrayList<>(draft.spec().limits().ulimits());
        for (Ulimit fallback : defaults(draft.host())) {
            if (all.stream().noneMatch(limit -> limit.resource() == fallback.resource())) {
                all.add(fallback);
            }
        }
        for (Ulimit limit : all) {
            checkHard(draft, limit);
            draft.add(new Step.Rlimit(limit.resource().number(), limit.soft(), limit.hard()));
        }
    }

    /** No core dumps, which would hand memory to the host's handler; a bounded number of files. */
    static List<Ulimit> defaults(LaunchHost host) {
        List<Ulimit> limits = new ArrayList<>();
        limits.add(new Ulimit(Resource.CORE, 0, 0));
        Optional.ofNullable(host.hardLimits().get(Resource.NOFILE))
                .ifPresent(hard -> {
                    long top = smaller(hard, NOFILE_HARD);
                    limits.add(new Ulimit(Resource.NOFILE, smaller(top, NOFILE_SOFT), top));
                });
        return limits;
    }

    private static long smaller(long one, long other) {
        return Long.compareUnsigned(one, other) < 0 ? one : other;
    }

    private static void checkHard(PlanDraft draft, Ulimit limit) {
        Optional.ofNullable(draft.host().hardLimits().get(limit.resource()))
                .filter(hard -> Long.compareUnsigned(limit.hard(), hard) > 0)
                .ifPresent(hard ->
                        draft.refuse(
                                Rule.ULIMIT_ABOVE_HOST,
                                "--ulimit "
                                        + limit.resource().optionName()
                                        + "="
                                        + Ulimit.show(limit.soft())
                                        + ":"
                                        + Ulimit.show(limit.hard()),
                                "jsec's own hard limit is "
                                        + Ulimit.show(hard)
                                        + " and only root can raise it",
                                "a limit up to that, or a higher one for this user in "
                                        + "/etc/security/limits.conf"));
    }
}
