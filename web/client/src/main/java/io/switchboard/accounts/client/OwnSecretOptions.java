// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.NoCredentialsException;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.Profile;
import picocli.CommandLine.Mixin;

/** What replacing the secret of the profile's own API client needs, and says. */
final class OwnSecretOptions {
    @Mixin
    private final OverlapOptions overlap = new OverlapOptions();

    /** The new secret goes to the profile and nowhere else. */
    void rotate(CommandContext context, KeptClient whose) {
        Profile.Secret present = whose.in(context.profile())
                .orElseThrow(() -> new NoCredentialsException(
                        "The profile '" + context.profileName() + "' keeps no such credentials; the secret that an"
                                + " environment variable holds cannot be replaced there. Log in first."));
        ApiClientView view = new SecretRotation(context, whose).carryOut(present, overlap.request());
        Printer printer = context.printer();
        var told = Fields.of(
                "id", view.id(),
                "secretCreatedAt", view.secretCreatedAt(),
                "previousSecretUntil", view.previousSecretUntil());
        printer.result(told, () -> {
            printer.fields(Fields.of("id", view.id(), "the old secret holds until", view.previousSecretUntil()));
            printer.line("The new secret is in the profile '" + context.profileName() + "'.");
        });
    }
}
