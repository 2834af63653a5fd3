// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The erasure of an account that has so much to be removed that it takes several rounds of the janitors. */
public final class ErasureUnderWay {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ServerUnderTest server;
    private final Account account;
    private final int rows;

    private ErasureUnderWay(ServerUnderTest server, Account account, int rows) {
        this.server = server;
        this.account = account;
        this.rows = rows;
    }

    /**
     * Asks for it, and returns when a part is done and most is not.
     *
     * @param rows identifiers that the account has, with labels
     */
    public static ErasureUnderWay begin(ServerUnderTest server, int rows) {
        Account account = server.newEnterprise().newAccount();
        Identifier first = account.enrolsTerminal().issuesIdentifier();
        boolean h2 = Database.current() == Database.H2;
        Sql.run(
                server,
                "insert into virtual_identifier (id, version, enterprise_id, account_id, label, status, valid_until,"
                        + " max_calls, count_on, created_at) select "
                        + (h2 ? "random_uuid()" : "gen_random_uuid()")
                        + ", 0, enterprise_id, account_id, label, status, valid_until, max_calls, count_on, created_at"
                        + " from virtual_identifier, " + (h2 ? "system_range" : "generate_series") + "(2, " + rows
                        + ") where id = '" + first.id() + "'");
        ErasureUnderWay erasure = new ErasureUnderWay(server, account, rows);
        account.enterprise().post("/accounts/" + account.id() + "/erasure").expect(200);
        Awaitility.await("the first part")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> erasure.left() < rows);
        return erasure;
    }

    /** Whose. */
    public Account account() {
        return account;
    }

    /** How many of its identifiers still tell something or are open. */
    public long left() {
        return count("and (status <> 'REVOKED' or label is not null)");
    }

    /** Waits for the end; fails when it does not come, or something is left. */
    public void awaitsItsEnd() {
        Awaitility.await("the erasure goes on")
                .atMost(PATIENCE)
                .until(() -> account.enterprise()
                        .reads("/accounts/" + account.id())
                        .get("state")
                        .asText()
                        .equals("erased"));
        if (left() > 0 || count("") != rows) {
            throw new AssertionError(left() + " of " + count("") + " identifiers are left of " + rows);
        }
    }

    private long count(String which) {
        return Long.parseLong(Sql.value(
                server,
                "select count(*) as n from virtual_identifier where account_id = '" + account.id() + "' " + which));
    }
}
