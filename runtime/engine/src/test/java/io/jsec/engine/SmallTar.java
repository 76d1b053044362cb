package io.jsec.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;

/** A tar archive of a few small files: a root file system for tests. */
final class SmallTar {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A root with accounts and an empty program. */
    static InputStream root() {
        return new SmallTar()
                        .directory("etc/")
                        .file(
                                "etc/passwd",
                                "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/home/web:/\n")
                        .file("etc/group", "root:x:0:\nweb:x:1000:\nlog:x:2000:web\n")
                        .directory("bin/")
                        .file("bin/sh", "")
                        .directory("data/")
                        .file("data/seed", "from the image\n")
                        .stream();
    }

    SmallTar directory(String name) {
        return entry(name, '5', new byte[0], 0755);
    }

    SmallTar file(String name, String content) {
        return entry(name, '0', content.getBytes(UTF_8), 0755);
    }

    SmallTar link(String name, String target) {
        return entry(name, '2', new byte[0], 0777, target);
    }

    SmallTar entry(String name, char type, byte[] content, int mode) {
        return entry(name, type, content, mode, "");
    }

    private SmallTar entry(String name, char type, byte[] content, int mode, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 157, target);
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(content.length));
        put(header, 136, "00000000000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** The archive. */
    InputStream stream() {
        out.writeBytes(new byte[2 * BLOCK]);
        return new ByteArrayInputStream(out.toByteArray());
    }
}
