package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import java.util.List;
import java.util.function.Consumer;

/**
 * One command line and what it works on.
 *
 * @param verb the verb
 * @param flags its options and arguments
 * @param api the engine
 * @param environment what the process was given
 */
record Call(DockerVerb verb, Flags flags, ApiClient api, DockerEnvironment environment) {
    List<String> words() {
        return flags.words();
    }

    String word(int index) {
        return flags.words().get(index);
    }

    /** A line on standard output. */
    void print(String line) {
        environment.out().print(line + "\n");
    }

    /** Text on standard output. */
    void printText(String text) {
        environment.out().print(text);
    }

    /** A line on standard error. */
    void complain(String line) {
        environment.err().print(Safe.text(line) + "\n");
        environment.err().flush();
    }

    JsonNode get(String path) {
        return api.json(Request.get(path));
    }

    /** The path of a container and something below it. */
    static String container(String name, String below) {
        return "/containers/" + Request.escape(name) + below;
    }

    /** Does something for each argument and prints those it was done for. */
    int each(Consumer<String> work) {
        return each(
                words(),
                name -> {
                    work.accept(name);
                    print(name);
                });
    }

    /** Does something for each name; what the engine refuses is told, and the others go on. */
    int each(List<String> names, Consumer<String> work) {
        int exit = 0;
        for (String name : names) {
            try {
                work.accept(name);
            } catch (ApiException e) {
                environment.out().flush();
                complain(e.line());
                boolean forced =
                        verb.flags().stream().anyMatch(flag -> flag.name().equals("force"))
                                && flags.on("force");
                // What is to be gone and is not there is as it should be.
                exit = forced && e.status() == 404 ? exit : 1;
            }
        }
        return exit;
    }
}
