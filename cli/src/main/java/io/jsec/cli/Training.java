package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several command lines in one process: what they load becomes the cache that jsec starts
 * with. Started by the build only.
 */
public final class Training {
    private Training() {}

    /**
     * Runs command lines, one after the other; what comes of them does not matter.
     *
     * @param args their words, with a lone {@code +} between two of them; the property {@code
     *     jsec.training.socket} names a socket on which they find an engine
     */
    public static void main(String[] args) throws IOException {
        String socket = System.getProperty("jsec.training.socket", "");
        if (socket.isEmpty()) {
            run(args);
            System.exit(0);
        }
        TrainingEngine engine = TrainingEngine.listen(Path.of(socket));
        try {
            run(args);
        } finally {
            engine.close();
        }
        // As a real command ends: what that loads belongs to the cache.
        System.exit(0);
    }

    private static void run(String... args) {
        for (List<String> words : lines(args)) {
            Main.run(words.toArray(String[]::new));
        }
    }

    /** The words between the separators. */
    static List<List<String>> lines(String... args) {
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : args) {
            if (word.equals("+")) {
                lines.add(new ArrayList<>());
            } else {
                lines.getLast().add(word);
            }
        }
        return lines;
    }
}
