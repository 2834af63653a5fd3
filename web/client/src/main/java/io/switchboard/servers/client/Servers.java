// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.servers.wire.ServersView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.client.UnreachableException;
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

    /**
     * A terminal's session with another of its servers, which knows it from its first contact on.
     *
     * @throws IllegalArgumentException when what answers there is another server: what the terminal signs for one must be good there alone
     *     (RFC 8414 section 3.3)
     * @throws UnreachableException when nobody answers there
     */
    public static TerminalSession at(ServerView server, TerminalSession terminal) {
        return at(server, terminal, ClientOptions.defaults());
    }

    /**
     * The same for a look at one that may well not be there: each request is sent once.
     *
     * @throws IllegalArgumentException when what answers there is another server
     * @throws UnreachableException when nobody answers there
     */
    public static TerminalSession glanceAt(ServerView server, TerminalSession terminal) {
        return at(server, terminal, ClientOptions.defaults().withAttempts(1));
    }

    private static TerminalSession at(ServerView server, TerminalSession terminal, ClientOptions options) {
        SwitchboardClient there = SwitchboardClient.connect(
                server.url(), options, terminal.session().server().surroundings());
        if (!there.issuer().equals(server.url().toString())) {
            throw new IllegalArgumentException("The server " + server.url() + " calls itself " + there.issuer() + ".");
        }
        return TerminalSession.of(there, terminal.identity());
    }

    /** Those beside the one that is asked. */
    public List<ServerView> others() {
        return list().stream().filter(server -> !server.here()).toList();
    }

    /** All of them, the one that is asked first. */
    public List<ServerView> list() {
        return session.get(ApiPath.of("servers"), ServersView.class).servers();
    }
}
