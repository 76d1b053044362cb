package io.jsec.audit;

import io.jsec.rules.Finding;
import io.jsec.rules.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Writes the first configuration of a tree. What is there stays as it is. */
public final class PolicyInit {
    private static final String CONFIGURATION =
            """
            # How jsec judges this tree. Every key may be left out.

            # standard, or strict: opinions count too.
            profile: standard

            # The least severity that fails a run: critical, high, medium, low or info.
            fail-on: medium

            # By id: off, on, or another severity. `jsec policy rules` lists them.
            rules: {}
            #  JSEC-D-055: off
            #  JSEC-D-003: high

            # The same for some paths; later ones win.
            overrides: []
            #  - path: test/
            #    rules:
            #      JSEC-D-002: off

            # Paths that are not judged, beside those that .gitignore names.
            exclude: []
            #  - vendor/

            # Compose files that are one project, later ones over earlier ones.
            compose: []
            #  - [compose.yaml, compose.prod.yaml]
            """;

    private static final String WAIVERS =
            """
            # Findings that somebody decided to live with for a while. All of rule, owner, reason
            # and until are needed, and a path or the fingerprint of one finding. A waiver that has
            # expired, or covers nothing any more, is a finding itself.
            waivers: []
            #  - rule: JSEC-D-001
            #    path: legacy/Dockerfile
            #    owner: platform team
            #    reason: the base image is replaced next quarter
            #    until: 2030-01-31
            """;

    private PolicyInit() {}

    /**
     * Writes the files.
     *
     * @param baseline whether what is found today is written down too
     * @return what was done, one line a file
     */
    public static List<String> write(
            Path directory, boolean baseline, List<Rule<?>> rules, Clock clock, String version) {
        PolicyCheck.Outcome before =
                PolicyCheck.run(PolicyCheck.Request.of(directory), rules, clock, version);
        Path root = before.root();
        List<String> done = new ArrayList<>();
        if (Files.isSymbolicLink(root.resolve(PolicyFiles.WAIVERS).getParent())) {
            throw new PolicyException(
                    "policy init refused: .jsec is a symbolic link. Instead: make it a folder");
        }
        try {
            Files.createDirectories(root.resolve(PolicyFiles.WAIVERS).getParent());
            done.add(put(root, Configuration.NAME, CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
            done.add(put(root, PolicyFiles.WAIVERS, WAIVERS.getBytes(StandardCharsets.UTF_8)));
            if (baseline) {
                List<Finding> failures = before.result().in(Finding.State.FAIL);
                done.add(put(root, PolicyFiles.BASELINE, Baseline.write(failures)));
                done.add(failures.size() + " findings are in the baseline");
            }
        } catch (IOException e) {
            throw new PolicyException(
                    "policy init failed: " + e + ". Instead: make " + root + " writable");
        }
        return done;
    }

    private static String put(Path root, String name, byte[] bytes) throws IOException {
        try {
            Files.write(root.resolve(name), bytes, StandardOpenOption.CREATE_NEW);
            return "written: " + name;
        } catch (FileAlreadyExistsException e) {
            return "left as it is: " + name;
        }
    }
}
