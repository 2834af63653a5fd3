// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.shared.client.WholeFile;
import io.switchboard.shared.wire.AuditFilter;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.PublishedName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code switchboard audit …}: who did what. */
@Command(
        name = "audit",
        description = "Read who did what, and export it. Reading is recorded too.",
        subcommands = {AuditCommands.Listed.class, AuditCommands.Export.class})
final class AuditCommands extends CommandFamily {
    /** Whose entries, and which. */
    static final class FilterOptions {
        @Option(
                names = "--admin",
                description = "with the administrator's credentials: the server's own entries, or with --enterprise-id"
                        + " another's")
        private boolean asAdmin;

        @Option(names = "--enterprise-id", paramLabel = "ENTERPRISE", description = "with --admin: this enterprise's")
        private @Nullable EnterpriseId enterprise;

        @Option(
                names = "--actor",
                paramLabel = "ACTOR",
                description = "who did it: terminal:ID, api-client:ID, server or anonymous")
        private @Nullable String actor;

        @Option(names = "--action", paramLabel = "ACTION", description = "how the action begins: call, or call.place")
        private @Nullable String action;

        @Option(names = "--resource", paramLabel = "ID", description = "to what")
        private @Nullable String resource;

        @Option(names = "--outcome", paramLabel = "OUTCOME", description = "done, or a refusal's code")
        private @Nullable String outcome;

        @Option(names = "--since", paramLabel = "TIME", description = "at this time or later: " + TimeOption.FORM)
        private @Nullable Instant since;

        @Option(names = "--until", paramLabel = "TIME", description = "before this time")
        private @Nullable Instant until;

        Audit audit(CommandContext context) {
            return Audit.of(asAdmin ? Credentials.admin(context) : Credentials.enterprise(context));
        }

        AuditFilter asked() {
            if (enterprise != null && !asAdmin) {
                throw new IllegalArgumentException(
                        "--enterprise-id goes with --admin; an enterprise's own credentials read its own entries");
            }
            return new AuditFilter(enterprise, actor, action, resource, outcome, since, until);
        }
    }

    @Command(
            name = "list",
            description = "List entries, newest first.",
            footer = {
                "%nExamples:",
                "  switchboard audit list --action call --since 2026-11-20T00:00",
                "  switchboard audit list --admin --outcome done"
            })
    static final class Listed extends ClientCommand {
        @Mixin
        private final FilterOptions filter = new FilterOptions();

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            AuditFilter asked = filter.asked();
            context.printer()
                    .list(
                            options.cut(filter.audit(context).list(asked)),
                            List.of("AT", "ACTOR", "ACTION", "RESOURCE", "OUTCOME", "FROM"),
                            view -> List.of(
                                    view.at(),
                                    view.actingFor() == null ? view.actor() : view.actor() + " for " + view.actingFor(),
                                    view.action(),
                                    view.resource(),
                                    view.outcome(),
                                    Optional.ofNullable(view.sourceAddress())));
        }
    }

    /** As what it is written. */
    enum Format {
        CSV,
        NDJSON;

        @Override
        public String toString() {
            return PublishedName.of(this);
        }
    }

    @Command(
            name = "export",
            description = {
                "Write all entries that are asked for to a file, however many.",
                "The file is written beside its place and takes its name when it is whole."
            },
            footer = {
                "%nExamples:",
                "  switchboard audit export --since 2026-11-01 --until 2026-12-01 --output november.csv",
                "  switchboard audit export --format ndjson --output audit.ndjson --force"
            })
    static final class Export extends ClientCommand {
        @Mixin
        private final FilterOptions filter = new FilterOptions();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default",
                defaultValue = "csv")
        private Format format = Format.CSV;

        @Option(names = "--output", required = true, paramLabel = "FILE", description = "the file to write")
        private @Nullable Path output;

        @Option(names = "--force", description = "replace a file that is there")
        private boolean force;

        @Override
        protected void run(CommandContext context) throws IOException {
            Path file = Fields.required(output, "--output");
            AuditFilter asked = filter.asked();
            WholeFile place = WholeFile.at(file, force);
            Audit audit = filter.audit(context);
            AtomicLong entries = new AtomicLong();
            place.write(to -> entries.set(
                    switch (format) {
                        case CSV -> audit.exportCsv(asked, to);
                        case NDJSON -> audit.exportNdjson(asked, to);
                    }));
            context.printer()
                    .result(
                            Map.of("file", file.toString(), "entries", entries.get()),
                            () -> context.printer()
                                    .line("Wrote " + (entries.get() == 1 ? "1 entry" : entries + " entries") + " to "
                                            + file + "."));
        }
    }
}
