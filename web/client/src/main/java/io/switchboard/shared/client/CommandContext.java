// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running command has to hand: its output, its profile and its server. */
public final class CommandContext {
    private static final String DEFAULT_SERVER = "http://localhost:8080";

    private final Surroundings surroundings;
    private final ProfileStore profiles;
    private final String profileName;
    private final @Nullable URI named;
    private final Printer printer;
    private final BufferedReader in;

    CommandContext(
            Surroundings surroundings, String profileName, @Nullable URI named, Printer printer, BufferedReader in) {
        this.surroundings = surroundings;
        this.profiles = ProfileStore.of(surroundings);
        this.profileName = profileName;
        this.named = named;
        this.printer = printer;
        this.in = in;
    }

    /** The machine. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Where the command speaks. */
    public Printer printer() {
        return printer;
    }

    /** The profile's name. */
    public String profileName() {
        return profileName;
    }

    /** The profile as it is on disk. */
    public Profile profile() {
        return profiles.load(profileName);
    }

    /** Replaces the profile on disk. */
    public void save(Profile profile) {
        profiles.save(profileName, profile);
        printer.note("Saved in " + profiles.file(profileName));
    }

    /** Replaces the profile on disk without a word. */
    public void saveQuietly(Profile profile) {
        profiles.save(profileName, profile);
    }

    /**
     * The server: {@code --server}; else the one that the profile's credentials are for, so that they go nowhere else by accident;
     * else {@code SWITCHBOARD_SERVER}; else this machine.
     */
    public SwitchboardClient server() {
        URI address = Optional.ofNullable(named)
                .or(() -> Optional.ofNullable(profile().server()))
                .or(() -> surroundings.environment("SWITCHBOARD_SERVER").map(CommandContext::address))
                .orElseGet(() -> URI.create(DEFAULT_SERVER));
        if ("http".equalsIgnoreCase(address.getScheme()) && !loopback(address)) {
            printer.note("Warning: the connection to " + address + " is not encrypted.");
        }
        return SwitchboardClient.connect(address, ClientOptions.defaults(), surroundings);
    }

    /** What to do when the server does not know the credentials of the profile; empty when it holds none. */
    Optional<String> whenUnknown() {
        return Optional.ofNullable(profile().server())
                .map(server -> described() + " holds credentials for " + server + ". Where that server's data was"
                        + " removed, they went with it: log in again, or enrol with --replace.");
    }

    /** Why it was this server that did not answer; empty when the command itself has named it. */
    Optional<String> whenUnreachable(UnreachableException unreachable) {
        Optional<String> other = surroundings.environment("SWITCHBOARD_SERVER");
        URI kept = profile().server();
        if (named != null || (kept != null && !unreachable.isOf(kept))) {
            return Optional.empty();
        }
        Optional<String> nobodys = other.isPresent()
                ? Optional.empty()
                : Optional.of("Nothing names another address: --server does, or SWITCHBOARD_SERVER.");
        return Optional.ofNullable(kept)
                .map(server -> described() + " is for " + server
                        + other.filter(address -> !address.equals(server.toString()))
                                .map(address -> ", which goes before SWITCHBOARD_SERVER, " + address
                                        + ": choose another --profile for that one")
                                .orElse("")
                        + ".")
                .or(() -> nobodys);
    }

    private String described() {
        return "The profile '" + profileName + "' (" + profiles.file(profileName) + ")";
    }

    /**
     * A secret that must not stand on the command line: from the environment, from the standard input, or asked for.
     *
     * @param variable the environment variable that may hold it
     * @param fromInput whether to read it from the first line of the standard input
     */
    public String secret(String prompt, String variable, boolean fromInput) {
        if (fromInput) {
            return input("secret");
        }
        return surroundings
                .environment(variable)
                .or(() -> surroundings.askSecret(prompt + ": "))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> new NoCredentialsException("The secret is missing: type it when asked, set "
                        + variable + ", or pass --secret-stdin and write it to the standard input."));
    }

    /**
     * The first line of the standard input, for what must not stand on the command line.
     *
     * @param what what it is, in words
     * @throws NoCredentialsException when there is none
     */
    public String input(String what) {
        return answer().filter(text -> !text.isEmpty())
                .orElseThrow(() -> new NoCredentialsException("There is no " + what + " on the standard input."));
    }

    /** The next line of the standard input, which may be blank; empty at its end. */
    public Optional<String> answer() {
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("SWITCHBOARD_SERVER is not an address: " + text, malformed);
        }
    }

    /** Judged by the name alone; nothing is looked up. */
    private static boolean loopback(URI address) {
        String host = address.getHost();
        if (host == null) {
            return false;
        }
        return host.equalsIgnoreCase("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }
}
