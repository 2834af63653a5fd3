// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.client.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a demonstration leaves on the server.
 *
 * @param removed what it made and has removed
 * @param live what could not be revoked, in words
 * @param enterprise the one that it made, if it did; stays, as the API deletes none
 * @param accounts those that it made; stay for the same reason
 * @param more what else stays, in words
 */
record DemoRemains(
        List<Removed> removed,
        List<String> live,
        Optional<EnterpriseView> enterprise,
        List<AccountView> accounts,
        List<String> more) {
    /**
     * Things of one kind that were removed.
     *
     * @param kind what they are, one of them
     * @param how what has become of them
     */
    record Removed(String kind, String how, List<Object> ids) {
        private String counted() {
            return ids.size() + " " + (ids.size() == 1 ? kind : plural());
        }

        private String plural() {
            return kind + "s";
        }
    }

    /** What was removed, in a sentence. */
    String gone() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        removed.forEach(group ->
                kinds.computeIfAbsent(group.how(), how -> new ArrayList<>()).add(group.counted()));
        return kinds.entrySet().stream()
                .map(kind -> joined(kind.getValue()) + ", " + kind.getKey())
                .collect(Collectors.joining("; ", "Removed: ", "."));
    }

    /** What stays and under which name, in a sentence. */
    String stays() {
        String house = enterprise
                .map(made -> "the enterprise \"" + made.name() + "\" (" + made.id()
                        + ") with its API client, whose secret nobody has kept; ")
                .orElse("");
        List<String> parts = new ArrayList<>();
        parts.add(
                accounts.isEmpty()
                        ? "no account"
                        : "the accounts "
                                + joined(accounts.stream()
                                        .map(account -> "\"" + account.name() + "\" (" + account.id() + ")")
                                        .toList()));
        parts.addAll(more);
        return "Stays: " + house + joined(parts) + ".";
    }

    /** The same for programs: ids, and in words what could not be revoked. */
    Map<String, ?> ids() {
        Map<String, List<Object>> gone = new LinkedHashMap<>();
        removed.forEach(group -> gone.put(group.plural(), group.ids()));
        return Fields.of(
                "removed", gone,
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

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
