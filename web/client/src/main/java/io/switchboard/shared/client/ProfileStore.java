// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Profiles as files {@code <name>.json}, readable by their owner alone, each replaced whole ({@link OwnFiles}). */
public final class ProfileStore {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private final OwnFiles files;

    private ProfileStore(OwnFiles files) {
        this.files = files;
    }

    /** The user's own profiles: in {@code $SWITCHBOARD_HOME}, or {@code ~/.config/switchboard}. */
    public static ProfileStore of(Surroundings surroundings) {
        return new ProfileStore(OwnFiles.of(surroundings));
    }

    /** Where the profile of this name is kept. */
    public Path file(String name) {
        return files.file(fileName(name));
    }

    private static String fileName(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a profile's name is 1 to 64 letters, digits, dots, hyphens and underscores, not '" + name + "'");
        }
        return name + ".json";
    }

    /**
     * Reads a profile; an empty one when there is none of this name.
     *
     * @throws UncheckedIOException when there is one that cannot be read
     */
    public Profile load(String name) {
        return files.read(fileName(name)).map(text -> read(text, name)).orElse(Profile.EMPTY);
    }

    private Profile read(String text, String name) {
        return Json.tryRead(text, Profile.class)
                .orElseThrow(() ->
                        new UncheckedIOException(new IOException(file(name) + " is not a profile of this program")));
    }

    /**
     * Writes a profile, durably.
     *
     * @throws UncheckedIOException when it cannot be written; what was there before is still there then
     */
    public void save(String name, Profile profile) {
        files.write(fileName(name), Json.pretty(profile) + "\n");
    }
}
