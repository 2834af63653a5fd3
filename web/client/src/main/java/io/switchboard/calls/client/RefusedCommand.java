// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code switchboard calls refused}: what the enterprise may know of calls that were not let through. */
@Command(
        name = "refused",
        description = "List the calls to the enterprise's identifiers that were not let through, with the cause.",
        footer = "%nExample:%n  switchboard calls refused --cause wrong-pin --since 2026-12-24T00:00")
final class RefusedCommand extends ClientCommand {
    @Option(names = "--identifier", paramLabel = "IDENTIFIER", description = "of this identifier only, by its id")
    private @Nullable VirtualIdentifierId identifier;

    @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
    private @Nullable RefusalCause cause;

    @Option(names = "--since", paramLabel = "TIME", description = "not before this moment: " + TimeOption.FORM)
    private @Nullable Instant since;

    @Mixin
    private final ListOptions options = new ListOptions();

    @Override
    protected void run(CommandContext context) {
        context.printer()
                .list(
                        options.cut(RefusedCalls.of(Credentials.enterprise(context))
                                .list(
                                        Optional.ofNullable(identifier),
                                        Optional.ofNullable(cause),
                                        Optional.ofNullable(since))),
                        List.of("REFUSED", "CAUSE", "IDENTIFIER", "CALLER"),
                        view -> List.of(
                                view.refusedAt(), view.cause(), view.virtualIdentifierId(), view.callerPseudonym()));
    }
}
