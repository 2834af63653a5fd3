// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import io.switchboard.servers.model.PrivateServer;
import io.switchboard.servers.model.ServerRepository;
import io.switchboard.servers.wire.AnnounceServerRequest;
import io.switchboard.servers.wire.AnnouncedServerView;
import io.switchboard.servers.wire.ServerKind;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.CentralKeys;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which servers there are for a terminal to choose from: the central one, and its enterprise's private ones. */
@Stateless
@Workflow
public class ServerService {
    /** One that has not announced itself for so long is not shown: it does so every hour. */
    private static final Duration SHOWN = Duration.ofHours(3);

    @Inject
    ServerRepository servers;

    @Inject
    Central central;

    @Inject
    CentralWatch watch;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** Those of the caller's enterprise, this one first. One statement. */
    public List<ServerView> list(Invocation invocation) {
        List<ServerView> all = new ArrayList<>();
        all.add(view(
                settings.get(CentralKeys.NAME),
                central.isThere() ? ServerKind.PRIVATE : ServerKind.CENTRAL,
                settings.get(SettingKey.PUBLIC_URL),
                true));
        if (central.isThere()) {
            String name =
                    watch.announced().map(AnnouncedServerView::centralName).orElse("Switchboard");
            URI url = watch.announced().map(AnnouncedServerView::centralUrl).orElseGet(central::url);
            all.add(view(name, ServerKind.CENTRAL, url, false));
        }
        invocation
                .enterprise()
                .map(enterprise -> servers.announced(enterprise, clock.instant().minus(SHOWN)))
                .orElse(List.of())
                .forEach(server -> all.add(view(server.name(), ServerKind.PRIVATE, server.url(), false)));
        return List.copyOf(all);
    }

    private ServerView view(String name, ServerKind kind, URI url, boolean here) {
        return new ServerView(
                name, kind, url, settings.get(SettingKey.PUBLIC_URL).resolve("/icons/" + kind + ".svg"), here);
    }

    /**
     * A private server says how it wants to be shown; again is harmless.
     *
     * @throws RefusedException {@code forbidden}; {@code invalid-request}
     */
    public AnnouncedServerView announce(Invocation invocation, AnnounceServerRequest request) {
        Actor.Client asking = invocation.privateServer();
        EnterpriseId enterprise = asking.enterprise();
        try {
            URI.create(request.url());
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, "/url", "must be a URL");
        }
        Instant now = clock.instant();
        Optional<PrivateServer> present = servers.lock(asking.client());
        boolean isNew = present.filter(server -> server.isShownAs(request.name(), request.url()))
                .isEmpty();
        if (present.isPresent()) {
            present.get().announce(request.name(), request.url(), now);
        } else {
            servers.add(new PrivateServer(asking.client(), enterprise, request.name(), request.url(), now));
        }
        if (isNew) {
            audit.done(invocation, "server.announce", enterprise);
        }
        return new AnnouncedServerView(enterprise, settings.get(CentralKeys.NAME), settings.get(SettingKey.PUBLIC_URL));
    }
}
