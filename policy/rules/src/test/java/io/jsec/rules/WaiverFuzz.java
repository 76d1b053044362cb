package io.jsec.rules;

import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.WaiverReader;
import java.util.List;

/** Any file of waivers is read or refused, and each waiver of it is whole or a defect. */
public final class WaiverFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    waivers:
                      - rule: JSEC-D-001
                        path: legacy/Dockerfile
                        owner: platform team
                        reason: the base image is replaced next quarter
                        until: 2030-01-31
                      - {rule: JSEC-C-001, fingerprint: 00ff, owner: "a",
                         reason: 'long enough', until: 2029-02-28}
                    """,
                    """
                    - rule: x
                      path: "**"
                      owner: ~
                      reason: |
                        a
                        b
                      until: 2030-13-01
                    """,
                    "waivers: &a [{rule: *a}]\n");

    private WaiverFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            WaiverReader.Result result = WaiverReader.read("waivers.yaml", data);
            result.defects().forEach(defect -> Places.inside(defect.at(), data));
            for (Waiver waiver : result.waivers()) {
                Places.inside(waiver.at(), data);
                String covers = waiver.path().or(waiver::fingerprint).orElse("");
                if (covers.isBlank() || waiver.fingerprint().filter(String::isBlank).isPresent()) {
                    throw new AssertionError("a waiver of everything: " + waiver);
                }
                waiver.path().map(PathGlob::of).ifPresent(glob -> glob.matches("a/b/Dockerfile"));
            }
        } catch (ReadException refused) {
            Places.refused(refused, data);
        }
    }
}
