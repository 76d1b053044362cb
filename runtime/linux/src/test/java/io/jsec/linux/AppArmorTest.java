package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppArmorTest {
    @TempDir Path folder;

    private HostFiles host(String enabled) throws IOException {
        Path parameters = Files.createDirectories(folder.resolve("sys/module/apparmor/parameters"));
        Files.writeString(parameters.resolve("enabled"), enabled);
        return new HostFiles(folder);
    }

    @Test
    void no_profile_can_be_entered_where_apparmor_is_off_or_absent() throws IOException {
        assertThat(AppArmor.mayEnter(new HostFiles(folder), "jsec-container")).isFalse();
        assertThat(AppArmor.mayEnter(host("N\n"), "jsec-container")).isFalse();
    }

    @Test
    void a_profile_nobody_has_cannot_be_entered() throws IOException {
        assertThat(AppArmor.mayEnter(host("Y\n"), "jsec-there-is-none-of-this-name")).isFalse();
    }

    @Test
    void the_profile_of_a_process_is_what_its_file_says() throws IOException {
        Path attributes = Files.createDirectories(folder.resolve("42/attr/apparmor"));
        Files.writeString(attributes.resolve("current"), "jsec-container (enforce)\n");

        assertThat(AppArmor.of(folder, 42)).contains("jsec-container (enforce)");
        assertThat(AppArmor.of(folder, 43)).isEmpty();
    }
}
