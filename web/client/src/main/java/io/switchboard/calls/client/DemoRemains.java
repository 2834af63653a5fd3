// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a demonstration leaves on the server.
 *
 * @param identifiers those that it made and that are revoked
 * @param terminals those that it enrolled and that are revoked
 * @param live what could not be revoked, in words
 * @param enterprise the one that it made, if it did; stays, as the API deletes none
 * @param accounts those that it made; stay for the same reason
 */
record DemoRemains(
        List<VirtualIdentifierId> identifiers,
        List<TerminalId> terminals,
        List<String> live,
        Optional<EnterpriseView> enterprise,
        List<AccountView> accounts) {
    /** What was removed, in a sentence. */
    String removed() {
        return "Removed: " + counted(identifiers.size(), "identifier") + " and " + counted(terminals.size(), "terminal")
                + ", revoked for good.";
    }

    /** What stays and under which name, in a sentence. */
    String stays() {
        String house = enterprise
                .map(made -> "the enterprise \"" + made.name() + "\" (" + made.id()
                        + ") with its API client, whose secret nobody has kept; ")
                .orElse("");
        String people = accounts.stream()
                .map(account -> "\"" + account.name() + "\" (" + account.id() + ")")
                .collect(Collectors.joining(" and "));
        return "Stays: " + house + "the accounts " + people + " and the records of their calls.";
    }

    /** The same for programs: ids, and in words what could not be revoked. */
    Map<String, ?> ids() {
        return Fields.of(
                "removed", Fields.of("identifiers", identifiers, "terminals", terminals),
                "live", live,
                "stays",
                        Fields.of(
                                "enterprises",
                                        enterprise.stream()
                                                .map(EnterpriseView::id)
                                                .toList(),
                                "accounts",
                                        accounts.stream().map(AccountView::id).toList()));
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
