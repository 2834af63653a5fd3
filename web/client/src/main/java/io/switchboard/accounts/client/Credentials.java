// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.NoCredentialsException;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import java.util.Optional;

/** Sessions for commands, from the environment or the profile. Each says what to do when its credentials are missing. */
public final class Credentials {
    private Credentials() {}

    /** As the administrator, if there are credentials. */
    public static Optional<ApiSession> findAdmin(CommandContext context) {
        return fromEnvironment(context.surroundings(), "SWITCHBOARD_ADMIN_ID", "SWITCHBOARD_ADMIN_SECRET")
                .or(() -> kept(context, KeptClient.ADMIN))
                .map(secret -> session(context, secret));
    }

    /** As the administrator. */
    public static ApiSession admin(CommandContext context) {
        return findAdmin(context).orElseThrow(() -> missing(context, "the administrator", "admin login --id ID"));
    }

    /** As an enterprise's API client, if there are credentials. */
    public static Optional<ApiSession> findEnterprise(CommandContext context) {
        return fromEnvironment(context.surroundings(), "SWITCHBOARD_CLIENT_ID", "SWITCHBOARD_CLIENT_SECRET")
                .or(() -> kept(context, KeptClient.ENTERPRISE))
                .map(secret -> session(context, secret));
    }

    /** As an enterprise's API client. */
    public static ApiSession enterprise(CommandContext context) {
        return findEnterprise(context)
                .orElseThrow(() -> missing(context, "an enterprise's API client", "enterprise login --id ID"));
    }

    /** As the profile's terminal. */
    public static TerminalSession terminal(CommandContext context) {
        return ProfileKeyStore.identity(context.profile())
                .map(identity -> TerminalSession.of(context.server(), identity))
                .orElseThrow(() -> missing(context, "an enrolled terminal", "enrol CODE --name NAME"));
    }

    /** For an account that the API client acts for, or else for the account of the profile's terminal. */
    public static AccountSession account(CommandContext context, Optional<AccountId> account) {
        if (account.isPresent()) {
            return enterprise(context).actingFor(account.get());
        }
        try {
            return terminal(context);
        } catch (NoCredentialsException missing) {
            if (KeptClient.ENTERPRISE.in(context.profile()).isEmpty()) {
                throw missing;
            }
            throw new NoCredentialsException(missing.getMessage()
                    + ". Or act for one of the enterprise's accounts, whose credentials are here: --account ACCOUNT");
        }
    }

    /** From the profile; a replacement of the secret that was cut off is ended first. */
    private static Optional<Profile.Secret> kept(CommandContext context, KeptClient whose) {
        Optional<Profile.Secret> secret = whose.in(context.profile());
        if (secret.filter(found -> found.rotation() != null).isEmpty()) {
            return secret;
        }
        new SecretRotation(context, whose).carryOut(secret.get(), new RotateSecretRequest(null));
        context.printer().note("A replacement of the secret had been cut off; it is done now.");
        return whose.in(context.profile());
    }

    private static ApiSession session(CommandContext context, Profile.Secret secret) {
        return context.server().asApiClient(secret.id(), secret.secret());
    }

    private static Optional<Profile.Secret> fromEnvironment(Surroundings surroundings, String id, String secret) {
        return surroundings
                .environment(id)
                .flatMap(name -> surroundings
                        .environment(secret)
                        .map(value -> new Profile.Secret(clientId(id, name.strip()), value.strip())));
    }

    private static ApiClientId clientId(String variable, String text) {
        try {
            return new ApiClientId(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(variable + " is not the id of an API client: " + text, malformed);
        }
    }

    private static NoCredentialsException missing(CommandContext context, String who, String command) {
        String profile = context.profileName().equals("default") ? "" : " --profile " + context.profileName();
        return new NoCredentialsException("This needs the credentials of " + who + ", and the profile '"
                + context.profileName() + "' has none. Get them with: switchboard" + profile + " " + command);
    }
}
