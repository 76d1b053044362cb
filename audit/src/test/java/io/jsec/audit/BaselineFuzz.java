package io.jsec.audit;

import io.jsec.rules.read.ReadException;
import java.util.List;

/** Any {@code .jsec/baseline.json} is read or refused with a reason. */
public final class BaselineFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    {"schema": "jsec.baseline/1", "data": [
                     {"fingerprint": "00112233445566778899aabbccddeeff", "rule": "JSEC-D-001",
                      "target": "Dockerfile"}, {"fingerprint": "ff"}]}
                    """,
                    "{\"data\": [], \"schema\": \"jsec.baseline/1\"}",
                    "{\"schema\": \"jsec.baseline/2\", \"data\": {\"fingerprint\": 1}}");

    private BaselineFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            if (Baseline.read("baseline.json", data).contains("")) {
                throw new AssertionError("a fingerprint of nothing");
            }
        } catch (ReadException refused) {
            Refusals.check(refused, data);
        }
    }
}
