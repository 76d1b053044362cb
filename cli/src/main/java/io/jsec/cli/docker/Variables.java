package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variables and labels: those of files first, then those of the command line. */
final class Variables {
    private Variables() {}

    /** Variables as {@code NAME=VALUE}; a name alone takes the caller's value, if there is one. */
    static List<String> env(Flags flags, DockerEnvironment environment) {
        List<String> all = new ArrayList<>();
        for (String file : flags.all("env-file")) {
            for (String line : Values.lines(environment, file)) {
                String name = line.contains("=") ? line.substring(0, line.indexOf('=')) : line;
                if (name.matches(".*\\s.*") || name.isEmpty()) {
                    throw bad(
                            "invalid env file ("
                                    + file
                                    + "): variable '"
                                    + name
                                    + "' contains whitespaces");
                }
                String value = environment.variables().get(line);
                if (line.contains("=")) {
                    all.add(line);
                } else if (value != null) {
                    all.add(line + "=" + value);
                }
            }
        }
        for (String text : flags.all("env")) {
            if (text.isEmpty() || text.startsWith("=")) {
                throw flags.invalid("env", text, "invalid environment variable: " + text);
            }
            String value = environment.variables().get(text);
            all.add(text.contains("=") || value == null ? text : text + "=" + value);
        }
        return all;
    }

    /** Labels by name; the last one counts. */
    static Map<String, String> labels(Flags flags, DockerEnvironment environment) {
        List<String> all = new ArrayList<>();
        for (String file : flags.all("label-file")) {
            all.addAll(Values.lines(environment, file));
        }
        all.addAll(flags.all("label"));
        return pairs(all);
    }

    /** Texts with an equals sign by what stands before it. */
    static Map<String, String> pairs(List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            pairs.put(
                    equals < 0 ? text : text.substring(0, equals),
                    equals < 0 ? "" : text.substring(equals + 1));
        }
        return pairs;
    }

    private static DockerException bad(String message) {
        return new DockerException(DockerException.ENGINE, message);
    }
}
