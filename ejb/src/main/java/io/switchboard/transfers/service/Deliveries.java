// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Opens contents for their receivers, and counts what leaves. */
@ApplicationScoped
public class Deliveries {
    @Inject
    Stores stores;

    @Inject
    DeliveryService service;

    @Inject
    Requests requests;

    @Inject
    ReadContents contents;

    @Inject
    UploadWatch watch;

    @Inject
    Streams streams;

    @Inject
    TransferMetrics metrics;

    /**
     * Opens a range of what a terminal may fetch. It gives exactly so many bytes or fails; the caller closes it.
     *
     * @param invocation of the terminal that fetches
     * @param whenEnded when that loses its right to it, or the source has taken it back, as {@link Streams#open} says; nothing more is read then
     * @throws StorageException when the store cannot
     */
    public Outgoing open(Invocation invocation, DeliveryService.Fetched fetched, ByteRange range, Runnable whenEnded)
            throws StorageException {
        return new Entitled(bytes(invocation, fetched, range), streams.open(invocation, fetched.transfer(), whenEnded));
    }

    private Outgoing bytes(Invocation invocation, DeliveryService.Fetched fetched, ByteRange range)
            throws StorageException {
        ContentId content = fetched.content();
        if (content != null) {
            return new StoredBytes(contents.open(content, range.first(), range.length()));
        }
        TransferId transfer = fetched.transfer();
        return new CutThrough(
                stores,
                from -> requests.run(() -> service.ahead(invocation, transfer, from)),
                watch.open(transfer),
                invocation.terminal(),
                range.first(),
                range.last() + 1);
    }

    /** So many bytes were given to a connection. */
    public void counted(long bytes) {
        metrics.delivered(bytes);
    }
}
