// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.mailbox.service.FindableChannels;
import io.switchboard.mailbox.service.Watchers;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Opens channels, whichever way their readers come. */
@ApplicationScoped
public class Channels {
    @Inject
    ChannelService service;

    @Inject
    Requests requests;

    @Inject
    Watchers watchers;

    @Inject
    FindableChannels findable;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** What a channel of this terminal says of itself. */
    ChannelMessages messages(TerminalId terminal) {
        return new ChannelMessages(terminal, settings.get(SettingKey.PUBLIC_URL).toString(), ids, clock);
    }

    /**
     * Makes this terminal's next channel the one in force.
     *
     * @return empty when the terminal is revoked
     * @throws RefusedException {@code never-sent}, {@code events-purged}: then the channel before stays in force
     */
    Optional<ChannelService.Opened> open(TerminalId terminal, ChannelService.Opening asked) {
        return requests.run(() -> service.open(terminal, asked));
    }

    /** The channel that was opened, over its connection; not started yet. */
    Channel channel(ChannelService.Opened opened, ChannelMessages messages, Outlet outlet) {
        return new Channel(outlet, opened, new Channel.Surroundings(service, watchers, findable, workers, messages));
    }
}
