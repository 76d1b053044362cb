package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.Secrets;
import io.jsec.daemon.EnrolConfig;
import io.jsec.daemon.TlsConfig;
import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.daemon.enrol.EnrolAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an engine serves its ports with TLS; part of what it is told when it is started.
 *
 * @param ports where, as it was typed
 * @param authority directory of the CA, whose clients are let in
 * @param passphraseFile unlocks the keys of the CA
 * @param cert a certificate of the user's own; the CA's otherwise
 * @param key of it
 * @param names what clients call this server, beside its addresses
 * @param library which TLS; the better one that is here where it is not said
 * @param old whether TLS 1.2 is spoken too
 * @param open whether addresses may be bound that are not private
 * @param enrol where clients enrol and renew
 * @param typed whether certificate and key stand on the command line, which no file changes
 */
record TlsStart(
        List<TlsPort> ports,
        Path authority,
        Optional<Path> passphraseFile,
        Optional<Path> cert,
        Optional<Path> key,
        List<String> names,
        Optional<TlsLibrary> library,
        boolean old,
        boolean open,
        EnrolConfig enrol,
        boolean typed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    TlsStart {
        ports = List.copyOf(ports);
        names = List.copyOf(names);
    }

    /** The same with what a configuration says now and an engine that runs can follow. */
    TlsStart with(TlsConfig now) {
        return new TlsStart(
                ports,
                authority,
                passphraseFile,
                typed ? cert : now.cert(),
                typed ? key : now.key(),
                now.own().names(),
                now.own().library(),
                now.own().old(),
                now.own().open(),
                enrol,
                typed);
    }

    /** The keys of a configuration that it cannot follow, where they say something else. */
    List<String> needRestart(TlsConfig now) {
        List<String> keys = new ArrayList<>();
        if (!passphraseFile.equals(now.own().passphraseFile())) {
            keys.add("jsec.tls-passphrase-file");
        }
        if (!enrol.addresses().equals(now.own().enrol().addresses())) {
            keys.add("jsec.enroll-address");
        }
        if (enrol.renewal() != now.own().enrol().renewal()) {
            keys.add("jsec.renewal");
        }
        return keys;
    }

    /**
     * What unlocks the keys of the CA.
     *
     * @throws CliException where the file is not as it should be
     */
    Secrets secrets() {
        return new Secrets(
                passphraseFile.map(PassphraseFile::read), Optional.empty(), Optional.empty());
    }

    ObjectNode encode() {
        ObjectNode json = JSON.createObjectNode().put("authority", authority.toString());
        ArrayNode list = json.putArray("ports");
        ports.forEach(port -> list.add(port.text()));
        ArrayNode words = json.putArray("names");
        names.forEach(words::add);
        passphraseFile.ifPresent(file -> json.put("passphrase", file.toString()));
        cert.ifPresent(file -> json.put("cert", file.toString()));
        key.ifPresent(file -> json.put("key", file.toString()));
        library.ifPresent(one -> json.put("library", one.word()));
        enrol.addresses()
                .ifPresent(addresses -> {
                    ArrayNode typed = json.putArray("enrol");
                    addresses.forEach(address -> typed.add(address.text()));
                });
        return json.put("old", old)
                .put("open", open)
                .put("renewal", enrol.renewal())
                .put("typed", typed);
    }

    static TlsStart decode(JsonNode json) {
        List<TlsPort> ports = new ArrayList<>();
        json.path("ports").forEach(port -> ports.add(TlsPort.parse(port.asText())));
        List<String> names = new ArrayList<>();
        json.path("names").forEach(name -> names.add(name.asText()));
        return new TlsStart(
                ports,
                Path.of(json.path("authority").asText()),
                path(json, "passphrase"),
                path(json, "cert"),
                path(json, "key"),
                names,
                TlsLibrary.of(json.path("library").asText()),
                json.path("old").asBoolean(),
                json.path("open").asBoolean(),
                new EnrolConfig(enrol(json), json.path("renewal").asBoolean()),
                json.path("typed").asBoolean());
    }

    private static Optional<List<EnrolAddress>> enrol(JsonNode json) {
        if (!json.has("enrol")) {
            return Optional.empty();
        }
        List<EnrolAddress> addresses = new ArrayList<>();
        for (JsonNode text : json.path("enrol")) {
            switch (EnrolAddress.parse(text.asText())) {
                case EnrolAddress.Parsed.Right right -> addresses.add(right.address());
                case EnrolAddress.Parsed.Wrong wrong ->
                        throw new IllegalStateException(text.asText() + ": " + wrong.why());
            }
        }
        return Optional.of(addresses);
    }

    private static Optional<Path> path(JsonNode json, String name) {
        return json.has(name) ? Optional.of(Path.of(json.path(name).asText())) : Optional.empty();
    }
}
