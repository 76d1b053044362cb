package io.jsec.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are looked into for what their names promise. */
public enum SensitiveFile {
    /** Password hashes of the accounts. */
    SHADOW("/etc/shadow-?"),
    /** Who may become whom. */
    SUDOERS("/(?:usr/local/)?etc/sudoers(?:\\.d/[^/]+)?"),
    /** Keys that open an account. */
    AUTHORIZED_KEYS(".*/\\.ssh/authorized_keys2?"),
    /** The identity of an SSH server. */
    HOST_KEY("/etc/(?:ssh|dropbear)/\\w+_host_\\w+_key"),
    /** Settings of an application, often with its secrets. */
    ENVIRONMENT(".*/\\.env(?:\\.(?:local|prod|production|staging|stage|dev|development))?"),
    /** Credentials of a tool. */
    CREDENTIALS(
            ".*/(?:\\.npmrc|\\.yarnrc\\.yml|[._]netrc|\\.pypirc|\\.git-credentials|\\.dockercfg"
                    + "|\\.aws/credentials|\\.docker/config\\.json|\\.kube/config|kubeconfig"
                    + "|\\.pgpass|\\.my\\.cnf|\\.vault-token|\\.terraformrc|\\.git/config"
                    + "|\\.config/gh/hosts\\.yml|\\.config/glab-cli/config\\.yml"
                    + "|\\.config/gcloud/application_default_credentials\\.json"
                    + "|\\.azure/(?:accessTokens|msal_token_cache)\\.json|\\.m2/settings\\.xml"
                    + "|\\.gem/credentials|\\.cargo/credentials(?:\\.toml)?"
                    + "|\\.(?:config/)?composer/auth\\.json|\\.s3cfg|\\.boto)"),
    /** A repository with its history. */
    REPOSITORY(".*/\\.git/HEAD"),
    /** What was typed. */
    HISTORY(".*/\\.(?:bash|zsh|ash|sh|mysql|psql|python|node_repl|rediscli|sqlite)_history"),
    /** Keys in a container of their own. */
    KEY_STORE(".*\\.(?:p12|pfx|jks|kdbx|ppk|keystore)");

    private static final Pattern SAMPLES =
            Pattern.compile(
                    "(?i).*/(?:(?:__)?tests?(?:__)?|testdata|test[-_]data|testing|fixtures?|exa"
                            + "mples?"
                            + "|samples?|docs?|man|demos?|spec|specs|site-packages/.*tests?)/.*"
                            + "|/usr/share/(?:doc|man|info)/.*");

    private final Pattern names;

    SensitiveFile(String names) {
        this.names = Pattern.compile(names);
    }

    /** What a file is by its path, which is absolute; the first that matches. */
    public static Optional<SensitiveFile> of(String path) {
        for (SensitiveFile each : values()) {
            if (each.names.matcher(path).matches()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether a path says that its content is there to be read: tests, examples, manuals. */
    public static boolean isSample(String path) {
        return SAMPLES.matcher(path).matches();
    }
}
