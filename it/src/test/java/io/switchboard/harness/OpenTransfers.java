// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** More open transfers than any test could declare. */
public final class OpenTransfers {
    private OpenTransfers() {}

    /** As many more that are like this one, with its deliveries, and with the room that they take. At most 10,000. */
    public static void copy(ServerUnderTest server, String transfer, int count) {
        String id = Sql.id(server.now());
        copy(server, "transfer", column -> column.equals("id") ? id : column, "id", transfer, count);
        Function<String, String> delivery = column -> column.equals("transfer_id") ? id : column;
        copy(server, "transfer_delivery", delivery, "transfer_id", transfer, count);
        String size = "(select size from transfer where id = '" + transfer + "')";
        Sql.run(
                server,
                "update storage_use set logical = logical + " + count + " * " + size
                        + " where enterprise_id = (select enterprise_id from transfer where id = '" + transfer + "')");
        Sql.run(
                server,
                "update transfer_share set transfers = transfers + " + count + ", logical = logical + " + count + " * "
                        + size + " where account_id = (select source_account_id from transfer where id = '" + transfer
                        + "')");
    }

    /** The same where janitors run, which may be about to offer open transfers to terminals that have just come: waits until none does. */
    public static void copyUndisturbed(ServerUnderTest server, String transfer, int count) {
        Awaitility.await("its terminals are offered nothing by a janitor meanwhile")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(
                                server,
                                "select count(*) from transfer_terminal_change where due_at < again_at and account_id ="
                                        + " (select target_account_id from transfer where id = '" + transfer + "')")
                        .equals("0"));
        copy(server, transfer, count);
    }

    private static void copy(
            ServerUnderTest server,
            String table,
            Function<String, String> value,
            String key,
            String transfer,
            int count) {
        List<String> columns = Sql.tables(server).get(table);
        if (columns == null) {
            throw new AssertionError("There is no table " + table);
        }
        Sql.run(
                server,
                "insert into " + table + " (" + String.join(", ", columns) + ") select "
                        + columns.stream().map(value).collect(Collectors.joining(", "))
                        + " from " + table + ", " + Sql.numbers() + " where " + key + " = '" + transfer + "' and n < "
                        + count);
    }
}
