package io.jsec.dockerfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages samples of a parser's input, the same way for the same random numbers. */
final class Damage {
    private static final int CHANGES_MAX = 6;
    private static final int RUN_MAX = 24;

    private Damage() {}

    /** Texts as bytes. */
    static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Writes samples where a fuzzer begins. */
    static void write(Path folder, List<byte[]> samples) throws IOException {
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
