package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that want more memory than an engine has: the same engine serves on, with no rest. */
@Tag("e2e")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecompressionBombE2eTest {
    private static final String USER = "jsectest";
    private static final int BLOCK = 512;

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;
    private long engine;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        started = Daemon.start(directory, USER);
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    @BeforeEach
    void remember() {
        engine = daemon().engine().pid();
    }

    @AfterEach
    void the_same_engine_serves_and_holds_nothing() throws Exception {
        assertThat(daemon().docker("images", "-q").out()).isEmpty();
        assertThat(daemon().engine().pid()).isEqualTo(engine);
        Until.holds(() -> work().equals(List.of("view")), () -> work().toString());
    }

    /** What lies where the store works. */
    private static List<String> work() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("home"), 8)) {
            Path ingest = files.filter(path -> path.endsWith("ingest")).findFirst().orElseThrow();
            try (Stream<Path> left = Files.list(ingest)) {
                return left.map(path -> String.valueOf(path.getFileName())).sorted().toList();
            }
        }
    }

    private static byte[] entry(char type, String name, byte[] content) {
        byte[] block = new byte[BLOCK + (content.length + BLOCK - 1) / BLOCK * BLOCK];
        put(block, 0, name);
        put(block, 100, "0000755");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, "%011o".formatted(content.length));
        put(block, 136, "00000000000");
        block[156] = (byte) type;
        put(block, 257, "ustar");
        put(block, 263, "00");
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += block[i] & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(content, 0, block, BLOCK, content.length);
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private Jsec.Result docker(Path archive, String verb) throws IOException {
        Jsec.run("chown", USER, archive.toString());
        return verb.equals("load")
                ? daemon().docker("load", "-i", archive.toString())
                : daemon().docker("import", archive.toString(), "bomb:1");
    }

    // Promise P66
    @Test
    void a_million_members_of_nothing_are_an_empty_archive() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        new GZIPOutputStream(one).close();
        Path file = directory.resolve("members.gz");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 1_000_000; i++) {
                one.writeTo(out);
            }
        }

        assertThat(docker(file, "import").err()).contains("archive refused: it is empty");
        assertThat(docker(file, "load").err()).contains("refused");
    }

    @Test
    void attributes_of_many_folders_do_not_stay_in_memory() throws IOException {
        String value = "x".repeat(1_000_000);
        String record = " SCHILY.xattr.user.x=" + value + "\n";
        byte[] pax = (record.length() + 7 + record).getBytes(US_ASCII);
        Path file = directory.resolve("attributes.gz");
        try (OutputStream out =
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < 1_500; i++) {
                out.write(entry('x', "pax", pax));
                out.write(entry('5', "f" + i, new byte[0]));
            }
            // So that nothing is made: what follows is no archive.
            out.write(new byte[BLOCK - 1]);
            out.write(1);
        }

        assertThat(Files.size(file)).isLessThan(4_000_000);
        assertThat(docker(file, "import").err()).contains(" refused: ");
    }

    @Test
    void windows_of_many_archives_at_once_are_refused_before_they_fill_the_heap() throws Exception {
        Path plain = directory.resolve("plain.tar");
        Files.write(plain, entry('0', "f", new byte[1000]));
        byte[] xz =
                new ProcessBuilder("xz", "-c", "--lzma2=preset=6,dict=128MiB", plain.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .getInputStream()
                        .readAllBytes();
        List<SocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel =
                        SocketChannel.open(java.net.UnixDomainSocketAddress.of(daemon().socket()));
                open.add(channel);
                String head =
                        "POST /images/load HTTP/1.1\r\nHost: d\r\nContent-Length: 100000\r\n\r\n";
                channel.write(ByteBuffer.wrap(head.getBytes(ISO_8859_1)));
                channel.write(ByteBuffer.wrap(Arrays.copyOf(xz, xz.length - 40)));
            }
            Path file = directory.resolve("more.xz");
            Files.write(file, xz);
            Until.holds(() -> docker(file, "load").err().contains("others in xz or zstd"));
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
        Path file = directory.resolve("more.xz");
        Until.holds(() -> !docker(file, "load").err().contains("others in xz or zstd"));
    }
}
