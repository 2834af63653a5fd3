// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.harness.Recording.Statement;
import io.switchboard.harness.Recording.Transaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The house's order of locks. A row of a table that hangs on another's is locked under the other's lock and has no place of its own. */
public final class LockOrder {
    private static final Set<String> OF_THE_WHOLE_SERVER = Set.of("installation", "content_store");

    private static final List<Set<String>> ORDER = List.of(
            Set.of("idempotency_claim"),
            OF_THE_WHOLE_SERVER,
            Set.of(
                    "enterprise",
                    "api_client",
                    "private_server",
                    "central_position",
                    "webhook",
                    "webhook_queue",
                    "webhook_delivery",
                    "enrolment",
                    "account",
                    "terminal"),
            Set.of("attempt_budget"),
            Set.of("call_settings", "transfer_settings", "virtual_identifier"),
            Set.of("placed_call", "transfer"),
            Set.of("transfer_upload"),
            Set.of("content"),
            Set.of("central_fetch"),
            Set.of("identifier_quota", "storage_use", "transfer_share"),
            Set.of("proof_challenge"),
            Set.of("audit_entry"),
            Set.of("mailbox"));

    /** Under the lock of the installation. */
    private static final Set<String> KEYS = Set.of("signing_key", "data_key");

    private static final Set<String> UNDER_ANOTHERS_LOCK = Set.of(
            "identifier_code",
            "identifier_block",
            "call_leg",
            "call_reservation",
            "transfer_terminal_change",
            "transfer_relay",
            "transfer_delivery",
            "transfer_upload_segment",
            "transfer_upload_part",
            "possession",
            "mailbox_event",
            "mailbox_ticket",
            "findable_channel");

    private LockOrder() {}

    /**
     * Whether it locks out others. New rows do not, but for those that may be there already, and for the audit, whose place is part of the
     * order.
     */
    public static boolean isLock(Statement statement) {
        return statement.locks()
                || statement.sql().contains(" on conflict ")
                || (statement.writes()
                        && (!statement.inserts() || statement.table().equals("audit_entry")));
    }

    /** The tables that have a place in the order, as the transaction has first locked rows of them. */
    public static List<String> taken(Transaction transaction) {
        return transaction.statements().stream()
                .filter(LockOrder::isLock)
                .map(Statement::table)
                .filter(table -> !UNDER_ANOTHERS_LOCK.contains(table) && !KEYS.contains(table))
                .distinct()
                .toList();
    }

    /** Those whose rows belong each to a caller, an account, an identifier, a call, a transfer or a content. */
    public static Set<String> tablesOfSomebody() {
        return Stream.concat(
                        ORDER.stream().filter(tables -> tables != OF_THE_WHOLE_SERVER), Stream.of(UNDER_ANOTHERS_LOCK))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A table's place. */
    public static Integer rank(String table) {
        for (int i = 0; i < ORDER.size(); i++) {
            if (ORDER.get(i).contains(table)) {
                return i;
            }
        }
        throw new AssertionError("The lock order has no place for " + table);
    }
}
