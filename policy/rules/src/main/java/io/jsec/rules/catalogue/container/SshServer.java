package io.jsec.rules.catalogue.container;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellScript;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An SSH server runs in the container. */
final class SshServer extends ContainerRule {
    private static final Set<String> SERVERS = Set.of("sshd", "dropbear", "tinysshd");
    private static final Set<String> INITS =
            Set.of("tini", "dumb-init", "docker-init", "catatonit");
    private static final Set<String> SERVICES = Set.of("service", "rc-service", "systemctl");

    SshServer() {
        super(
                card(542, Severity.MEDIUM)
                        .title("An SSH server runs in the container")
                        .sees(
                                "Entry point and command, and the shell scripts in them; fails "
                                        + "where sshd, dropbear or the service ssh is started.")
                        .why(
                                "A shell over the network needs keys, accounts and updates that "
                                        + "nobody keeps in an image.")
                        .fix("Use docker exec.")
                        .maps(Framework.CIS_1_6, "5.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        Fact<List<Located<String>>> entrypoint = facts.get(ContainerSetting.ENTRYPOINT);
        return entrypoint.judge(
                List.of(),
                (first, at) ->
                        facts.get(ContainerSetting.COMMAND)
                                .judge(List.of(), (rest, place) -> judge(first, rest, place)));
    }

    private static Verdict judge(
            List<Located<String>> entrypoint, List<Located<String>> command, SourceLocation at) {
        List<String> words =
                Stream.concat(entrypoint.stream(), command.stream()).map(Located::value).toList();
        // A compose file may write the words as one.
        List<ShellCommand> commands =
                words.size() == 1
                        ? ShellScript.of(words.getFirst())
                        : ShellScript.of(program(words));
        boolean starts = commands.stream().anyMatch(SshServer::starts);
        return Verdict.failIf(starts, at, "an SSH server is started");
    }

    /** Without an init before the program. */
    private static List<String> program(List<String> words) {
        boolean init = !words.isEmpty() && INITS.contains(base(words.getFirst()));
        return init
                ? words.stream().skip(1).dropWhile(word -> word.startsWith("-")).toList()
                : words;
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean starts(ShellCommand command) {
        ShellCommand plain = command.unwrapped();
        return SERVERS.contains(plain.program())
                || (SERVICES.contains(plain.program())
                        && plain.has("start")
                        && (plain.has("ssh") || plain.has("sshd")));
    }
}
