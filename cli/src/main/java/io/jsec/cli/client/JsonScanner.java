package io.jsec.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259), one value after the other, as their bytes come. Of two equal keys the last
 * counts. Bytes that are no UTF-8, and halves of characters, are read as U+FFFD, as Go does.
 *
 * <p>Jackson's parsers begin with {@code BigDecimal}, whose tables Java computes when they are
 * loaded: that alone takes half as long as Java's own start.
 */
final class JsonScanner {
    static final int DEPTH_MAX = 1000;
    static final int NUMBER_CHARS_MAX = 1000;
    private static final int STRING_BYTES_MAX = 64 << 20;
    private static final int BUFFER_BYTES = 8192;
    private static final int END = -1;
    private static final int REPLACEMENT = 0xfffd;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int limit;

    JsonScanner(InputStream in) {
        this.in = in;
    }

    /** What was read is no JSON. */
    static final class NotJsonException extends IOException {
        private static final long serialVersionUID = 1;

        NotJsonException(String message) {
            super(message);
        }
    }

    /** The next value; null at the end. */
    @Nullable JsonNode next() throws IOException {
        return space() == END ? null : value(0);
    }

    private int peek() throws IOException {
        if (at == limit) {
            int count = in.read(buffer, 0, buffer.length);
            if (count <= 0) {
                return END;
            }
            at = 0;
            limit = count;
        }
        return buffer[at] & 0xff;
    }

    private int take() throws IOException {
        int next = peek();
        if (next != END) {
            at++;
        }
        return next;
    }

    /** Skips what means nothing, and shows what follows it. */
    private int space() throws IOException {
        int next = peek();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            at++;
            next = peek();
        }
        return next;
    }

    private JsonNode value(int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new NotJsonException("more than " + DEPTH_MAX + " levels");
        }
        int first = space();
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> NODES.textNode(string());
            case 't' -> literal("true", NODES.booleanNode(true));
            case 'f' -> literal("false", NODES.booleanNode(false));
            case 'n' -> literal("null", NODES.nullNode());
            default -> {
                if (first == '-' || isDigit(first)) {
                    yield number();
                }
                throw unexpected("a value");
            }
        };
    }

    private ObjectNode object(int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        at++;
        if (space() == '}') {
            at++;
            return object;
        }
        while (true) {
            if (space() != '"') {
                throw unexpected("a key");
            }
            String key = string();
            if (space() != ':') {
                throw unexpected("a colon");
            }
            at++;
            object.set(key, value(depth + 1));
            if (isLast('}')) {
                return object;
            }
        }
    }

    private ArrayNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        at++;
        if (space() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth + 1));
            if (isLast(']')) {
                return array;
            }
        }
    }

    /** Takes what stands behind an item: the end, or the comma before another. */
    private boolean isLast(char end) throws IOException {
        int next = space();
        if (next != end && next != ',') {
            throw unexpected("a comma or " + end);
        }
        at++;
        return next == end;
    }

    private JsonNode literal(String word, JsonNode node) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (take() != word.charAt(i)) {
                throw new NotJsonException("a word that is not " + word);
            }
        }
        return node;
    }

    private JsonNode number() throws IOException {
        StringBuilder text = new StringBuilder();
        append(text, '-');
        if (!append(text, '0')) {
            digits(text);
        }
        boolean whole = true;
        if (append(text, '.')) {
            digits(text);
            whole = false;
        }
        if (append(text, 'e') || append(text, 'E')) {
            boolean _ = append(text, '+') || append(text, '-');
            digits(text);
            whole = false;
        }
        if (isDigit(peek())) {
            throw unexpected("no digit after a leading zero");
        }
        String number = text.toString();
        if (!whole) {
            return NODES.numberNode(Double.parseDouble(number));
        }
        if (number.length() < Long.toString(Long.MAX_VALUE).length()) {
            return NODES.numberNode(Long.parseLong(number));
        }
        BigInteger big = new BigInteger(number);
        return big.bitLength() < Long.SIZE
                ? NODES.numberNode(big.longValue())
                : NODES.numberNode(big);
    }

    private boolean append(StringBuilder text, char wanted) throws IOException {
        if (peek() != wanted) {
            return false;
        }
        at++;
        text.append(wanted);
        return true;
    }

    private void digits(StringBuilder text) throws IOException {
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        while (isDigit(peek())) {
            text.append((char) take());
            if (text.length() > NUMBER_CHARS_MAX) {
                throw new NotJsonException("a number of more than " + NUMBER_CHARS_MAX + " digits");
            }
        }
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    private String string() throws IOException {
        at++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = take();
        while (next != '"') {
            if (next == '\\') {
                escape(bytes);
            } else if (next < ' ') {
                throw new NotJsonException("a text without an end, or with a control character");
            } else {
                bytes.write(next);
            }
            requireRoom(bytes);
            next = take();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void requireRoom(ByteArrayOutputStream bytes) throws NotJsonException {
        if (bytes.size() > STRING_BYTES_MAX) {
            throw new NotJsonException("a text of more than " + STRING_BYTES_MAX + " bytes");
        }
    }

    private void escape(ByteArrayOutputStream bytes) throws IOException {
        int letter = take();
        switch (letter) {
            case '"', '\\', '/' -> bytes.write(letter);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'u' -> unicode(bytes, unit());
            default -> throw new NotJsonException("an unknown escape");
        }
    }

    private int unit() throws IOException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(take(), 16);
            if (digit < 0) {
                throw new NotJsonException("an escape without four digits");
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** A code unit of UTF-16; the second half of a character must follow the first at once. */
    private void unicode(ByteArrayOutputStream bytes, int first) throws IOException {
        int unit = first;
        while (Character.isHighSurrogate((char) unit) && peek() == '\\') {
            at++;
            if (peek() != 'u') {
                put(bytes, REPLACEMENT);
                escape(bytes);
                return;
            }
            at++;
            int second = unit();
            if (Character.isLowSurrogate((char) second)) {
                put(bytes, Character.toCodePoint((char) unit, (char) second));
                return;
            }
            put(bytes, REPLACEMENT);
            requireRoom(bytes);
            unit = second;
        }
        put(bytes, Character.isSurrogate((char) unit) ? REPLACEMENT : unit);
    }

    private static void put(ByteArrayOutputStream bytes, int code) {
        bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
    }

    private NotJsonException unexpected(String wanted) throws IOException {
        int next = peek();
        return new NotJsonException(
                "where "
                        + wanted
                        + " is expected stands "
                        + (next == END ? "nothing" : "byte " + next));
    }
}
