package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * The wire form of a plan, as the launcher reads it.
 *
 * <p>Little endian throughout. A header of 32 bytes: magic {@code JSECPLAN}, u32 version, u32 total
 * bytes, u32 number of steps, u32 and u64 zero. Then each step: u16 code, u16 zero, u32 bytes of
 * the payload, and the payload: the fields of {@code src/main/plan/steps.tsv} in their order. A str
 * or path is a u32 length, that many bytes of UTF-8, and a NUL that is not counted; bytes are a u32
 * length and the bytes; a list is a u32 count and its elements. Nothing is padded, nothing may be
 * left over.
 */
public final class PlanCodec {
    static final long MAGIC = 0x4e414c504345534aL;
    static final int VERSION = 1;
    static final int HEADER_BYTES = 32;

    private PlanCodec() {}

    /**
     * The bytes the launcher is given.
     *
     * @throws IllegalArgumentException for a plan over {@link LaunchPlan#PLAN_BYTES_MAX}
     */
    public static byte[] encode(LaunchPlan plan) {
        return encode(plan.steps());
    }

    /** The same of a process that joins a container. */
    static byte[] encode(ExecPlan plan) {
        return encode(plan.steps());
    }

    private static byte[] encode(List<Step> steps) {
        PlanWriter writer = write(steps);
        if (writer.size() > LaunchPlan.PLAN_BYTES_MAX) {
            throw new IllegalArgumentException(writer.size() + " bytes of plan are too many");
        }
        return writer.toBytes();
    }

    /** How many bytes a plan has, be it too large or not. */
    static int size(LaunchPlan plan) {
        return size(plan.steps());
    }

    static int size(List<Step> steps) {
        return write(steps).size();
    }

    /**
     * The plan of such bytes; warnings are not part of it.
     *
     * @throws PlanFormatException for anything the launcher would not take either
     */
    public static LaunchPlan decode(byte[] bytes) {
        PlanReader reader = new PlanReader(bytes);
        reader.check(bytes.length >= HEADER_BYTES, "shorter than a header");
        reader.check(bytes.length <= LaunchPlan.PLAN_BYTES_MAX, "over the size limit");
        reader.check(reader.u64() == MAGIC, "no plan");
        reader.check(reader.u32() == VERSION, "another version");
        reader.check(reader.u32() == bytes.length, "the length differs");
        long count = reader.u32();
        reader.check(count <= LaunchPlan.STEPS_MAX, "too many steps");
        reader.check(reader.u32() == 0 && reader.u64() == 0, "reserved bytes are set");
        List<Step> steps = new ArrayList<>();
        for (long index = 0; index < count; index++) {
            steps.add(step(reader));
        }
        reader.check(reader.remaining() == 0, "bytes are left over");
        return new LaunchPlan(steps);
    }

    private static Step step(PlanReader reader) {
        int start = reader.position();
        int code = reader.u16();
        reader.check(reader.u16() == 0, "reserved bytes are set");
        PlanReader payload = reader.payload();
        try {
            Step step = StepReader.read(code, payload);
            payload.check(payload.remaining() == 0, "bytes of a step are left over");
            return step;
        } catch (IllegalArgumentException e) {
            throw new PlanFormatException(start, String.valueOf(e.getMessage()));
        }
    }

    private static PlanWriter write(List<Step> steps) {
        PlanWriter writer = new PlanWriter();
        writer.header(steps.size());
        for (Step step : steps) {
            PlanWriter payload = new PlanWriter();
            StepWriter.write(step, payload);
            writer.step(step.code(), payload);
        }
        return writer;
    }
}
