package io.jsec.seccomp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/** Writes a profile as JSON: every field that says something, in a fixed order. */
final class ProfileWriter {
    private final JsonGenerator out;

    private ProfileWriter(JsonGenerator out) {
        this.out = out;
    }

    static String write(SeccompProfile profile) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(printer);
            new ProfileWriter(out).profile(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void profile(SeccompProfile profile) throws IOException {
        out.writeStartObject();
        action(profile.defaultAction(), "defaultAction", "defaultErrnoRet");
        strings("architectures", profile.architectures());
        if (!profile.archMap().isEmpty()) {
            out.writeArrayFieldStart("archMap");
            for (ArchMapEntry entry : profile.archMap()) {
                out.writeStartObject();
                out.writeStringField("architecture", entry.architecture());
                strings("subArchitectures", entry.subArchitectures());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        strings("flags", profile.flags().stream().map(FilterFlag::ociName).toList());
        out.writeArrayFieldStart("syscalls");
        for (SyscallRule rule : profile.syscalls()) {
            rule(rule);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void rule(SyscallRule rule) throws IOException {
        out.writeStartObject();
        strings("names", rule.names());
        action(rule.action(), "action", "errnoRet");
        if (!rule.args().isEmpty()) {
            out.writeArrayFieldStart("args");
            for (ArgCondition arg : rule.args()) {
                condition(arg);
            }
            out.writeEndArray();
        }
        filter("includes", rule.includes());
        filter("excludes", rule.excludes());
        if (!rule.comment().isEmpty()) {
            out.writeStringField("comment", rule.comment());
        }
        out.writeEndObject();
    }

    private void condition(ArgCondition arg) throws IOException {
        out.writeStartObject();
        out.writeNumberField("index", arg.index());
        unsigned("value", arg.value());
        if (arg.op() == ComparisonOp.MASKED_EQ) {
            unsigned("valueTwo", arg.valueTwo());
        }
        out.writeStringField("op", arg.op().ociName());
        out.writeEndObject();
    }

    private void filter(String name, RuleFilter filter) throws IOException {
        if (filter.equals(RuleFilter.NONE)) {
            return;
        }
        out.writeObjectFieldStart(name);
        strings("caps", filter.caps());
        strings("arches", filter.arches());
        if (filter.minKernel().isPresent()) {
            out.writeStringField("minKernel", filter.minKernel().get().toString());
        }
        out.writeEndObject();
    }

    private void action(SeccompAction action, String field, String errnoField) throws IOException {
        out.writeStringField(field, action.kind().ociName());
        if (action.kind().carriesErrno()) {
            out.writeNumberField(errnoField, action.data());
        }
    }

    private void unsigned(String name, long value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }

    private void strings(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }
}
