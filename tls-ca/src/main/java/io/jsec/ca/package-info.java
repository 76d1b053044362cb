/**
 * The private certificate authority: root, intermediates, leaves, renewal, revocation, and the
 * strict validator for peers.
 *
 * <p>It never listens on a socket, never writes a private key outside the folder it was given, and
 * never issues while its clock is behind what it has already seen.
 *
 * <p>Callers: {@code io.jsec.audit} (to inspect certificates), {@code io.jsec.daemon} and the
 * command line.
 *
 * <h2>Shape</h2>
 *
 * A root (path length 1) signs two intermediates (path length 0, name constraints): one for
 * servers, one for clients; neither can sign for the other's purpose. Keys are on P-256 or P-384,
 * signatures ECDSA with SHA-256 or SHA-384. A leaf has an empty subject and critical alternative
 * names: host names and addresses for a server, one URI {@code jsec://clients.jsec.internal/NAME}
 * for a client. Serial numbers are 128 random bits; validity begins five minutes in the past.
 *
 * <h2>Role</h2>
 *
 * A client has one more extension, not critical, whose value is a UTF8String such as {@code viewer}
 * or {@code deployer@team=a}:
 *
 * <pre>1.2.840.113556.1.8000.2554.11583.58218.55871.17070.47654.16247593.9105594</pre>
 *
 * This is the UUID 2d3fe36a-da3f-42ae-ba26-f7eb298af0ba below the arc that Microsoft gives to UUIDs
 * cut into parts of 16 and 24 bits. The same UUID as one number below 2.25 would be shorter, and
 * Go's parser, that is every Docker client, refuses a certificate with a number of more than 31
 * bits in an extension's identifier.
 *
 * <h2>State</h2>
 *
 * One directory of its owner's only:
 *
 * <pre>
 * state.log        one record a line, only ever added to
 * lock             locked by the one who writes
 * keys/NAME.key    PKCS#8, locked by PBES2 where there is a passphrase
 * keys/NAME.pub    the public half
 * </pre>
 *
 * A record is a line of ASCII: {@code jsec-ca/1 NUMBER MILLISECONDS KIND NAME=VALUE… HASH}. Numbers
 * begin at 1 without a gap. In a value, whatever is not a letter, a digit or one of {@code
 * -._:@=,/+*} is written as {@code %} and two hexadecimal digits of its UTF-8. HASH is the SHA-256,
 * in hexadecimal, of the hash of the line before, a space and the line up to the space before HASH;
 * before the first line stand 64 zeros. A record exists once its line feed is on the disk; bytes
 * after the last line feed are the rest of a write that was cut off, which readers leave out and
 * the next writer removes. The kinds:
 *
 * <pre>
 * init    ca curve names root-key=here|offline root server client root-crl
 * rotate  part generation until [root] [server] [client] [server-cross] [client-cross] [root-crl]
 * issue   purpose names [role] issuer [renews] [token] certificate
 * token   id hash role [name] lifetime until
 * cancel  id
 * revoke  serials reason
 * crl     number [root]
 * seen    (the time, at most once an hour)
 * clock   (the clock is right from now on)
 * </pre>
 *
 * Certificates and lists are DER in base64; serial numbers are hexadecimal; {@code until} is in
 * milliseconds, {@code lifetime} in seconds. A token is used by the record of the certificate that
 * was issued for it. A key is on the disk before the record that needs it; a key no record knows is
 * replaced by the next one of its name.
 *
 * <h2>Tokens</h2>
 *
 * A token is {@code jsec1} and 98 characters of Crockford's base 32, in any case: 5 bytes of id,
 * the SHA-256 of the root's certificate, 20 random bytes of secret, and the first 4 bytes of the
 * SHA-256 of {@code jsec1} and all of these. Where the server is does not stand in it: its holder
 * is told so beside it, and the root's hash makes every other server worthless. {@code hash} in the
 * state is the SHA-256 of {@code jsec enrolment token ID } and the secret, in hexadecimal.
 */
@NullMarked
package io.jsec.ca;

import org.jspecify.annotations.NullMarked;
