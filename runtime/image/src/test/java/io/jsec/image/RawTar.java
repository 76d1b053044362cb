package io.jsec.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Tar archives of any kind for tests, header by header, good and bad ones. */
final class RawTar {
    private static final int BLOCK = 512;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int uid;
    private int gid;
    private long mtime;

    RawTar owner(int user, int group) {
        uid = user;
        gid = group;
        return this;
    }

    RawTar mtime(long seconds) {
        mtime = seconds;
        return this;
    }

    RawTar file(String name, String content) {
        return file(name, 0644, content.getBytes(UTF_8));
    }

    RawTar file(String name, int mode, byte[] content) {
        return entry(name, '0', mode, "", content);
    }

    RawTar folder(String name, int mode) {
        return entry(name + "/", '5', mode, "", new byte[0]);
    }

    RawTar link(String name, String target) {
        return entry(name, '2', 0777, target, new byte[0]);
    }

    RawTar hardLink(String name, String target) {
        return entry(name, '1', 0644, target, new byte[0]);
    }

    RawTar device(String name) {
        return entry(name, '3', 0666, "", new byte[0]);
    }

    RawTar pipe(String name) {
        return entry(name, '6', 0600, "", new byte[0]);
    }

    /** A pax header for the next entry: key, value, key, value … */
    RawTar pax(String... pairs) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < pairs.length; i += 2) {
            String record = " " + pairs[i] + "=" + pairs[i + 1] + "\n";
            int length = record.length() + 1;
            while (Integer.toString(length).length() + record.length() != length) {
                length++;
            }
            body.writeBytes((length + record).getBytes(ISO_8859_1));
        }
        return entry("pax", 'x', 0644, "", body.toByteArray());
    }

    /** Any entry; names are taken as bytes. */
    RawTar entry(String name, char type, int mode, String link, byte[] content) {
        return entry(name, type, mode, link, content.length, content);
    }

    RawTar entry(String name, char type, int mode, String link, long size, byte[] content) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name, 100);
        put(block, 100, "%07o".formatted(mode), 8);
        put(block, 108, "%07o".formatted(uid), 8);
        put(block, 116, "%07o".formatted(gid), 8);
        put(block, 124, "%011o".formatted(size), 12);
        put(block, 136, "%011o".formatted(mtime), 12);
        block[156] = (byte) type;
        put(block, 157, link, 100);
        put(block, 257, "ustar", 6);
        put(block, 263, "00", 2);
        seal(block);
        return raw(block).raw(content).pad();
    }

    static void seal(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum), 8);
    }

    private static void put(byte[] block, int at, String text, int width) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, width));
    }

    RawTar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    RawTar pad() {
        out.writeBytes(new byte[(BLOCK - out.size() % BLOCK) % BLOCK]);
        return this;
    }

    /** Everything so far and the end. */
    byte[] bytes() {
        byte[] body = out.toByteArray();
        return Arrays.copyOf(body, body.length + 2 * BLOCK);
    }
}
