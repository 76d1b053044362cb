package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which authority. */
final class PlaceOptions {
    @Option(
            names = "--ca",
            paramLabel = "DIR",
            description = {
                "The CA's directory. Without it: /var/lib/jsec/ca for root and the user jsec,",
                "$XDG_DATA_HOME/jsec/ca for others."
            })
    @Nullable String ca;

    /** The authority's directory. */
    Path directory(CaEnvironment environment) {
        return ca == null ? environment.place() : environment.path(ca);
    }

    /** The authority for reading and revoking: nothing is unlocked. */
    Authority open(CaEnvironment environment) {
        return open(environment, Secrets.NONE);
    }

    /** The authority, with what unlocks its keys. */
    Authority open(CaEnvironment environment, Secrets secrets) {
        Path directory = directory(environment);
        requireOwn(directory, environment);
        return Authority.open(directory, secrets, environment.clock(), environment.random());
    }

    /** Files that another user wrote here would be out of reach of the owner. */
    private static void requireOwn(Path directory, CaEnvironment environment) {
        if (!Files.exists(directory)) {
            return;
        }
        Object owner;
        try {
            owner = Files.getAttribute(directory, "unix:uid");
        } catch (IOException e) {
            throw LineException.failed("reading " + directory, e, "a place this user can read");
        }
        int user = environment.uid().getAsInt();
        if (!owner.equals(user)) {
            throw LineException.failed(
                    "using the CA in " + directory,
                    "it is the user " + owner + "'s, and this is " + user,
                    user == 0
                            ? "jsec ca without --ca, which becomes the user jsec"
                            : "run it as that user");
        }
    }
}
