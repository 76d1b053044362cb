package io.jsec.cli.ca;

import io.jsec.ca.Passphrase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/** Reads passphrases from files and terminals: what stands in argv, every user of the host sees. */
final class Passphrases {
    private static final int BYTES_MAX = 1_024;

    private Passphrases() {}

    /**
     * The first line of a file, without its line end; {@code -} is standard input.
     *
     * @param option what named it, for messages
     */
    static Passphrase read(String option, String file, CaEnvironment environment) {
        try {
            if (file.equals("-")) {
                return line(environment.in(), "standard input");
            }
            try (InputStream in = Files.newInputStream(environment.path(file))) {
                return line(in, file);
            }
        } catch (CharacterCodingException e) {
            throw LineException.usage(
                    option + " " + file, "its first line is not UTF-8", "a text file");
        } catch (IOException e) {
            throw LineException.failed(
                    "reading " + option + " " + file,
                    e,
                    "a file this user can read, or " + option + " - < FILE");
        }
    }

    private static Passphrase line(InputStream in, String what) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (bytes.size() == BYTES_MAX) {
                throw LineException.usage(
                        "the passphrase of " + what,
                        "its line is longer than " + BYTES_MAX + " bytes",
                        "a file whose first line is the passphrase");
            }
            bytes.write(next);
            next = in.read();
        }
        byte[] text = bytes.toByteArray();
        int length =
                text.length > 0 && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
        if (length == 0) {
            throw LineException.usage(
                    "the passphrase of " + what, "its first line is empty", "a passphrase in it");
        }
        CharBuffer chars =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, 0, length));
        char[] secret = Arrays.copyOf(chars.array(), chars.limit());
        Passphrase passphrase = new Passphrase(secret);
        Arrays.fill(text, (byte) 0);
        Arrays.fill(chars.array(), '\0');
        Arrays.fill(secret, '\0');
        return passphrase;
    }

    /** A passphrase that is there already; nothing where nobody can be asked. */
    static Optional<Passphrase> ask(String question, CaEnvironment environment) {
        return environment.prompt().ask(question).map(Passphrases::wiped);
    }

    /** A new passphrase, typed twice. */
    static Passphrase askTwice(String question, CaEnvironment environment) {
        char[] first =
                environment
                        .prompt()
                        .ask(question)
                        .orElseThrow(() ->
                                LineException.usage(
                                        "--passphrase",
                                        "nobody can be asked without a terminal",
                                        "--passphrase-file FILE"));
        char[] second = environment.prompt().ask("The same again").orElse(new char[0]);
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        Passphrase passphrase = wiped(first);
        if (!same) {
            throw LineException.usage("the passphrase", "the two are different", "the same twice");
        }
        return longEnough(passphrase);
    }

    /** Refuses a new passphrase that is too short to hold. */
    static Passphrase longEnough(Passphrase passphrase) {
        if (passphrase.length() < Passphrase.CHARS_MIN) {
            throw LineException.usage(
                    "a passphrase of " + passphrase.length() + " characters",
                    "the shortest has " + Passphrase.CHARS_MIN,
                    "several words");
        }
        return passphrase;
    }

    private static Passphrase wiped(char[] chars) {
        Passphrase passphrase = new Passphrase(chars);
        Arrays.fill(chars, '\0');
        return passphrase;
    }
}
