// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.servers.wire.ServerView;
import io.switchboard.servers.wire.ServersView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.Session;
import java.util.List;

/** The servers that an account's data can be sent through. */
public final class Servers {
    private final Session session;

    private Servers(Session session) {
        this.session = session;
    }

    /** Those of the account that this session speaks for. */
    public static Servers of(AccountSession account) {
        return new Servers(account.session());
    }

    /** All of them, the one that is asked first. */
    public List<ServerView> list() {
        return session.get(ApiPath.of("servers"), ServersView.class).servers();
    }
}
