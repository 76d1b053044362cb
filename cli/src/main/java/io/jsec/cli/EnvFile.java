package io.jsec.cli;

import io.jsec.audit.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code --env-file} as Docker reads it: a variable a line, {@code #} comments, no quotes, no
 * continuation; a name alone is taken from the caller's environment where it is set there.
 */
final class EnvFile {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private EnvFile() {}

    /**
     * The assignments of a file, in its order.
     *
     * @param environment the caller's environment
     * @throws CliException when the file cannot be read or a line is malformed
     */
    static List<String> read(Path file, Map<String, String> environment) {
        return parse(file.toString(), text(file), environment);
    }

    /** The assignments of a file's text; {@code name} is for messages. */
    static List<String> parse(String name, String text, Map<String, String> environment) {
        List<String> out = new ArrayList<>();
        int number = 0;
        String body = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String raw : body.split("\n", -1)) {
            number++;
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            line = line.stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            add(name + ":" + number, line, environment, out);
        }
        return out;
    }

    private static void add(
            String place, String line, Map<String, String> environment, List<String> out) {
        int equals = line.indexOf('=');
        String variable = equals < 0 ? line : line.substring(0, equals);
        if (variable.isEmpty()) {
            throw malformed(place, "no variable name before '='");
        }
        if (variable.chars().anyMatch(Character::isWhitespace)) {
            throw malformed(place, "variable '" + variable + "' contains whitespaces");
        }
        if (line.indexOf(0) >= 0) {
            throw malformed(place, "the line holds a NUL byte");
        }
        if (equals >= 0) {
            out.add(line);
            return;
        }
        String inherited = environment.get(variable);
        if (inherited != null) {
            out.add(variable + "=" + inherited);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw unreadable(file, "it is larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8");
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file or directory");
        } catch (IOException e) {
            throw unreadable(file, IoReason.of(e));
        }
    }

    private static CliException unreadable(Path file, String why) {
        return CliException.refused(
                Code.VALUE, "--env-file " + file, why, "a readable file of NAME=VALUE lines");
    }

    private static CliException malformed(String place, String why) {
        return CliException.refused(
                Code.VALUE, "--env-file " + place, why, "one NAME=VALUE a line, # for comments");
    }
}
