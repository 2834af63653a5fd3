// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.wire.AccountId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For commands that a terminal gives for its own account, and an enterprise's back end for any of its accounts. */
public final class ActingOption {
    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "act for this account with the enterprise's API client, instead of as this terminal")
    private @Nullable AccountId account;

    /** The session that the command line asks for. */
    public AccountSession session(CommandContext context) {
        return Credentials.account(context, Optional.ofNullable(account));
    }

    /** The account that this session, as the command line asks for it, speaks for. */
    public AccountId account(AccountSession session) {
        return session instanceof TerminalSession terminal
                ? terminal.identity().accountId()
                : Fields.required(account, "--account");
    }
}
