package io.jsec.launch;

import io.jsec.linux.Resource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A soft and a hard limit of one resource.
 *
 * @param soft in the resource's unit, {@link #INFINITY} for none
 * @param hard likewise, not below {@code soft}
 */
public record Ulimit(Resource resource, long soft, long hard) {
    /** RLIM_INFINITY, as an unsigned 64-bit number the largest. */
    public static final long INFINITY = -1L;

    private static final Pattern SYNTAX =
            Pattern.compile("([a-z]+)=(-1|\\d{1,18})(?::(-1|\\d{1,18}))?");

    /** The soft limit is not above the hard one. */
    public Ulimit {
        if (Long.compareUnsigned(soft, hard) > 0) {
            throw refusal(
                            "--ulimit " + resource.optionName(),
                            "its soft limit is above its hard limit")
                    .exception();
        }
    }

    /**
     * {@code NAME=SOFT[:HARD]}, where -1 stands for no limit.
     *
     * @throws RefusedException for anything else
     */
    public static Ulimit parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw refusal("--ulimit " + text, "it does not read NAME=SOFT[:HARD]").exception();
        }
        Resource resource =
                Resource.ofName(matcher.group(1))
                        .orElseThrow(() ->
                                refusal("--ulimit " + text, "there is no such limit").exception());
        long soft = Long.parseLong(matcher.group(2));
        long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
        return new Ulimit(resource, soft, hard);
    }

    /** A limit as a person reads it. */
    static String show(long limit) {
        return limit == INFINITY ? "unlimited" : Long.toUnsignedString(limit);
    }

    private static Refusal refusal(String what, String why) {
        return new Refusal(Rule.ULIMIT, what, why, "for example --ulimit nofile=1024:4096");
    }
}
