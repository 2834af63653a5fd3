// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.CommandContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For commands of a terminal that can be carried out by its central server or by a private one: a person who is there is asked. */
public final class ViaOption {
    @Option(
            names = "--via",
            paramLabel = "SERVER",
            description = "send through this server: a name or URL as switchboard servers lists them")
    private @Nullable String via;

    /**
     * The session to work with.
     *
     * @param own with the server that the profile is for
     * @throws IllegalArgumentException when there is no such server, or the session is no terminal's
     */
    public AccountSession session(CommandContext context, AccountSession own) {
        if (!(own instanceof TerminalSession terminal)) {
            if (via != null) {
                throw new IllegalArgumentException(
                        "--via is for terminals: an API client has credentials of its own at each server.");
            }
            return own;
        }
        if (via == null && !context.surroundings().interactive()) {
            return own;
        }
        List<ServerView> servers = Servers.of(own).list();
        Optional<ServerView> chosen = via == null ? asked(context, servers) : Optional.of(named(servers, via));
        return chosen.filter(server -> !server.here())
                .<AccountSession>map(server -> Servers.at(server, terminal))
                .orElse(own);
    }

    private static ServerView named(List<ServerView> servers, String name) {
        List<ServerView> found = servers.stream()
                .filter(server -> server.name().equalsIgnoreCase(name)
                        || server.url().toString().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException((found.isEmpty() ? "There is no server " : "More than one server is ")
                    + name + "; there are "
                    + servers.stream()
                            .map(server -> server.name() + " (" + server.url() + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return found.get(0);
    }

    /** Empty when there is nothing to choose, or nothing was chosen. */
    private static Optional<ServerView> asked(CommandContext context, List<ServerView> servers) {
        if (servers.size() < 2) {
            return Optional.empty();
        }
        IntStream.range(0, servers.size())
                .forEach(i -> context.printer()
                        .note((i + 1) + ": " + servers.get(i).name() + " ("
                                + servers.get(i).kind() + ", " + servers.get(i).url() + ")"));
        context.printer().note("Through which server? Its number, and Enter:");
        String answer = context.input("choice of a server");
        return IntStream.rangeClosed(1, servers.size())
                .filter(number -> Integer.toString(number).equals(answer))
                .mapToObj(number -> servers.get(number - 1))
                .findFirst()
                .or(() -> Optional.of(named(servers, answer)));
    }
}
