package io.jsec.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the wire form's field types, never beyond its end; {@link PlanCodec} describes them. */
final class PlanReader {
    private final ByteBuffer in;
    private final int base;

    PlanReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes), 0);
    }

    private PlanReader(ByteBuffer in, int base) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.base = base;
    }

    int position() {
        return base + in.position();
    }

    int remaining() {
        return in.remaining();
    }

    void check(boolean holds, String why) {
        if (!holds) {
            throw new PlanFormatException(position(), why);
        }
    }

    int u16() {
        need(2);
        return Short.toUnsignedInt(in.getShort());
    }

    long u32() {
        need(4);
        return Integer.toUnsignedLong(in.getInt());
    }

    /** A u32 that fits an int. */
    int small() {
        long value = u32();
        check(value <= Integer.MAX_VALUE, "a number over 2147483647");
        return (int) value;
    }

    long u64() {
        need(8);
        return in.getLong();
    }

    String str() {
        return text(StepChecks.TEXT_BYTES_MAX);
    }

    String path() {
        String text = text(SpecPaths.PATH_BYTES_MAX);
        check(!text.isEmpty(), "an empty path");
        return text;
    }

    byte[] bytes(int max) {
        long length = u32();
        check(length <= max, "a field of " + length + " bytes");
        need((int) length);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    <T> List<T> list(int max, Supplier<T> each) {
        long count = u32();
        check(count <= max, "a list of " + count + " elements");
        List<T> elements = new ArrayList<>();
        for (long index = 0; index < count; index++) {
            elements.add(each.get());
        }
        return elements;
    }

    /** A reader of exactly the next step's payload. */
    PlanReader payload() {
        long length = u32();
        check(length <= in.remaining(), "a step longer than the plan");
        int start = position();
        ByteBuffer slice = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return new PlanReader(slice, start);
    }

    private String text(int max) {
        byte[] bytes = bytes(max);
        need(1);
        check(in.get() == 0, "a text without its NUL");
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            check(text.indexOf('\0') < 0, "a NUL within a text");
            return text;
        } catch (CharacterCodingException e) {
            throw new PlanFormatException(position(), "a text that is not UTF-8");
        }
    }

    private void need(int bytes) {
        check(in.remaining() >= bytes, "it ends early");
    }
}
