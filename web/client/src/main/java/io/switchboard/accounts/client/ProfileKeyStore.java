// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.net.URI;
import java.util.Optional;

/** Keeps a terminal's keys in the profile of the command line. */
final class ProfileKeyStore implements TerminalKeyStore {
    private final CommandContext context;
    private final URI server;
    private final boolean replace;

    /** @param replace whether an enrolled terminal in the profile is to be forgotten */
    ProfileKeyStore(CommandContext context, URI server, boolean replace) {
        this.context = context;
        this.server = server;
        this.replace = replace;
    }

    /** The enrolled terminal of a profile. */
    static Optional<TerminalIdentity> identity(Profile profile) {
        return Optional.ofNullable(profile.terminal()).flatMap(kept -> {
            TerminalId id = kept.id();
            AccountId account = kept.accountId();
            if (id == null || account == null) {
                return Optional.empty();
            }
            String name = Optional.ofNullable(kept.name()).orElse("");
            return Optional.of(new TerminalIdentity(id, account, name, TerminalKeys.of(kept.sig(), kept.enc())));
        });
    }

    @Override
    public Optional<TerminalKeys> pending() {
        return Optional.ofNullable(context.profile().terminal())
                .filter(kept -> kept.id() == null)
                .map(kept -> TerminalKeys.of(kept.sig(), kept.enc()));
    }

    @Override
    public Optional<TerminalIdentity> identity() {
        return replace ? Optional.empty() : identity(context.profile());
    }

    @Override
    public void keep(TerminalKeys keys) {
        context.saveQuietly(context.profile()
                .withTerminal(server, new Profile.Terminal(null, null, null, keys.privateSig(), keys.privateEnc())));
    }

    @Override
    public void keep(TerminalIdentity identity) {
        context.save(context.profile()
                .withTerminal(
                        server,
                        new Profile.Terminal(
                                identity.id(),
                                identity.accountId(),
                                identity.name(),
                                identity.keys().privateSig(),
                                identity.keys().privateEnc())));
    }
}
