package io.jsec.launch;

/** What {@code --userns} asks for; the form a launch has is {@link IdentityForm}. */
public enum UsernsMode {
    /** A slot where there are any, else owner form. */
    AUTO,
    /** Container root is the engine's user. */
    OWNER,
    /** An id range nobody else has. */
    SLOT
}
