// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

/**
 * Two accounts of a new enterprise with a terminal each, of which one may call the other, often: for tests of how a terminal is told.
 *
 * @param owner who is called, and told
 * @param caller who calls
 * @param identifier what the caller dials
 */
public record Neighbours(Enterprise enterprise, Terminal owner, Terminal caller, Identifier identifier) {
    private static final int CALLS = 100_000;

    /** New ones. */
    public static Neighbours in(ServerUnderTest server) {
        Enterprise enterprise = server.newEnterprise();
        Terminal owner = enterprise.newAccount().enrolsTerminal();
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        return new Neighbours(enterprise, owner, caller, owner.issuesIdentifier(Condition.maxCalls(CALLS)));
    }
}
