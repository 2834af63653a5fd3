// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.LongAnswer;
import io.switchboard.shared.client.LongRequest;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads one file as tus 1.0 says (https://tus.io/protocols/resumable-upload), through whatever happens to the connection and the server:
 * after every failure it asks where to go on. Requests are long, to cost nothing, but short after a failure, so that a line that breaks
 * often gets on, and a server that refuses in the middle is heard.
 */
final class TusUpload {
    static final long SMALLEST = 1L << 20;
    static final long LARGEST = 256L << 20;

    private static final long FIRST = 8L << 20;
    private static final int GROWTH = 4;
    private static final int MOST_BEGINNINGS = 3;
    private static final String OFFSET = "Upload-Offset";

    private final Session session;
    private final ApiPath uploads;
    private final SourceFile file;
    private final TransferProgress progress;
    private final Patience patience;
    private final Consumer<@Nullable UploadId> memory;
    private Optional<UploadId> upload;
    private OptionalLong offset = OptionalLong.empty();
    private OptionalLong beginning = OptionalLong.empty();
    private long part = FIRST;
    private int beginnings;
    private boolean complete;

    /**
     * @param begun an upload that was begun before, and may be no more
     * @param memory keeps the upload before its first byte is sent; null when it is no more
     */
    TusUpload(
            Session session,
            TransferId transfer,
            SourceFile file,
            Optional<UploadId> begun,
            Consumer<@Nullable UploadId> memory,
            TransferProgress progress) {
        this.session = session;
        this.uploads = ApiPath.of("transfers").slash(transfer).slash("uploads");
        this.file = file;
        this.upload = begun;
        this.memory = memory;
        this.progress = progress;
        this.patience = Patience.usual(session.server().surroundings(), progress);
    }

    /**
     * Goes on until the server has all of it.
     *
     * @return how many bytes it was lacking
     * @throws FileChangedException when the file changes meanwhile
     * @throws io.switchboard.shared.client.ProblemException what the server refuses for good; what it has it keeps
     * @throws UnreachableException when nothing has gone forward for {@link Patience#LIMIT}
     */
    long run() throws IOException {
        while (!complete) {
            try {
                step();
            } catch (UnreachableException broken) {
                if (broken.wasInterrupted()) {
                    throw broken;
                }
                offset = OptionalLong.empty();
                part = SMALLEST;
                patience.failed(broken, Duration.ZERO);
            }
        }
        return file.size() - beginning.orElse(0);
    }

    private void step() throws IOException {
        if (upload.isEmpty()) {
            create();
        } else if (offset.isEmpty()) {
            ask(uploads.slash(upload.get()));
        } else {
            append(uploads.slash(upload.get()), offset.getAsLong());
        }
    }

    private void create() {
        LongAnswer answer =
                request("POST", uploads).header("Upload-Length", file.size()).send();
        Optional<UploadId> created =
                answer.header("Location").flatMap(place -> id(place.substring(place.lastIndexOf('/') + 1)));
        if (answer.status() != 201 || created.isEmpty()) {
            passing(answer);
            return;
        }
        memory.accept(created.get());
        upload = created;
        at(0);
        beginning = OptionalLong.of(0);
    }

    private void ask(ApiPath place) {
        LongAnswer answer = request("HEAD", place).send();
        Optional<Long> told = answer.number(OFFSET);
        if (answer.status() != 200 || told.isEmpty()) {
            goneOrPassing(answer);
            return;
        }
        at(told.get());
        if (beginning.isEmpty()) {
            beginning = offset;
        }
        // Nothing at all is sent as well: only then the server sees that it is complete.
        complete = told.get() == file.size() && file.size() > 0;
    }

    private void append(ApiPath place, long from) throws IOException {
        file.requireUnchanged();
        long length = Math.min(part, file.size() - from);
        LongAnswer answer = request("PATCH", place)
                .header("Content-Type", "application/offset+octet-stream")
                .header(OFFSET, from)
                .send(
                        file.from(from),
                        length,
                        sent -> progress.at(TransferProgress.Step.UPLOADING, from + sent, file.size()));
        Optional<Long> told = answer.number(OFFSET);
        if (answer.status() == 204 && told.isPresent()) {
            if (told.get() > from) {
                patience.progressed();
            }
            at(told.get());
            part = Math.min(part * GROWTH, LARGEST);
            complete = told.get() == file.size();
        } else if (answer.status() == 409 && told.isPresent()) {
            offset = OptionalLong.of(told.get());
            patience.failed(answer.problem(), Duration.ZERO);
        } else {
            goneOrPassing(answer);
        }
    }

    private void at(long told) {
        offset = OptionalLong.of(told);
        progress.at(TransferProgress.Step.UPLOADING, told, file.size());
    }

    /** An upload that is no more is begun anew, but not for ever. */
    private void goneOrPassing(LongAnswer answer) {
        boolean gone = answer.status() == 404 || answer.status() == 410;
        if (gone && beginnings < MOST_BEGINNINGS) {
            beginnings++;
            memory.accept(null);
            upload = Optional.empty();
            offset = OptionalLong.empty();
        } else {
            passing(answer);
        }
    }

    /** What may be otherwise the next time is tried again. */
    private void passing(LongAnswer answer) {
        offset = OptionalLong.empty();
        part = SMALLEST;
        switch (answer.status()) {
            case 401, 429, 500, 502, 503, 504 ->
                patience.failed(answer.problem(), answer.retryAfter().orElse(Duration.ZERO));
            default -> throw answer.problem();
        }
    }

    private LongRequest request(String method, ApiPath path) {
        return LongRequest.of(session, method, path).header("Tus-Resumable", "1.0.0");
    }

    private static Optional<UploadId> id(String text) {
        try {
            return Optional.of(new UploadId(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
