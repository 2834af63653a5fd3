// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import java.util.Optional;

/** Forgets with the program. */
final class MemoryKeyStore implements TerminalKeyStore {
    private volatile Optional<TerminalKeys> pending = Optional.empty();
    private volatile Optional<TerminalIdentity> identity = Optional.empty();

    @Override
    public Optional<TerminalKeys> pending() {
        return pending;
    }

    @Override
    public Optional<TerminalIdentity> identity() {
        return identity;
    }

    @Override
    public void keep(TerminalKeys keys) {
        pending = Optional.of(keys);
    }

    @Override
    public void keep(TerminalIdentity enrolled) {
        identity = Optional.of(enrolled);
    }
}
