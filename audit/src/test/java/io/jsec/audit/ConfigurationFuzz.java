package io.jsec.audit;

import io.jsec.rules.read.ReadException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Any {@code .jsec.yaml} is read or refused with a reason. */
public final class ConfigurationFuzz {
    private static final Set<String> IDS = Set.of("JSEC-D-001", "JSEC-D-002");
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    profile: strict
                    fail-on: medium
                    rules: {JSEC-D-001: high, JSEC-D-002: off}
                    overrides:
                      - path: test/**/[a-z]?.x
                        rules: {JSEC-D-002: on}
                    exclude: [vendor/, "**/*.tmp"]
                    """,
                    "# nothing\n",
                    "rules: &a {JSEC-D-001: true}\noverrides: [{path: a, rules: *a}]\n");

    private ConfigurationFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Configuration read = Configuration.read(Configuration.NAME, data, IDS);
            read.settings("test/a/bc.x", Optional.empty());
            if (!IDS.containsAll(read.rules().keySet())) {
                throw new AssertionError("a rule that there is not: " + read.rules());
            }
        } catch (ReadException refused) {
            Refusals.check(refused, data);
        }
    }
}
