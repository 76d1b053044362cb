package io.jsec.cli.ca;

import io.jsec.ca.AltName;
import io.jsec.ca.Curve;
import io.jsec.ca.Durations;
import io.jsec.ca.Purpose;
import io.jsec.ca.Revocation;
import io.jsec.ca.Role;
import io.jsec.daemon.Roles;
import io.jsec.daemon.enrol.EnrolAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words of options and arguments as values, or a refusal that says what there is. */
final class Options {
    private Options() {}

    static Curve curve(String word) {
        return Curve.of(word)
                .orElseThrow(() ->
                        LineException.usage(
                                "--curve " + word, "it is no curve of ours", "P-256 or P-384"));
    }

    static Duration span(String option, String word) {
        return Durations.parse(word)
                .orElseThrow(() ->
                        LineException.usage(
                                option + " " + word, "it is no span of time", option + " 30d"));
    }

    static Purpose purpose(String word) {
        return Purpose.of(word)
                .orElseThrow(() ->
                        LineException.usage(
                                "jsec ca issue " + word,
                                "certificates are for servers and for clients",
                                words(Purpose.values(), Purpose::word)));
    }

    /** A role, with a note where only the roles.yaml of an engine can know it. */
    static Role role(CaEnvironment environment, String word) {
        Role role =
                Role.parse(word)
                        .orElseThrow(() ->
                                LineException.usage(
                                        "--role " + word,
                                        "it does not read NAME or NAME@LABEL=VALUE,…",
                                        "--role viewer, or --role deployer@team=a"));
        if (!Roles.builtInNames().contains(role.name())) {
            environment
                    .err()
                    .println(
                            "note: "
                                    + role.name()
                                    + " is none of the roles "
                                    + String.join(", ", Roles.builtInNames())
                                    + ": it may do what the engine's roles.yaml says of it, and"
                                    + " nothing where that says nothing");
        }
        return role;
    }

    static Revocation.Reason reason(String word) {
        return Revocation.Reason.of(word)
                .orElseThrow(() ->
                        LineException.usage(
                                "--reason " + word,
                                "there is no such reason",
                                words(Revocation.Reason.values(), Revocation.Reason::word)));
    }

    static AltName.Client clientName(String word) {
        if (name(Purpose.CLIENT, word) instanceof AltName.Client client) {
            return client;
        }
        throw new IllegalStateException("a client's name is a client's");
    }

    static EnrolAddress enrolAddress(String word) {
        return switch (EnrolAddress.parse(word)) {
            case EnrolAddress.Parsed.Right right -> right.address();
            case EnrolAddress.Parsed.Wrong wrong ->
                    throw LineException.usage(
                            "--listen " + word, wrong.why(), "--listen 127.0.0.1:2378");
        };
    }

    static AltName name(Purpose purpose, String word) {
        Optional<AltName> name =
                purpose == Purpose.CLIENT ? AltName.client(word) : AltName.server(word);
        return name.orElseThrow(() ->
                LineException.usage(
                        "the name " + word,
                        purpose == Purpose.CLIENT
                                ? "a client's has letters, digits, dots, dashes and underscores,"
                                        + " 63 at most"
                                : "a server's is a host name without wildcards, or an address",
                        purpose == Purpose.CLIENT ? "alice" : "host.example.lan or 10.0.0.1"));
    }

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.joining(", "));
    }
}
