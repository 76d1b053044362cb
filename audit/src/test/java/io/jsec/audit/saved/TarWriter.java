package io.jsec.audit.saved;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tar archives, good ones and bad ones. */
public final class TarWriter {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A file. */
    public TarWriter file(String name, int mode, byte[] content) {
        return raw(name, '0', mode, content.length, "", content);
    }

    /** A file of text that everybody may read. */
    public TarWriter file(String name, String content) {
        return file(name, 0644, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A folder. */
    public TarWriter folder(String name, int mode) {
        return raw(name, '5', mode, 0, "", new byte[0]);
    }

    /** A symbolic link. */
    public TarWriter symlink(String name, String to) {
        return raw(name, '2', 0777, 0, to, new byte[0]);
    }

    /** A hard link. */
    public TarWriter hardlink(String name, int mode, String to) {
        return raw(name, '1', mode, 0, to, new byte[0]);
    }

    /** Any entry, with a size that need not be true. */
    public TarWriter raw(String name, char type, int mode, long size, String link, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "%07o\0".formatted(mode));
        put(header, 108, "%07o\0".formatted(0));
        put(header, 116, "%07o\0".formatted(0));
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "%011o\0".formatted(0));
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /** What stands before an entry to give it a long name or another size. */
    public TarWriter pax(String... pairs) {
        StringBuilder records = new StringBuilder();
        for (String pair : pairs) {
            int length = pair.length() + 3;
            length = pair.length() + 2 + Integer.toString(length).length();
            records.append(length).append(' ').append(pair).append('\n');
        }
        byte[] bytes = records.toString().getBytes(StandardCharsets.UTF_8);
        return raw("PaxHeaders/x", 'x', 0644, bytes.length, "", bytes);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, BLOCK - at));
    }

    /** The archive. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(out.toByteArray());
        all.writeBytes(new byte[2 * BLOCK]);
        return all.toByteArray();
    }
}
