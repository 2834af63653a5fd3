// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.wire.AcknowledgeRequest;
import io.switchboard.mailbox.wire.AcknowledgementView;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.mailbox.wire.TicketView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A terminal's mailbox, read by asking. Reading changes nothing; {@link EventChannel} is what most programs want. */
public final class Mailbox {
    /** The longest that the server lets a reader wait. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final ApiPath MAILBOX = ApiPath.of("mailbox");

    private final Session session;

    private Mailbox(Session session) {
        this.session = session;
    }

    /** Of this terminal. */
    public static Mailbox of(TerminalSession terminal) {
        return new Mailbox(terminal.session());
    }

    /**
     * Reads the events after a position, at most 100. Where events after it are gone the answer is the problem {@code events-purged},
     * whose member {@code oldest} is the oldest position that can be read after.
     *
     * @param after the last sequence that the reader has; empty for where the server thinks it stands
     * @param wait how long to wait for an event when there is none, up to {@link #LONGEST_WAIT}
     */
    public MailboxView read(OptionalLong after, Duration wait) {
        ApiPath path = after.isPresent() ? MAILBOX.with("after", after.getAsLong()) : MAILBOX;
        return session.get(path.with("wait", wait.toSeconds()), MailboxView.class, wait);
    }

    /** Where the mailbox ends now, whatever in it was purged unread. */
    public long end() {
        MailboxView view = fromTheOldest();
        while (!view.caughtUp()) {
            view = read(OptionalLong.of(view.position()), Duration.ZERO);
        }
        return view.position();
    }

    private MailboxView fromTheOldest() {
        try {
            return read(OptionalLong.empty(), Duration.ZERO);
        } catch (ProblemException refused) {
            Long oldest = refused.problem().oldest();
            if (oldest == null) {
                throw refused;
            }
            return read(OptionalLong.of(oldest), Duration.ZERO);
        }
    }

    /** Says that everything up to a sequence has been dealt with; {@code never-sent} beyond the end. */
    public AcknowledgementView acknowledge(long sequence) {
        return session.post(
                MAILBOX.slash("acknowledgement"),
                Optional.of(new AcknowledgeRequest(sequence)),
                AcknowledgementView.class);
    }

    /** A single-use permission to open the channel, to hand to a browser. */
    public TicketView ticket() {
        return session.post(MAILBOX.slash("tickets"), Optional.empty(), TicketView.class);
    }
}
