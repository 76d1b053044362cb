package io.jsec.cli.docker;

import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.ClientException;
import java.util.List;

/** From the words of a docker verb to its exit code; every failure is told on standard error. */
public final class DockerLine {
    private final DockerEnvironment environment;
    private final ApiClient api;

    /**
     * For one engine.
     *
     * @param environment what the process was given
     * @param api the engine, not yet connected
     */
    public DockerLine(DockerEnvironment environment, ApiClient api) {
        this.environment = environment;
        this.api = api;
    }

    /**
     * Runs a verb.
     *
     * @param words what follows the words of the verb
     * @throws ClientException where the engine cannot be reached and nothing was done yet
     */
    public int run(DockerVerb verb, List<String> words) {
        try {
            Flags flags = Flags.parse(verb, words);
            if (words.contains("--help") && flags.on("help")) {
                environment.out().print(DockerHelp.of(verb));
                return 0;
            }
            String miscount = verb.miscount(flags.words().size());
            if (!miscount.isEmpty()) {
                throw DockerException.of(miscount);
            }
            return verb.action().run(new Call(verb, flags, api, environment));
        } catch (DockerException e) {
            complain(String.valueOf(e.getMessage()));
            return e.exitCode();
        } catch (ApiException e) {
            complain(e.line());
            return 1;
        } finally {
            environment.out().flush();
        }
    }

    private void complain(String message) {
        environment.out().flush();
        if (!message.isEmpty()) {
            environment.err().print(Safe.text(message) + "\n");
            environment.err().flush();
        }
    }
}
