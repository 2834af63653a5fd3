// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.UploadId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The transactions in which uploads end and are forgotten without anybody's request. What they leave is removed after each. */
@Stateless
@Workflow
public class UploadEndService {
    @Inject
    UploadRepository uploads;

    @Inject
    Clock clock;

    /**
     * Uploads that are over.
     *
     * @param ended that have ended just now
     * @param past that were over for a day, or stored, and can be forgotten
     * @param whole those of all these of which something may be in the store
     */
    public record Over(List<UploadId> ended, List<UploadId> past, List<UploadId> whole) {
        static Over of(List<Upload> ended, List<Upload> past) {
            List<Upload> all = new ArrayList<>(ended);
            all.addAll(past);
            return new Over(
                    ids(ended),
                    ids(past),
                    ids(all.stream().filter(Upload::isWhole).toList()));
        }

        private static List<UploadId> ids(List<Upload> uploads) {
            return uploads.stream().map(Upload::id).toList();
        }

        int size() {
            return ended.size() + past.size();
        }

        List<UploadId> all() {
            List<UploadId> all = new ArrayList<>(ended);
            all.addAll(past);
            return all;
        }
    }

    /** Ends those whose time has run out, and names those that can be forgotten, in the order of their deadlines. */
    public Over due(int skipped, int most) {
        Instant now = clock.instant();
        List<Upload> ended = new ArrayList<>();
        List<Upload> past = new ArrayList<>();
        for (Upload upload : uploads.lockDue(now, skipped, most)) {
            if (upload.state().isFinal() || upload.isStored()) {
                past.add(upload);
            } else {
                upload.settle(now);
                ended.add(upload);
            }
        }
        return Over.of(ended, past);
    }

    /** Ends those that nobody needs any more, because their transfer is over or has its content. */
    public Over abandoned(int skipped, int most) {
        Instant now = clock.instant();
        List<Upload> abandoned = uploads.lockAbandoned(skipped, most);
        abandoned.forEach(upload -> upload.end(UploadState.TERMINATED, now));
        return Over.of(abandoned, List.of());
    }

    /** Nothing is left of these. */
    public void forget(Collection<UploadId> past) {
        uploads.remove(past);
    }
}
