package io.jsec.ca;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record of the state, one line of its file. The form is in the package's description.
 *
 * @param number from 1, without a gap
 * @param time in milliseconds
 * @param kind such as {@code issue}
 * @param fields names in {@code [a-z0-9-]} and any text
 */
record Entry(long number, Instant time, String kind, Map<String, String> fields) {
    /** What stands before the hash of the first line. */
    static final String START = "0".repeat(64);

    /** The longest line, its line feed included. */
    static final int LINE_BYTES_MAX = 65_536;

    private static final String FORM = "jsec-ca/1";
    private static final String FREE =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:@=,/+*";

    Entry {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A line and the hash that binds it to all before it. */
    record Line(Entry entry, String hash) {}

    /** The line, with its line feed. */
    String line(String before) {
        StringBuilder text = new StringBuilder(256).append(FORM);
        text.append(' ').append(number).append(' ').append(time.toEpochMilli());
        text.append(' ').append(kind);
        fields.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(escaped(value)));
        String body = text.toString();
        return body + ' ' + hash(before, body) + '\n';
    }

    /**
     * The record of a line without its line feed; nothing for a line that does not follow the one
     * before it, or is not as it was written.
     *
     * @param before the hash of the line before
     */
    static Optional<Line> parse(String line, String before) {
        int last = line.lastIndexOf(' ');
        if (last < 0) {
            return Optional.empty();
        }
        String body = line.substring(0, last);
        String hash = line.substring(last + 1);
        String[] words = body.split(" ", -1);
        if (!hash.equals(hash(before, body)) || words.length < 4 || !words[0].equals(FORM)) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (int i = 4; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                fields.put(words[i].substring(0, equals), plain(words[i].substring(equals + 1)));
            }
            Instant time = Instant.ofEpochMilli(Long.parseLong(words[2]));
            return Optional.of(
                    new Line(new Entry(Long.parseLong(words[1]), time, words[3], fields), hash));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** A field that must be there. */
    String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("record " + number + " has no " + name);
        }
        return value;
    }

    /** A field that may be there. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** A field of bytes. */
    byte[] bytes(String name) {
        return Base64.getDecoder().decode(field(name));
    }

    /** Bytes as a field's text. */
    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hash(String before, String body) {
        return HexFormat.of()
                .formatHex(sha256((before + " " + body).getBytes(StandardCharsets.UTF_8)));
    }

    /** The SHA-256 of bytes. */
    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (FREE.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static String plain(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) text.charAt(i);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
