package io.jsec.cli.setup;

import io.jsec.engine.AdmissionPolicy.Preset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The admission policy as setup writes it; what somebody else wrote there stays. */
final class PolicyFile {
    private static final String TEXT =
            """
            # How strictly what clients ask for is judged; docs/admission.md lists rules and modes.
            preset: \
            """;

    private PolicyFile() {}

    /** The preset of a word. */
    static Preset preset(String word) {
        return Preset.of(word)
                .orElseThrow(() ->
                        SetupException.refused(
                                "--preset " + word,
                                "there is no such preset",
                                Arrays.stream(Preset.values())
                                        .map(Preset::word)
                                        .collect(Collectors.joining(", "))));
    }

    static String text(Preset preset) {
        return TEXT + preset.word() + "\n";
    }

    /** Root's, for the engine of the host. */
    static Change change(Preset preset) {
        return new TextFile(
                Layout.POLICY,
                0644,
                text(preset),
                "the admission policy " + preset.word() + ", which jsec daemon reads on SIGHUP");
    }

    /**
     * Keeps a policy from being written over that setup did not write.
     *
     * @param there what the file says now
     */
    static void check(String path, Preset preset, Optional<String> there) {
        boolean ours =
                there.isEmpty()
                        || Arrays.stream(Preset.values())
                                .anyMatch(each -> text(each).equals(there.orElseThrow()));
        if (!ours) {
            throw SetupException.refused(
                    "--preset " + preset.word(),
                    path + " was not written by jsec setup, or was changed since",
                    "the line \"preset: " + preset.word() + "\" in it");
        }
    }

    /** Writes the policy of an ordinary user's own engine. */
    static int write(Path file, Preset preset, boolean check, boolean dryRun, PrintStream out) {
        try {
            Optional<String> there =
                    Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
            check(file.toString(), preset, there);
            if (there.filter(text(preset)::equals).isPresent()) {
                out.println(file + " has the preset " + preset.word() + ": nothing to do.");
                return 0;
            }
            if (check || dryRun) {
                out.println("jsec setup will write " + file + ": preset " + preset.word());
                return check ? 1 : 0;
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text(preset));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SetupException.failed("writing " + file, String.valueOf(e.getMessage()));
        }
        out.println("wrote " + file + ": preset " + preset.word() + ".");
        out.println("An engine that runs reads it on SIGHUP to jsec daemon.");
        return 0;
    }
}
