package io.jsec.rules.compose;

import io.jsec.rules.ContainerPort;
import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports of a service in either form. */
final class PortReader {
    private static final String NUMBER = "(?:[0-9]{1,5}(?:-[0-9]{1,5})?|\\$\\{[^}]*})";
    private static final String ADDRESS =
            "\\[[0-9a-fA-F:]*]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|localhost|\\$\\{[^}]*}";
    private static final Pattern SHORT =
            Pattern.compile(
                    "(?:(?:(?<host>"
                            + ADDRESS
                            + "):)?(?<published>"
                            + NUMBER
                            + ")?:)?(?<target>"
                            + NUMBER
                            + ")(?:/(?<protocol>tcp|udp|sctp))?");

    private final Problems problems;

    PortReader(Problems problems) {
        this.problems = problems;
    }

    List<ContainerPort> read(Node ports) {
        List<ContainerPort> all = new ArrayList<>();
        for (Node node : ports.list()) {
            Optional<ContainerPort> port =
                    node instanceof Node.Mapping map ? longForm(map) : shortForm(node);
            if (port.isEmpty()) {
                problems.add(node.at(), "this is no port");
            }
            port.ifPresent(all::add);
        }
        return all;
    }

    private static Optional<ContainerPort> shortForm(Node node) {
        Matcher matcher = SHORT.matcher(node.string().orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String published = Optional.ofNullable(matcher.group("published")).orElse("0");
        String protocol = Optional.ofNullable(matcher.group("protocol")).orElse("tcp");
        return Optional.of(
                new ContainerPort(
                        address(Optional.ofNullable(matcher.group("host")).orElse("")),
                        first(published),
                        last(published),
                        first(matcher.group("target")),
                        protocol,
                        node.at()));
    }

    private static String address(String written) {
        return written.startsWith("[") ? written.substring(1, written.length() - 1) : written;
    }

    private static Optional<ContainerPort> longForm(Node.Mapping map) {
        Optional<String> target = map.find("target").flatMap(Node::string);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        String published = map.find("published").flatMap(Node::string).orElse("0");
        return Optional.of(
                new ContainerPort(
                        map.find("host_ip").flatMap(Node::string).orElse(""),
                        first(published),
                        last(published),
                        first(target.get()),
                        map.find("protocol").flatMap(Node::string).orElse("tcp"),
                        map.at()));
    }

    /** 0 where it is a variable. */
    private static int first(String range) {
        return number(range.split("-", 2)[0]);
    }

    private static int last(String range) {
        String[] ends = range.split("-", 2);
        return number(ends[ends.length - 1]);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
