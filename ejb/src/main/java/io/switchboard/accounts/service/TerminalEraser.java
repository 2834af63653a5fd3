// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Forgets what an erased account's terminals are called, and their keys; their ids stay. */
@ApplicationScoped
class TerminalEraser implements AccountEraser {
    @Inject
    TerminalRepository terminals;

    @Override
    public int order() {
        return 10;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        List<Terminal> found = terminals.lock(account.id(), after, most);
        found.forEach(Terminal::forget);
        return ErasedPart.of(
                found.stream().map(terminal -> terminal.id().value()).toList(), most);
    }
}
