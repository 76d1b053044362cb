package io.jsec.ca;

import java.util.List;

/** Where the private keys of an authority are. */
interface Keys {
    /**
     * Makes a key and keeps it durably before returning. A key of that name that no record knows is
     * what an interrupted run left, and is replaced.
     *
     * @param name such as {@code server-1}
     */
    Signer create(String name, Curve curve);

    /** Whether a key of that name is here; its content is not looked at. */
    boolean has(String name);

    /**
     * The key of that name.
     *
     * @throws CaException where it is missing, readable by others, damaged or locked
     */
    Signer open(String name);

    /** The names of the keys that are here. */
    List<String> names();

    /** What is wrong with the keys' files, in sentences with what to do. */
    List<String> complaints();
}
