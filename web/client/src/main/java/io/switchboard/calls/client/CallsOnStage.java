// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoStory;
import java.util.concurrent.ExecutionException;

/** The story of this feature. */
public final class CallsOnStage implements DemoStory {
    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String title() {
        return "The story of an identifier";
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public String stays() {
        return "the records of their calls";
    }

    @Override
    public void play(DemoStage stage, DemoCast cast) throws InterruptedException, ExecutionException {
        IdentifierStory.play(stage, cast);
    }
}
