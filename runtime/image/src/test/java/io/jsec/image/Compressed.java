package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes of many kinds, and the real programs that compress them. */
final class Compressed {
    private Compressed() {}

    /** What a program of this host makes of some bytes; skips the test where it is not there. */
    static byte[] by(byte[] bytes, String program, String... words) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", program)),
                "no-compressor: " + program + " is not installed");
        List<String> command = new ArrayList<>(List.of("/usr/bin/" + program));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).start();
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            try (OutputStream in = process.getOutputStream()) {
                                in.write(bytes);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        byte[] out = process.getInputStream().readAllBytes();
        try {
            writer.join();
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return out;
    }

    /** Words of a small language, as text is. */
    static byte[] text(long seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int word = (int) Math.abs(random.nextGaussian() * 60);
            text.append("word").append(word * 7919 % 1000).append(word % 9 == 0 ? ".\n" : " ");
        }
        return Archives.text(text.substring(0, length));
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Pieces of all kinds, and repetitions of what came long before. */
    static byte[] mixed(long seed, int length) {
        Random random = new Random(seed);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < length) {
            int some = 1 + random.nextInt(40_000);
            switch (random.nextInt(5)) {
                case 0 -> all.writeBytes(text(random.nextLong(), some));
                case 1 -> all.writeBytes(random(random.nextLong(), some / 10 + 1));
                case 2 -> all.writeBytes(new byte[some]);
                case 3 -> {
                    byte[] before = all.toByteArray();
                    int from = before.length == 0 ? 0 : random.nextInt(before.length);
                    all.write(before, from, Math.min(some, before.length - from));
                }
                default -> {
                    byte[] few = new byte[some];
                    for (int i = 0; i < some; i++) {
                        few[i] = (byte) (random.nextInt(3) * random.nextInt(20));
                    }
                    all.writeBytes(few);
                }
            }
        }
        return java.util.Arrays.copyOf(all.toByteArray(), length);
    }
}
