// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.ContentRepository;
import io.switchboard.transfers.model.StoredState;
import io.switchboard.transfers.wire.ContentId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** The transactions around the deletion of what is condemned. */
@Stateless
@Workflow
public class CondemnedContentService {
    @Inject
    ContentRepository contents;

    @Inject
    Room room;

    /** Some of them, in the order of their ids. */
    public List<ContentId> condemned(int skipped, int most) {
        return contents.condemned(skipped, most);
    }

    /** The bytes are gone: removes the row, and gives the room back. Again is harmless. */
    public void deleted(ContentId id) {
        contents.lock(id)
                .filter(content -> content.state() == StoredState.CONDEMNED)
                .ifPresent(content -> {
                    contents.remove(content);
                    room.giveBackPhysical(content.enterprise(), content.size());
                });
    }
}
