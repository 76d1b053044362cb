package io.jsec.cli.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An archive in ustar, with an extended header of pax where a value does not fit. */
public final class TarWriter {
    private static final int BLOCK_BYTES = TarReader.BLOCK_BYTES;
    private static final int NAME_BYTES_MAX = 100;
    private static final long ID_MAX = 07777777;
    private static final long SIZE_MAX = 077777777777L;

    private final OutputStream out;

    /** An archive that begins here. */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an entry; the content of a regular file must have the size it names. */
    public void write(TarEntry entry, InputStream content) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        String name = entry.kind() == TarEntry.Kind.FOLDER ? entry.name() + "/" : entry.name();
        long nanos = entry.modified().atOffset(java.time.ZoneOffset.UTC).getNano();
        record(records, "path", name, !fits(name));
        record(records, "linkpath", entry.link(), !fits(entry.link()));
        record(records, "size", "" + entry.size(), entry.size() > SIZE_MAX);
        record(records, "uid", "" + entry.uid(), entry.uid() > ID_MAX);
        record(records, "gid", "" + entry.gid(), entry.gid() > ID_MAX);
        record(
                records,
                "mtime",
                entry.modified().getEpochSecond() + String.format(Locale.ROOT, ".%09d", nanos),
                nanos != 0);
        if (records.size() > 0) {
            header("PaxHeaders.0/entry", "", 'x', 0644, 0, 0, records.size(), 0);
            out.write(records.toByteArray());
            pad(records.size());
        }
        header(
                fits(name) ? name : "long",
                fits(entry.link()) ? entry.link() : "long",
                entry.kind().flag(),
                entry.mode(),
                Math.min(entry.uid(), ID_MAX),
                Math.min(entry.gid(), ID_MAX),
                Math.min(entry.size(), SIZE_MAX),
                Math.max(0, entry.modified().getEpochSecond()));
        if (entry.size() > 0) {
            copy(content, entry);
            pad(entry.size());
        }
    }

    /** Writes the end of the archive. */
    public void end() throws IOException {
        out.write(new byte[2 * BLOCK_BYTES]);
        out.flush();
    }

    private void copy(InputStream content, TarEntry entry) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = entry.size();
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new IOException(entry.name() + " became shorter while it was read");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static boolean fits(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= NAME_BYTES_MAX && bytes.length == text.length();
    }

    private static void record(
            ByteArrayOutputStream records, String name, String value, boolean needed) {
        if (!needed) {
            return;
        }
        byte[] rest = (" " + name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length + 1;
        while (Integer.toString(length).length() + rest.length > length) {
            length++;
        }
        records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        records.writeBytes(rest);
    }

    private void header(
            String name, String link, char flag, int mode, long uid, long gid, long size, long time)
            throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        text(block, 0, name);
        octal(block, 100, 7, mode);
        octal(block, 108, 7, uid);
        octal(block, 116, 7, gid);
        octal(block, 124, 11, size);
        octal(block, 136, 11, time);
        text(block, 148, "        ");
        block[156] = (byte) flag;
        text(block, 157, link);
        text(block, 257, "ustar");
        text(block, 263, "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 6, sum);
        block[154] = 0;
        out.write(block);
    }

    private static void text(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static void octal(byte[] block, int at, int digits, long value) {
        text(block, at, String.format(Locale.ROOT, "%0" + digits + "o", value));
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES)]);
    }
}
