package io.jsec.image;

import static io.jsec.image.TarFormat.BLOCK_BYTES;
import static io.jsec.image.TarFormat.LONG_NUMBER_BYTES;
import static io.jsec.image.TarFormat.NUMBER_BYTES;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tar archive as a stream: ustar, with a pax header where ustar has no room. Equal members
 * give equal bytes.
 */
final class TarWriter implements AutoCloseable {
    private static final int LINK = 157;
    private static final int NAME_BYTES_MAX = 100;
    private static final long NUMBER_MAX = 0_7777777L;
    private static final long LONG_NUMBER_MAX = 0_77777777777L;
    private static final char PAX = 'x';

    private final OutputStream out;
    private long contentLeft;
    private int padding;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Starts a member, whose content comes next. */
    void member(TarMember member) throws IOException {
        finishMember();
        Map<String, String> pax = pax(member);
        if (!pax.isEmpty()) {
            byte[] records = records(pax);
            header(
                    "PaxHeaders/member",
                    PAX,
                    0644,
                    records.length,
                    TarMember.builder("", TarKind.FILE).build());
            out.write(records);
            out.write(new byte[padding(records.length)]);
        }
        header(member.path(), member.kind().flag(), member.mode(), member.size(), member);
        contentLeft = member.size();
        padding = padding(member.size());
    }

    /** A file whose content is at hand. */
    void file(TarMember member, byte[] content) throws IOException {
        member(member);
        write(content, content.length);
    }

    /** Content of the member. */
    void write(byte[] bytes, int length) throws IOException {
        if (length > contentLeft) {
            throw new IOException("a file grew while it was read");
        }
        out.write(bytes, 0, length);
        contentLeft -= length;
    }

    /** Fills what a file that became shorter lacks, so that the archive stays whole. */
    void fill() throws IOException {
        byte[] zeros = new byte[BLOCK_BYTES];
        while (contentLeft > 0) {
            write(zeros, (int) Math.min(zeros.length, contentLeft));
        }
    }

    /** Ends the archive; the stream stays open. */
    @Override
    public void close() throws IOException {
        finishMember();
        out.write(new byte[2 * BLOCK_BYTES]);
        out.flush();
    }

    private void finishMember() throws IOException {
        if (contentLeft != 0) {
            throw new IOException("a file shrank while it was read");
        }
        out.write(new byte[padding]);
        padding = 0;
    }

    private static Map<String, String> pax(TarMember member) {
        Map<String, String> pax = new LinkedHashMap<>();
        if (!fits(member.path())) {
            pax.put("path", member.path());
        }
        if (!fits(member.link())) {
            pax.put("linkpath", member.link());
        }
        if (member.size() > LONG_NUMBER_MAX) {
            pax.put("size", Long.toString(member.size()));
        }
        if (member.uid() > NUMBER_MAX) {
            pax.put("uid", Long.toString(member.uid()));
        }
        if (member.gid() > NUMBER_MAX) {
            pax.put("gid", Long.toString(member.gid()));
        }
        if (member.mtimeNanos() != 0
                || member.mtimeSeconds() < 0
                || member.mtimeSeconds() > LONG_NUMBER_MAX) {
            pax.put("mtime", PaxTime.text(member.mtimeSeconds(), member.mtimeNanos()));
        }
        new TreeMap<>(member.attributes())
                .forEach((name, value) -> pax.put(PaxRecords.ATTRIBUTE + name, RawName.of(value)));
        return pax;
    }

    /** Whether ustar holds it: 100 bytes of ASCII. */
    private static boolean fits(String raw) {
        return raw.length() <= NAME_BYTES_MAX && raw.chars().allMatch(c -> c < 0x80);
    }

    private static byte[] records(Map<String, String> pax) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        pax.forEach((key, value) -> {
            String body = " " + key + "=" + value + "\n";
            int length = body.length() + 1;
            while (Integer.toString(length).length() + body.length() != length) {
                length = Integer.toString(length).length() + body.length();
            }
            records.writeBytes(RawName.bytes(length + body));
        });
        return records.toByteArray();
    }

    private void header(String path, char flag, int mode, long size, TarMember member)
            throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        putName(block, TarFormat.NAME, path);
        putName(block, LINK, member.link());
        TarFormat.putNumber(block, TarFormat.MODE, NUMBER_BYTES, mode);
        number(block, TarFormat.UID, NUMBER_BYTES, member.uid(), NUMBER_MAX);
        number(block, TarFormat.GID, NUMBER_BYTES, member.gid(), NUMBER_MAX);
        number(block, TarFormat.SIZE, LONG_NUMBER_BYTES, size, LONG_NUMBER_MAX);
        number(
                block,
                TarFormat.TIME,
                LONG_NUMBER_BYTES,
                Math.max(member.mtimeSeconds(), 0),
                LONG_NUMBER_MAX);
        block[TarFormat.TYPE] = (byte) flag;
        TarFormat.seal(block);
        out.write(block);
    }

    private static void number(byte[] block, int at, int width, long number, long max) {
        TarFormat.putNumber(block, at, width, number > max ? 0 : number);
    }

    private static void putName(byte[] block, int at, String raw) {
        byte[] bytes = fits(raw) ? RawName.bytes(raw) : "@".getBytes(US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static int padding(long size) {
        return (int) ((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    }
}
