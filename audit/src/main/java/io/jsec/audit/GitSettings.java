package io.jsec.audit;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Settings of JGit in which those of the user and the host count for nothing: finding them starts a
 * program, and what is judged must not hang on who judges.
 */
final class GitSettings extends SystemReader.Delegate {
    private GitSettings(SystemReader reader) {
        super(reader);
    }

    /** Sets them for this process, once. */
    static synchronized void ignoreTheUsers() {
        SystemReader reader = SystemReader.getInstance();
        if (!(reader instanceof GitSettings)) {
            SystemReader.setInstance(new GitSettings(reader));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static final class Empty extends FileBasedConfig {
        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        /** How exact times of files are is told, as JGit would write probes to find it out. */
        @Override
        public long getTimeUnit(
                String section,
                @Nullable String subsection,
                String name,
                long byDefault,
                TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(1, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, byDefault, unit);
        }
    }
}
