package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Docker's json-file: one object a line, {@code {"log":"text\n","stream":"stdout","time":"…"}},
 * read by log shippers. Bytes that are no UTF-8 become U+FFFD, as in Docker.
 */
final class JsonFileCodec implements LogCodec {
    private static final int LINE_BYTES_MAX = 8 * LogLine.BYTES_MAX;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public byte[] encode(LogLine line) {
        StringBuilder out = new StringBuilder(line.text().length + 96);
        out.append("{\"log\":\"");
        escape(new String(line.text(), UTF_8), out);
        out.append("\",\"stream\":\"");
        out.append(line.kind() == StreamFrame.Kind.STDERR ? "stderr" : "stdout");
        out.append("\",\"time\":\"").append(LogTime.write(line.time())).append("\"}\n");
        return out.toString().getBytes(UTF_8);
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\u2028' -> out.append("\\u2028");
                case '\u2029' -> out.append("\\u2029");
                default -> {
                    if (letter < 0x20) {
                        out.append(String.format("\\u%04x", (int) letter));
                    } else {
                        out.append(letter);
                    }
                }
            }
        }
    }

    @Override
    public Optional<LogLine> decode(InputStream in) throws IOException {
        while (true) {
            byte[] line = line(in);
            if (line.length == 0) {
                return Optional.empty();
            }
            Optional<LogLine> decoded = parse(line);
            if (decoded.isPresent()) {
                return decoded;
            }
        }
    }

    /** A whole line with its end; empty where there is none. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() < LINE_BYTES_MAX) {
                line.write(next);
            }
            next = in.read();
        }
        if (next < 0) {
            return new byte[0];
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static Optional<LogLine> parse(byte[] line) {
        String log = null;
        String stream = "stdout";
        Instant time = null;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    return Optional.empty();
                }
                switch (name) {
                    case "log" -> log = parser.getText();
                    case "stream" -> stream = parser.getText();
                    case "time" -> time = Instant.parse(parser.getText());
                    default -> {}
                }
            }
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
        if (log == null || time == null) {
            return Optional.empty();
        }
        StreamFrame.Kind kind =
                stream.equals("stderr") ? StreamFrame.Kind.STDERR : StreamFrame.Kind.STDOUT;
        return Optional.of(new LogLine(time, kind, log.getBytes(UTF_8)));
    }

    @Override
    public byte[] mend() {
        return new byte[] {'\n'};
    }
}
