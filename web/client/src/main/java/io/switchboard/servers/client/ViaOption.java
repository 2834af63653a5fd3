// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.servers.wire.ServerView;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.CommandContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For commands of a terminal that can be carried out by its central server or by a private one. */
public final class ViaOption {
    @Option(
            names = "--via",
            paramLabel = "SERVER",
            description = "at this server: a name or URL as switchboard servers lists them")
    private @Nullable String via;

    /** Whether the command line names a server. */
    public boolean isUsed() {
        return via != null;
    }

    /**
     * The server that was named; where none was, a person who is there is asked.
     *
     * @param own with the server that the profile is for
     * @throws IllegalArgumentException when there is no such server, or the session is no terminal's
     */
    public Place<AccountSession> askedFor(CommandContext context, AccountSession own) {
        if (via != null
                || !(own instanceof TerminalSession terminal)
                || !context.surroundings().interactive()) {
            return namedBy(own);
        }
        List<ServerView> servers = Servers.of(own).list();
        return servers.size() < 2 ? new Place<>(own, null) : widened(at(asked(context, servers), terminal));
    }

    /**
     * The server that was named; the profile's own where none was.
     *
     * @param own with the server that the profile is for
     * @throws IllegalArgumentException when there is no such server, or the session is no terminal's
     */
    public Place<AccountSession> namedBy(AccountSession own) {
        if (via == null) {
            return new Place<>(own, null);
        }
        if (own instanceof TerminalSession terminal) {
            return widened(named(terminal));
        }
        throw new IllegalArgumentException(
                "--via is for terminals: an API client has credentials of its own at each server.");
    }

    /**
     * The same for what only terminals do.
     *
     * @throws IllegalArgumentException when there is no such server
     */
    public Place<TerminalSession> named(TerminalSession own) {
        return via == null ? new Place<>(own, null) : at(named(Servers.of(own).list(), via), own);
    }

    private static Place<AccountSession> widened(Place<TerminalSession> place) {
        return new Place<>(place.session(), place.other());
    }

    private static Place<TerminalSession> at(ServerView server, TerminalSession own) {
        return server.here() ? new Place<>(own, null) : new Place<>(Servers.at(server, own), server.name());
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

    /** Enter alone takes the first; what is none of them is asked for again. */
    private static ServerView asked(CommandContext context, List<ServerView> servers) {
        IntStream.range(0, servers.size())
                .forEach(i -> context.printer()
                        .note((i + 1) + ": " + servers.get(i).name() + " ("
                                + servers.get(i).kind() + ", " + servers.get(i).url() + ")"));
        while (true) {
            context.printer().note("Through which server? Its number or name, and Enter; Enter alone takes 1:");
            String answer = context.answer()
                    .orElseThrow(() -> new IllegalArgumentException("No server was chosen; --via names one."));
            List<ServerView> found = IntStream.rangeClosed(1, servers.size())
                    .filter(number -> answer.isEmpty() ? number == 1 : says(answer, number, servers.get(number - 1)))
                    .mapToObj(number -> servers.get(number - 1))
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
        }
    }

    private static boolean says(String answer, int number, ServerView server) {
        return Stream.of(Integer.toString(number), server.name(), server.url().toString())
                .anyMatch(answer::equalsIgnoreCase);
    }
}
