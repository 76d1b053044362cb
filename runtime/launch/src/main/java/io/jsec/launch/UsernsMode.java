package io.jsec.launch;

/** What {@code --userns} asks for; the form a launch has is {@link IdentityForm}. */
public enum UsernsMode {
    /** A slot where there are any, else owner form. */
    AUTO,
    /** Container root is the engine's user. */
    OWNER,
    /** An id range nobody else has. */
    SLOT;

    /**
     * The mode of a word; {@code auto} may be empty.
     *
     * @param asked the whole option, as the user wrote it
     * @throws RefusedException for another word
     */
    public static UsernsMode parse(String asked, String word) {
        return switch (word) {
            case "auto", "" -> AUTO;
            case "owner" -> OWNER;
            case "slot" -> SLOT;
            default ->
                    throw new Refusal(
                                    Rule.USERNS,
                                    asked,
                                    word.equals("host")
                                            ? "a container never shares the host's user namespace"
                                            : "the forms are slot and owner",
                                    "--security-opt jsec.userns=owner, in which container root is"
                                            + " the engine's own user")
                            .exception();
        };
    }
}
