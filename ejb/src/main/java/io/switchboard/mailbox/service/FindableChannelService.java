// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.FindableChannelRepository;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The transactions of {@link FindableChannels}. */
@Stateless
public class FindableChannelService {
    /** So long a channel counts as open after its node has said so. */
    static final Duration LIFE = Duration.ofMinutes(1);

    @Inject
    FindableChannelRepository repository;

    @Inject
    Clock clock;

    /** These channels are open. */
    public void renew(Map<TerminalId, Long> epochs) {
        repository.renew(epochs, clock.instant().plus(LIFE));
    }

    /** This channel is closed. */
    public void closed(TerminalId terminal, long epoch) {
        repository.forget(terminal, epoch);
    }
}
