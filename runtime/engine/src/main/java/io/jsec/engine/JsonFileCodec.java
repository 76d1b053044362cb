package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Docker's json-file: one object a line, {@code {"log":"text\n","stream":"stdout","time":"…"}},
 * read by log shippers. Byte for byte what Docker writes: each byte that is no UTF-8 is U+FFFD.
 */
final class JsonFileCodec implements LogCodec {
    private static final int LINE_BYTES_MAX = 8 * LogLine.BYTES_MAX;
    private static final int SCAN_BYTES = 4096;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public byte[] encode(LogLine line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.text().length + 96);
        put("{\"log\":\"", out);
        escape(line.text(), out);
        put("\",\"stream\":\"", out);
        put(line.kind() == StreamFrame.Kind.STDERR ? "stderr" : "stdout", out);
        put("\",\"time\":\"" + time(line.time()) + "\"}\n", out);
        return out.toByteArray();
    }

    /** Behind the first line feed: there is none within a line. */
    @Override
    public long lineStart(SeekableByteChannel file, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SCAN_BYTES);
        long at = from;
        file.position(at);
        while (file.read(bytes.clear()) > 0) {
            for (int i = 0; i < bytes.position(); i++) {
                at++;
                if (bytes.get(i) == '\n') {
                    return at;
                }
            }
        }
        return at;
    }

    /** RFC 3339 without zeros at the end, as Go's RFC3339Nano. */
    private static String time(Instant time) {
        String fixed = LogTime.write(time);
        int end = fixed.length() - 1;
        while (fixed.charAt(end - 1) == '0') {
            end--;
        }
        return fixed.substring(0, fixed.charAt(end - 1) == '.' ? end - 1 : end) + "Z";
    }

    private static void put(String text, ByteArrayOutputStream out) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    private static void escape(byte[] text, ByteArrayOutputStream out) {
        int at = 0;
        while (at < text.length) {
            int letter = text[at] & 0xff;
            if (letter < 0x80) {
                escape(letter, out);
                at++;
                continue;
            }
            int length = sequence(text, at);
            if (length == 0) {
                put("\\ufffd", out);
                at++;
            } else if (isSeparator(text, at)) {
                put(String.format("\\u202%x", text[at + 2] & 0xf), out);
                at += length;
            } else {
                out.write(text, at, length);
                at += length;
            }
        }
    }

    /**
     * Go's way: what could end a script in HTML is escaped too, and a tabulator has no short form.
     */
    private static void escape(int letter, ByteArrayOutputStream out) {
        switch (letter) {
            case '"' -> put("\\\"", out);
            case '\\' -> put("\\\\", out);
            case '\n' -> put("\\n", out);
            case '\r' -> put("\\r", out);
            case '<', '>', '&' -> put(String.format("\\u%04x", letter), out);
            default -> {
                if (letter < 0x20) {
                    put(String.format("\\u%04x", letter), out);
                } else {
                    out.write(letter);
                }
            }
        }
    }

    /** U+2028 or U+2029, which end lines in JavaScript. */
    private static boolean isSeparator(byte[] text, int at) {
        return text[at] == (byte) 0xe2
                && text[at + 1] == (byte) 0x80
                && (text[at + 2] == (byte) 0xa8 || text[at + 2] == (byte) 0xa9);
    }

    /** Bytes of the UTF-8 sequence that begins here; 0 where none does (RFC 3629, section 4). */
    private static int sequence(byte[] text, int at) {
        int first = text[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > text.length) {
            return 0;
        }
        int second = text[at + 1] & 0xff;
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((text[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
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
