// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.OwnFiles;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was begun to be sent, so that whoever sends the same again goes on with it: one small file for each, in the directory
 * {@code sends} beside the profiles. It is written before the server hears of a transfer, and again before the upload's first byte, so
 * that a program that is killed at any moment leaves neither a second transfer nor an upload that nobody finds. The name of the file is a
 * hash; it holds neither the target nor the name of what is sent.
 *
 * <p>What has been received is over. Only the command that began it passes over it, because it may have more to send; any other that sends
 * the same means it anew.
 */
public final class UnfinishedSends {
    private final OwnFiles files;
    private final Surroundings surroundings;
    private final String command;

    private UnfinishedSends(OwnFiles files, Surroundings surroundings, String command) {
        this.files = files;
        this.surroundings = surroundings;
        this.command = command;
    }

    /** Those of the user of this machine. */
    public static UnfinishedSends of(Surroundings surroundings) {
        return new UnfinishedSends(OwnFiles.of(surroundings).below("sends"), surroundings, "");
    }

    /** The same for a command that sends these, and perhaps not all of them at once. */
    UnfinishedSends sending(List<String> all) {
        return new UnfinishedSends(files, surroundings, hash(String.join("\n", all)));
    }

    /** Those that are remembered in another place. */
    static UnfinishedSends in(Path directory, Surroundings surroundings) {
        return new UnfinishedSends(OwnFiles.in(directory, surroundings), surroundings, "");
    }

    /**
     * What is known of one.
     *
     * @param key under which the transfer is declared
     * @param transfer the transfer; absent until the server has answered
     * @param target which of the targets that came into question it is for
     * @param upload the upload; absent until there is one
     * @param command which command began it, as a hash; absent where it is not known
     */
    record Begun(
            String key,
            @Nullable TransferId transfer,
            int target,
            @Nullable UploadId upload,
            @Nullable String command) {
        Begun declared(TransferId id, int chosen) {
            return new Begun(key, id, chosen, upload, command);
        }

        Begun uploading(@Nullable UploadId id) {
            return new Begun(key, transfer, target, id, command);
        }
    }

    /** What names one: the same for the same data with the same words from the same account to the same target at the same server, whatever address it is reached by. */
    static String name(String server, String source, CreateTransferRequest request) {
        return hash(String.join("\n", server, source, Json.write(request))) + ".json";
    }

    private static String hash(String text) {
        return HexFormat.of()
                .formatHex(SourceFile.digest(IdentificationRule.SHA_256).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it was this command that began it. */
    boolean isOfThis(Begun begun) {
        return command.equals(begun.command());
    }

    /** What was kept under a name; what cannot be read counts for nothing. */
    Optional<Begun> find(String name) {
        return files.read(name).flatMap(text -> Json.tryRead(text, Begun.class));
    }

    /** Keeps a new one. */
    Begun begin(String name) {
        return keep(name, new Begun(surroundings.token(), null, 0, null, command));
    }

    /** Keeps one, durably. */
    Begun keep(String name, Begun begun) {
        files.write(name, Json.write(begun) + "\n");
        return begun;
    }

    /** Forgets one. */
    void forget(String name) {
        files.remove(name);
    }
}
