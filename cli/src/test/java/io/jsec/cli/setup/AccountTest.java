package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AccountTest {
    @Test
    void lines_of_passwd_are_users() {
        assertThat(Account.users("a:x:1:2:A B:/home/a:/bin/sh\n"))
                .containsExactly(new Account("a", 1, 2, "/home/a", "/bin/sh"));
    }

    @Test
    void lines_of_group_are_groups() {
        assertThat(Account.groups("g:x:7:a,b\n")).containsExactly(new Account("g", 7, 7, "", ""));
    }

    @Test
    void lines_of_another_form_are_neither() {
        String text = "+@nis\n\n# c\na:x:one:2:::\na:x:99999999999:1::/:/bin/sh\n";
        assertThat(Account.users(text)).isEmpty();
        assertThat(Account.groups(text)).isEmpty();
    }
}
