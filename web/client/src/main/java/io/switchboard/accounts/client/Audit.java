// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.AuditEntryView;
import io.switchboard.shared.wire.AuditFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The audit trail: an enterprise's own, or for the administrator the server's and each enterprise's. Reading it is recorded in it. */
public final class Audit {
    private static final ApiPath AUDIT = ApiPath.of("audit");

    private final Session session;

    private Audit(Session session) {
        this.session = session;
    }

    /** With the session of an enterprise that may manage, or the administrator's. */
    public static Audit of(ApiSession reader) {
        return new Audit(reader.session());
    }

    /** The entries that are asked for, newest first. */
    public Listing<AuditEntryView> list(AuditFilter asked) {
        return session.list(path(asked), AuditEntryView.class);
    }

    /**
     * Writes the entries that are asked for to a stream, one a line, as JSON objects, newest first.
     *
     * @return how many
     * @throws IOException when the stream takes no more
     * @throws io.switchboard.shared.client.UnreachableException also when the server stops in the middle: what was written is not all
     */
    public long exportNdjson(AuditFilter asked, OutputStream to) throws IOException {
        CountedLines lines = new CountedLines(to, false);
        session.download(path(asked), "application/x-ndjson", lines);
        return lines.count();
    }

    /**
     * The same as comma-separated values with a head line.
     *
     * @return how many, without the head
     * @throws IOException when the stream takes no more
     * @throws io.switchboard.shared.client.UnreachableException also when the server stops in the middle: what was written is not all
     */
    public long exportCsv(AuditFilter asked, OutputStream to) throws IOException {
        CountedLines lines = new CountedLines(to, true);
        session.download(path(asked), "text/csv", lines);
        return Math.max(0, lines.count() - 1);
    }

    private static ApiPath path(AuditFilter asked) {
        return AUDIT.with("enterpriseId", Optional.ofNullable(asked.enterpriseId()))
                .with("actor", Optional.ofNullable(asked.actor()))
                .with("action", Optional.ofNullable(asked.action()))
                .with("resource", Optional.ofNullable(asked.resource()))
                .with("outcome", Optional.ofNullable(asked.outcome()))
                .with("since", Optional.ofNullable(asked.since()))
                .with("until", Optional.ofNullable(asked.until()));
    }
}
