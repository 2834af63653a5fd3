// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.AddressView;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.accounts.wire.EditAccountRequest;
import io.switchboard.accounts.wire.EnrolmentView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.NotesOptions;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.client.QrDrawing;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard accounts …}: an enterprise manages its accounts. */
@Command(
        name = "accounts",
        description = "Create accounts and permit terminals to enrol, as an enterprise.",
        subcommands = {
            AccountCommands.Create.class,
            AccountCommands.Listed.class,
            AccountCommands.Show.class,
            AccountCommands.Edit.class,
            AccountCommands.Erase.class,
            AccountCommands.Enrolment.class
        })
final class AccountCommands extends CommandFamily {
    @Command(
            name = "create",
            description = "Create an account.",
            footer = {
                "%nExample:",
                "  switchboard accounts create \"Ada Lovelace\" --phone \"+49 30 901820\" --social mastodon:ada@example.org"
            })
    static final class Create extends ClientCommand {
        @Parameters(paramLabel = "NAME", description = "for the enterprise; never shown to another party")
        private String name = "";

        @Option(names = "--phone", paramLabel = "NUMBER", description = "with its country code; may be repeated")
        private List<String> phones = List.of();

        @Option(
                names = "--social",
                paramLabel = "PROVIDER:HANDLE",
                description = "an account at a social provider; may be repeated")
        private List<String> socials = List.of();

        @Mixin
        private final NotesOptions notes = new NotesOptions();

        @Override
        protected void run(CommandContext context) {
            AccountView made = Accounts.of(Credentials.enterprise(context))
                    .create(new CreateAccountRequest(
                            name, requests(this::wrongUse, phones, socials), notes.externalId(), notes.metadata()));
            context.printer().resource(made, fields(made));
        }
    }

    private static List<AddressRequest> requests(
            Function<String, RuntimeException> wrongUse, List<String> phones, List<String> socials) {
        List<AddressRequest> addresses = new ArrayList<>();
        phones.forEach(phone -> addresses.add(new AddressRequest(AddressKind.PHONE, null, phone)));
        socials.forEach(social -> addresses.add(social(wrongUse, social)));
        return addresses;
    }

    private static AddressRequest social(Function<String, RuntimeException> wrongUse, String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw wrongUse.apply("--social takes provider:handle, not '" + text + "'");
        }
        return new AddressRequest(AddressKind.SOCIAL, text.substring(0, colon), text.substring(colon + 1));
    }

    @Command(
            name = "edit",
            description = "Rename an account, add addresses to it and remove them.",
            footer = {
                "%nExample:",
                "  switchboard accounts edit ACCOUNT --phone \"+49 30 901821\" --remove +4930901820",
                "%nAn address to remove is written as 'accounts show' prints it."
            })
    static final class Edit extends ClientCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "the account's id")
        private @Nullable AccountId account;

        @Option(names = "--name", paramLabel = "NAME", description = "its new name")
        private @Nullable String name;

        @Option(
                names = "--phone",
                paramLabel = "NUMBER",
                description = "to add, with its country code; may be repeated")
        private List<String> phones = List.of();

        @Option(names = "--social", paramLabel = "PROVIDER:HANDLE", description = "to add; may be repeated")
        private List<String> socials = List.of();

        @Option(names = "--remove", paramLabel = "ADDRESS", description = "to remove; may be repeated")
        private List<String> removed = List.of();

        @Mixin
        private final NotesOptions notes = new NotesOptions();

        @Override
        protected void run(CommandContext context) {
            boolean sameAddresses = phones.isEmpty() && socials.isEmpty() && removed.isEmpty();
            if (name == null && sameAddresses && notes.isSilent()) {
                throw wrongUse("Say what to change: --name, --phone, --social, --remove, --external-id or --metadata");
            }
            List<AddressRequest> added = requests(this::wrongUse, phones, socials);
            Accounts accounts = Accounts.of(Credentials.enterprise(context));
            Versioned<AccountView> read = accounts.get(Fields.required(account, "ACCOUNT"));
            List<String> present = addresses(read.value());
            removed.stream()
                    .filter(address -> !present.contains(address))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw wrongUse("The account has no address '" + missing + "'; it has " + present);
                    });
            List<AddressRequest> all = new ArrayList<>();
            read.value().addresses().stream()
                    .filter(address -> !removed.contains(address(address)))
                    .forEach(address ->
                            all.add(new AddressRequest(address.kind(), address.provider(), address.value())));
            all.addAll(added);
            AccountView edited = accounts.edit(
                            read,
                            new EditAccountRequest(
                                    name == null
                                            ? Objects.requireNonNullElse(
                                                    read.value().name(), "")
                                            : name,
                                    all,
                                    notes.externalId(read.value().externalId()),
                                    notes.metadata(read.value().metadata())))
                    .value();
            context.printer().resource(edited, fields(edited));
        }
    }

    @Command(
            name = "erase",
            description = {
                "Erase an account for good: nobody can act for it any more, and what is known of it is removed.",
                "Asks for the account's id once more, on the standard input, unless it is told --yes."
            },
            footer = "%nExample:%n  switchboard accounts erase ACCOUNT --yes")
    static final class Erase extends ClientCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "the account's id")
        private @Nullable AccountId account;

        @Option(names = "--yes", description = "do not ask")
        private boolean sure;

        @Override
        protected void run(CommandContext context) {
            AccountId id = Fields.required(account, "ACCOUNT");
            if (!sure) {
                context.printer().note("This cannot be undone. Type the account's id once more:");
                if (!context.input("id").equalsIgnoreCase(id.toString())) {
                    throw new CommandFailedException("That is another id; nothing was erased.");
                }
            }
            AccountView view = Accounts.of(Credentials.enterprise(context)).erase(id);
            context.printer().resource(view, fields(view));
        }
    }

    @Command(
            name = "list",
            description = "List the enterprise's accounts, newest first.",
            footer = {
                "%nExamples:",
                "  switchboard accounts list --external-id customer-4711",
                "  switchboard accounts list --address \"+49 30 901820\""
            })
    static final class Listed extends ClientCommand {
        @Option(names = "--external-id", paramLabel = "ID", description = "only the one that you call so")
        private @Nullable String externalId;

        @Option(names = "--address", paramLabel = "ADDRESS", description = "only those with this number or handle")
        private @Nullable String address;

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(Accounts.of(Credentials.enterprise(context))
                                    .list(Optional.ofNullable(externalId), Optional.ofNullable(address))),
                            List.of("ID", "STATE", "NAME", "EXTERNAL ID", "ADDRESSES", "CREATED"),
                            view -> List.of(
                                    view.id(),
                                    view.state(),
                                    Optional.ofNullable(view.name()),
                                    Optional.ofNullable(view.externalId()),
                                    addresses(view),
                                    view.createdAt()));
        }
    }

    @Command(
            name = "show",
            description = "Show one account.",
            footer = "%nExample:%n  switchboard accounts show ACCOUNT")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "the account's id")
        private @Nullable AccountId account;

        @Override
        protected void run(CommandContext context) {
            AccountView view = Accounts.of(Credentials.enterprise(context))
                    .get(Fields.required(account, "ACCOUNT"))
                    .value();
            context.printer().resource(view, fields(view));
        }
    }

    @Command(
            name = "enrolment",
            description = "Permit one terminal to be enrolled: prints the code, the URL and its QR code.",
            footer = {
                "%nExample:",
                "  switchboard accounts enrolment ACCOUNT",
                "  switchboard --profile phone enrol CODE --name \"Ada's phone\""
            })
    static final class Enrolment extends ClientCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "the account's id")
        private @Nullable AccountId account;

        @Override
        protected void run(CommandContext context) {
            EnrolmentView view =
                    Accounts.of(Credentials.enterprise(context)).enrolment(Fields.required(account, "ACCOUNT"));
            Printer printer = context.printer();
            printer.result(view, () -> {
                printer.drawing(QrDrawing.of(view.url(), printer.colours()));
                printer.fields(Fields.of("code", view.code(), "url", view.url(), "valid until", view.expiresAt()));
                printer.line("Enrol with: switchboard --profile NAME enrol " + view.code() + " --name \"NAME\"");
            });
        }
    }

    private static Map<String, ?> fields(AccountView view) {
        return Fields.of(
                "id", view.id(),
                "state", view.state(),
                "name", view.name(),
                "addresses", addresses(view),
                "external id", view.externalId(),
                "metadata", Fields.pairs(view.metadata()),
                "created", view.createdAt());
    }

    private static List<String> addresses(AccountView view) {
        return view.addresses().stream().map(AccountCommands::address).toList();
    }

    private static String address(AddressView address) {
        return address.provider() == null ? address.value() : address.provider() + ":" + address.value();
    }
}
