package io.jsec.launch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes the wire form's field types; {@link PlanCodec} describes them. */
final class PlanWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    int size() {
        return out.size();
    }

    void header(int steps) {
        u64(PlanCodec.MAGIC);
        u32(PlanCodec.VERSION);
        u32(0);
        u32(steps);
        u32(0);
        u64(0);
    }

    void step(int code, PlanWriter payload) {
        out.write(code);
        out.write(code >>> 8);
        out.write(0);
        out.write(0);
        bytes(payload.out.toByteArray());
    }

    /** Everything written, the header's length filled in. */
    byte[] toBytes() {
        byte[] all = out.toByteArray();
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(12, all.length);
        return all;
    }

    void u32(long value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >>> shift));
        }
    }

    void u64(long value) {
        u32(value);
        u32(value >>> 32);
    }

    void str(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }

    void bytes(byte[] bytes) {
        u32(bytes.length);
        out.writeBytes(bytes);
    }

    <T> void list(List<T> elements, Consumer<T> each) {
        u32(elements.size());
        elements.forEach(each);
    }
}
