// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.client.Mailbox;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Waits until something happens to transfers. A terminal's mailbox is read without acknowledging anything, so that a channel of the same
 * terminal, such as {@code switchboard watch}, goes on and misses nothing. A back end has no mailbox, and looks from time to time.
 */
final class TransferNews {
    /** Under the time after which proxies usually give up. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    private static final String OF_TRANSFERS = CloudEvent.TYPE_PREFIX + "transfer.";
    private static final Backoff LOOKING = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final Optional<Mailbox> mailbox;
    private final Surroundings surroundings;
    private long position;
    private int looks;

    private TransferNews(Optional<Mailbox> mailbox, Surroundings surroundings) {
        this.mailbox = mailbox;
        this.surroundings = surroundings;
        this.position = mailbox.map(Mailbox::end).orElse(0L);
    }

    /** What happens from now on. */
    static TransferNews of(AccountSession session) {
        Optional<Mailbox> mailbox =
                session instanceof TerminalSession terminal ? Optional.of(Mailbox.of(terminal)) : Optional.empty();
        return new TransferNews(mailbox, session.session().server().surroundings());
    }

    /** Returns when something has happened to any transfer since the last time, or when it is time to look all the same. */
    void await() throws InterruptedException {
        if (mailbox.isEmpty()) {
            looks++;
            surroundings.pause(LOOKING.after(looks, surroundings.random()));
            return;
        }
        boolean happened = false;
        while (!happened) {
            MailboxView view = read(mailbox.get());
            position = view.position();
            happened = view.events().isEmpty()
                    || view.events().stream().anyMatch(event -> event.type().startsWith(OF_TRANSFERS));
        }
    }

    /** What is gone need not be read: whoever is woken looks at the transfers themselves. */
    private MailboxView read(Mailbox from) {
        try {
            return from.read(OptionalLong.of(position), WAIT);
        } catch (ProblemException refused) {
            Long oldest = refused.problem().oldest();
            if (oldest == null) {
                throw refused;
            }
            return from.read(OptionalLong.of(oldest), Duration.ZERO);
        }
    }
}
