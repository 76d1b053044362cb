/** Rules over a host: its kernel, accounts, listeners and sockets, and the files of its engines. */
@NullMarked
package io.jsec.rules.catalogue.host;

import org.jspecify.annotations.NullMarked;
