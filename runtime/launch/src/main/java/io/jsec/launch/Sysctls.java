package io.jsec.launch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kernel settings of a container's own namespaces, as {@code --sysctl} asks for them.
 *
 * @param values names with slashes, relative to /proc/sys, in their order
 */
public record Sysctls(Map<String, String> values) {
    /** None. */
    public static final Sysctls NONE = new Sysctls(Map.of());

    private static final int VALUE_CHARS_MAX = 1024;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_]+([/.][a-zA-Z0-9_.-]+)+");

    /** Those of an ipc namespace; Docker's list. */
    private static final Set<String> IPC =
            Set.of(
                    "kernel/msgmax",
                    "kernel/msgmnb",
                    "kernel/msgmni",
                    "kernel/sem",
                    "kernel/shmall",
                    "kernel/shmmax",
                    "kernel/shmmni",
                    "kernel/shm_rmid_forced");

    /** Copied; every one is of a namespace that containers have of their own. */
    public Sysctls {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        values.forEach(Sysctls::check);
    }

    /**
     * Names as people write them: {@code net.ipv4.ip_forward}, or with slashes where a part has a
     * dot in it.
     *
     * @throws RefusedException for what is no setting of a namespace
     */
    public static Sysctls parse(Map<String, String> texts) {
        Map<String, String> values = new TreeMap<>();
        texts.forEach((name, value) -> values.put(path(name), value));
        return new Sysctls(values);
    }

    /** As sysctl(8): the first separator says which of the two is one. */
    private static String path(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        return slash >= 0 && (dot < 0 || slash < dot) ? name : name.replace('.', '/');
    }

    private static void check(String name, String value) {
        String shown = "--sysctl " + name.replaceAll("[^\\x21-\\x7e]", "?").replace('/', '.');
        boolean plain = NAME.matcher(name).matches() && !name.contains("..");
        if (!plain || (!ofNetwork(name) && !ofIpc(name))) {
            throw new Refusal(
                            Rule.SYSCTL,
                            shown,
                            "it is no setting of a namespace that a container has of its own",
                            "net.*, fs.mqueue.*, or kernel.{msg*,sem,shm*}; other settings are"
                                    + " the host's")
                    .exception();
        }
        if (value.isBlank() || value.length() > VALUE_CHARS_MAX || value.indexOf('\0') >= 0) {
            throw new Refusal(
                            Rule.SYSCTL,
                            shown,
                            "its value is empty or longer than " + VALUE_CHARS_MAX + " characters",
                            shown + "=1")
                    .exception();
        }
    }

    /** Whether a setting is of the network namespace. */
    static boolean ofNetwork(String name) {
        return name.startsWith("net/");
    }

    /** Whether a setting is of the ipc namespace. */
    static boolean ofIpc(String name) {
        return name.startsWith("fs/mqueue/") || IPC.contains(name);
    }
}
