// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoStory;
import java.io.IOException;

/** The story of this feature. */
public final class TransfersOnStage implements DemoStory {
    @Override
    public String name() {
        return "transfers";
    }

    @Override
    public String title() {
        return "The story of a film";
    }

    @Override
    public int rank() {
        return 25;
    }

    @Override
    public String stays() {
        return "the records of their transfers, with the film until nobody has needed it for a while";
    }

    @Override
    public void play(DemoStage stage, DemoCast cast) throws IOException, InterruptedException {
        FilmStory.play(stage, cast);
    }
}
