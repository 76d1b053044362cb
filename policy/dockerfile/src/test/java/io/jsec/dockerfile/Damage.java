package io.jsec.dockerfile;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages samples of a parser's input, the same way for the same random numbers. */
public final class Damage {
    private static final int CHANGES_MAX = 6;
    private static final int RUN_MAX = 24;
    private static final String PIECES =
            "{ } [ ] ( ) < > << : ; , . - & * ! | ' \" # % @ ` ~ ? \\ / $ ${ = + 0 -1 1e9 null true"
                    + " {} [] \"a\" a \t \n \r\n \0 \u00e9 \ufeff \u2028 \ud83d\ude00"
                    + " !reset :- ## // \\\n EOF";

    private Damage() {}

    /** Texts as bytes. */
    static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /**
     * The long form: writes the samples of a target into a folder, and gives the target damaged
     * ones.
     *
     * @param arguments the target's class, how many runs, and the folder
     */
    public static void main(String[] arguments) throws Exception {
        Class<?> target = Class.forName(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        List<byte[]> samples = new ArrayList<>();
        for (Object sample : (List<?>) target.getMethod("samples").invoke(null)) {
            samples.add((byte[]) sample);
        }
        write(Path.of(arguments[2]), samples);
        MethodHandle one =
                MethodHandles.lookup()
                        .findStatic(
                                target,
                                "fuzzerTestOneInput",
                                MethodType.methodType(void.class, byte[].class));
        for (int seed = 0; seed < runs; seed++) {
            byte[] data = of(samples, PIECES, new Random(seed));
            try {
                one.invokeExact(data);
            } catch (Throwable found) {
                Files.write(Path.of(arguments[2]).resolveSibling("seed-" + seed), data);
                throw new AssertionError("seed " + seed, found);
            }
        }
        System.out.println(arguments[0] + ": " + runs + " damaged samples");
    }

    private static void write(Path folder, List<byte[]> samples) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < samples.size(); i++) {
            Files.write(folder.resolve("sample-" + i), samples.get(i));
        }
    }

    /** One of the samples, with pieces cut out, put in, copied and changed. */
    static byte[] of(List<byte[]> samples, String pieces, Random random) {
        byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
        for (int i = random.nextInt(CHANGES_MAX); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + random.nextInt(RUN_MAX));
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> joined(bytes, at, end, new byte[0]);
                        case 1 -> joined(bytes, at, at, piece(pieces, random));
                        case 2 -> joined(bytes, at, end, piece(pieces, random));
                        case 3 -> {
                            int to = random.nextInt(bytes.length + 1);
                            yield joined(bytes, to, to, Arrays.copyOfRange(bytes, at, end));
                        }
                        default -> joined(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                    };
        }
        return bytes;
    }

    private static byte[] piece(String pieces, Random random) {
        String[] all = pieces.split(" ", -1);
        return all[random.nextInt(all.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] between) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
        return result;
    }
}
