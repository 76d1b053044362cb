package io.jsec.daemon;

import io.jsec.ca.Role;
import io.jsec.journal.Identity;

/**
 * Who makes a call, and as what: the holder of a certificate with the role that stands in it, or a
 * user of this host.
 *
 * @param who as the journal names them
 * @param role what it may do, and on which objects
 */
record Caller(Identity who, Role role) {}
