// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.accounts.service.ErasureListener;
import io.switchboard.accounts.wire.AccountEventType;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Deletes what an erased account's enterprise was told of it, delivered or not, and tells the enterprise at the end that it is erased. */
@ApplicationScoped
class EnterpriseEventEraser implements AccountEraser, ErasureListener {
    @Inject
    EnterpriseEventRepository events;

    @Inject
    MailboxService mailboxes;

    @Override
    public int order() {
        return 80;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return ErasedPart.deleted(events.delete(account.enterprise(), account.id(), most));
    }

    @Override
    public void erased(ErasedAccount account, AccountView view) {
        mailboxes.append(
                new Receivers(account.enterprise(), account.id(), List.of()),
                AccountEventType.ERASED,
                account.id(),
                view);
    }
}
