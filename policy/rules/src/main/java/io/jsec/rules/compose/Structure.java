package io.jsec.rules.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The structure of compose files, as the Compose Specification's schema has it.
 *
 * <p>It is kept in {@code structure.txt}, which is made from the schema. A line without indent
 * names a table; the lines below it are its keys, each with the shapes of its value:
 *
 * <pre>
 * service
 *   cpu_percent string whole:0:100
 *   cap_add [string]!
 *   depends_on [string]! service.depends_on
 *   /^x-/ any
 * </pre>
 *
 * <p>{@code !} behind a key says that it is required, behind a list that its items stand once.
 * {@code string=a|b} are words, {@code string~FORM} is a text that a pattern is found in, {@code
 * whole:0:} has a least value only. A key between slashes is a pattern, and {@code *} is any other
 * key. What is none of these words is the name of a table.
 */
final class Structure {
    /** The table of a whole file. */
    static final String ROOT = "project";

    private static final String RESOURCE = "structure.txt";

    /** Read once a compose file is. */
    private static final class Holder {
        private static final Structure STANDARD = parse(resource());
    }

    private final Map<String, Shape.Table> tables;

    private Structure(Map<String, Shape.Table> tables) {
        this.tables = Map.copyOf(tables);
    }

    /** The structure that this version knows. */
    static Structure standard() {
        return Holder.STANDARD;
    }

    private static String resource() {
        try (InputStream in = Structure.class.getResourceAsStream(RESOURCE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table by its name. */
    Shape.Table table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** The shapes of a key that a table has. */
    List<Shape> shapes(String table, String key) {
        return Objects.requireNonNull(table(table).keys().get(key), key).shapes();
    }

    /**
     * Reads tables.
     *
     * @throws IllegalStateException where a shape names a table that there is not
     */
    static Structure parse(String text) {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(" ")) {
                block.add(line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                block = new ArrayList<>();
                blocks.put(line.strip(), block);
            }
        }
        Map<String, Shape.Table> tables = new HashMap<>();
        blocks.forEach((name, lines) -> tables.put(name, table(lines, blocks.keySet())));
        return new Structure(tables);
    }

    private static Shape.Table table(List<String> lines, Set<String> names) {
        Map<String, Shape.Key> keys = new HashMap<>();
        List<Shape.Form> forms = new ArrayList<>();
        boolean open = false;
        for (String line : lines) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            List<Shape> shapes = space < 0 ? List.of() : shapes(line.substring(space + 1), names);
            if (key.equals("*")) {
                open = true;
            } else if (key.startsWith("/")) {
                Pattern pattern = Pattern.compile(key.substring(1, key.length() - 1));
                forms.add(new Shape.Form(pattern, shapes));
            } else {
                boolean required = key.endsWith("!");
                String name = required ? key.substring(0, key.length() - 1) : key;
                keys.put(name, new Shape.Key(required, shapes));
            }
        }
        return new Shape.Table(keys, forms, open);
    }

    private static List<Shape> shapes(String words, Set<String> names) {
        List<Shape> shapes = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            shapes.add(shape(word, names));
        }
        return shapes;
    }

    private static Shape shape(String word, Set<String> names) {
        if (word.startsWith("[")) {
            boolean unique = word.endsWith("!");
            String inside = word.substring(1, word.length() - (unique ? 2 : 1));
            return new Shape.Items(shapes(inside.replace(',', ' '), names), unique);
        }
        if (word.startsWith("string=")) {
            List<String> values = List.of(word.substring(7).split("\\|", -1));
            return new Shape.Text(values, Optional.empty());
        }
        if (word.startsWith("string~")) {
            return new Shape.Text(List.of(), Optional.of(Pattern.compile(word.substring(7))));
        }
        if (word.startsWith("whole:")) {
            String[] bounds = word.split(":", -1);
            return new Shape.Whole(bound(bounds[1]), bound(bounds[2]));
        }
        return switch (word) {
            case "any" -> new Shape.Any();
            case "null" -> new Shape.Empty();
            case "boolean" -> new Shape.Truth();
            case "string" -> new Shape.Text(List.of(), Optional.empty());
            case "number" -> new Shape.Numeric();
            case "whole" -> new Shape.Whole(Optional.empty(), Optional.empty());
            default -> {
                if (!names.contains(word)) {
                    throw new IllegalStateException("there is no table " + word);
                }
                yield new Shape.Keys(word);
            }
        };
    }

    private static Optional<BigInteger> bound(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigInteger(text));
    }
}
