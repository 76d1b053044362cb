package io.jsec.rules.catalogue.image;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over the files of images. */
public final class ImageFileRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new OwnSetuid(),
                    new UsualSetuid(),
                    new PrivateKeyFile(),
                    new HostKeyFile(),
                    new CredentialsFile(),
                    new EnvironmentFile(),
                    new DeletedSecret(),
                    new PasswordHash(),
                    new NoPassword(),
                    new ProgramsWritable(),
                    new OthersWrite(),
                    new GitRepository(),
                    new SudoWithoutPassword(),
                    new AuthorizedKeys(),
                    new ShellHistory(),
                    new OutsidePath(),
                    new KeyStore());

    private ImageFileRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
