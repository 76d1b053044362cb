package io.jsec.cli.units;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real one.
 *
 * @param variables by which {@code systemctl --user} finds its manager
 */
public record Systemctl(Map<String, String> variables) implements Systemd {
    private static final Path RUNNING = Path.of("/run/systemd/system");
    private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int OUTPUT_BYTES_MAX = 4096;
    private static final List<String> PASSED =
            List.of("DBUS_SESSION_BUS_ADDRESS", "HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR");

    /** Copies. */
    public Systemctl {
        variables = Map.copyOf(variables);
    }

    @Override
    public boolean isRunning() {
        return Files.isDirectory(RUNNING);
    }

    @Override
    public String run(List<String> words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(new File("/"))
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        for (String name : PASSED) {
            String value = variables.get(name);
            if (value != null) {
                builder.environment().put(name, value);
            }
        }
        try {
            Process process = builder.start();
            String said;
            try (InputStream output = process.getInputStream()) {
                said = new String(output.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
                output.skip(Long.MAX_VALUE);
            }
            int code = process.waitFor();
            return code == 0 ? "" : said.isBlank() ? "status " + code : said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
