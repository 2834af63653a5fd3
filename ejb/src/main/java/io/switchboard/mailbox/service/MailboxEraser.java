// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.mailbox.model.FindableChannelRepository;
import io.switchboard.mailbox.model.MailboxPurgeRepository;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Deletes what an erased account's terminals were told. The mailboxes are closed. */
@ApplicationScoped
class MailboxEraser implements AccountEraser {
    @Inject
    MailboxPurgeRepository purges;

    @Inject
    FindableChannelRepository findable;

    @Inject
    TerminalDirectory terminals;

    @Override
    public int order() {
        return 70;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        List<TerminalId> all = terminals.all(account.id());
        findable.forget(all);
        int done = 0;
        for (TerminalId terminal : all) {
            if (done < most) {
                done += purges.purgeOldest(terminal, most - done);
            }
        }
        return ErasedPart.deleted(done);
    }
}
