// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.SwitchboardClient;
import java.util.Optional;

/**
 * A session of one terminal, which proves who it is with a key that never leaves it. Immutable and thread-safe.
 *
 * <pre>{@code
 * TerminalSession phone = TerminalSession.enrol(server, code, "Ada's phone", keyStore);
 * VirtualIdentifierView issued = Identifiers.of(phone).issue(request);
 * try (EventChannel channel = EventChannel.open(phone, listener)) { … }
 * }</pre>
 */
public final class TerminalSession implements AccountSession {
    private final TerminalIdentity identity;
    private final Session session;

    private TerminalSession(TerminalIdentity identity, Session session) {
        this.identity = identity;
        this.session = session;
    }

    /**
     * Makes keys, keeps them, and enrols them. When the answer is lost, the same call with the same code and store does no harm and
     * ends the same.
     *
     * @param code the enrolment code, as typed, or the URL of its QR code
     * @param name what the owner calls the device
     * @throws IllegalArgumentException when it is no enrolment code; nothing was sent
     * @throws IllegalStateException when the store holds an enrolled terminal already
     */
    public static TerminalSession enrol(SwitchboardClient server, String code, String name, TerminalKeyStore store) {
        EnrolmentCode parsed = EnrolmentCode.parse(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an enrolment code has 26 letters and digits; check the typing, or paste the URL"));
        if (store.identity().isPresent()) {
            throw new IllegalStateException("there is an enrolled terminal already");
        }
        TerminalKeys keys = store.pending().orElseGet(() -> {
            TerminalKeys made = TerminalKeys.generate(server.surroundings().random());
            store.keep(made);
            return made;
        });
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(server.issuer())
                .claim("code", parsed.symbols())
                .claim("enc", keys.encThumbprint())
                .build();
        EnrolTerminalRequest request = new EnrolTerminalRequest(
                parsed.symbols(), name, keys.sig(), keys.enc(), keys.sign("enrolment+jwt", claims));
        TerminalView view = server.anonymous().post(ApiPath.of("terminals"), Optional.of(request), TerminalView.class);
        TerminalIdentity identity = new TerminalIdentity(view.id(), view.accountId(), view.name(), keys);
        store.keep(identity);
        return of(server, identity);
    }

    /** A session of a terminal that was enrolled before. Asks the server nothing yet. */
    public static TerminalSession of(SwitchboardClient server, TerminalIdentity identity) {
        return new TerminalSession(identity, server.session(new TerminalAssertion(server, identity)));
    }

    /** Who it is. */
    public TerminalIdentity identity() {
        return identity;
    }

    /** The account's terminals. */
    public Terminals terminals() {
        return Terminals.of(this);
    }

    @Override
    public Session session() {
        return session;
    }
}
