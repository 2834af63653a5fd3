// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/**
 * A feature's part of {@code switchboard demo}. Features name theirs in {@code META-INF/services}, so that this package needs to know none
 * of them. A story needs nothing that another makes: each is played alone as well.
 */
public interface DemoStory {
    /** What the command line calls it. */
    String name();

    /** What it is about, in a few words. */
    String title();

    /** When it is played: small numbers first. */
    int rank();

    /** What stays of it on the server, since the API does not delete it; follows "the accounts such and such and". */
    String stays();

    /**
     * Plays all of it, with people and terminals of the cast's. What must not stay live it makes by {@link DemoCast#make}, and says
     * beforehand how that is undone ({@link DemoCast#atTheEnd}). Another thread may end the demonstration at any time.
     *
     * @throws io.switchboard.shared.client.CommandFailedException at the first thing that is otherwise than told
     */
    void play(DemoStage stage, DemoCast cast) throws IOException, InterruptedException, ExecutionException;
}
