// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that are named for ids, spread over levels of 256 directories each by the last bytes of their ids: those are random, while the
 * first ones of an id tell the time and would send all of a day to one directory. Thread-safe, and several nodes may share one.
 */
final class FanOut {
    /** An id as Java writes it, and so one name only. */
    static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    private static final Predicate<String> SHARD =
            Pattern.compile("[0-9a-f]{2}").asMatchPredicate();
    private static final int ID_LENGTH = 36;

    private final Path root;
    private final int levels;
    private final Pattern names;

    /** Lowest directories whose names, and those of the directories above them, this process has forced. */
    private final BitSet durable = new BitSet();

    /**
     * An existing directory.
     *
     * @param levels 1 or 2
     * @param names of files that belong here, the id first; others are left alone and not listed
     */
    FanOut(Path root, int levels, Pattern names) {
        this.root = root;
        this.levels = levels;
        this.names = names;
    }

    /**
     * The files of one id.
     *
     * @param files in the order of their names, at least one
     */
    record Found(UUID id, List<Path> files) {}

    /** The directories of an id, and the id, with slashes between: the order of these names is the order of listing. */
    static String name(UUID id, int levels) {
        StringBuilder name = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            name.append(shard(id, level)).append('/');
        }
        return name.append(id).toString();
    }

    private static String shard(UUID id, int level) {
        int end = ID_LENGTH - 2 * level;
        return id.toString().substring(end - 2, end);
    }

    /** The directory for files of this id; made when there is none, and durable under its name. */
    Path prepare(UUID id) throws IOException {
        List<Path> directories = directories(id);
        boolean made = false;
        for (Path directory : directories) {
            made |= Disk.makeDirectory(directory);
        }
        int lowest = (int) (id.getLeastSignificantBits() & ((1L << (8 * levels)) - 1));
        if (made || !isDurable(lowest)) {
            Disk.sync(root);
            for (Path directory : directories.subList(0, levels - 1)) {
                Disk.sync(directory);
            }
            synchronized (durable) {
                durable.set(lowest);
            }
        }
        return directories.get(levels - 1);
    }

    private boolean isDurable(int lowest) {
        synchronized (durable) {
            return durable.get(lowest);
        }
    }

    /**
     * The directory for files of this id.
     *
     * @throws NoSuchFileException when there is none, so that there are no files either
     */
    Path locate(UUID id) throws IOException {
        List<Path> directories = directories(id);
        for (Path directory : directories) {
            Disk.requireDirectory(directory);
        }
        return directories.get(levels - 1);
    }

    private List<Path> directories(UUID id) {
        List<Path> directories = new ArrayList<>(levels);
        Path directory = root;
        for (int level = 0; level < levels; level++) {
            directory = directory.resolve(shard(id, level));
            directories.add(directory);
        }
        return directories;
    }

    /** The files of this id, in the order of their names. */
    List<Path> of(UUID id) throws IOException {
        try {
            Path directory = locate(id);
            String start = id.toString();
            return entries(
                    directory,
                    name -> name.startsWith(start) && names.matcher(name).matches());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /**
     * The next ids that have files, in the order of {@link #name}. What comes or goes meanwhile may be among them or not. Takes as much
     * memory as the limit and one directory need.
     *
     * @param last of the page before; null for the first page
     * @param limit how many ids at most
     */
    List<Found> after(@Nullable UUID last, int limit) throws IOException {
        List<Found> found = new ArrayList<>();
        collect(root, 0, last, limit, found);
        return found;
    }

    private void collect(Path directory, int level, @Nullable UUID last, int limit, List<Found> found)
            throws IOException {
        if (level == levels) {
            collectFiles(directory, last, limit, found);
            return;
        }
        String start = last == null ? "" : shard(last, level);
        for (Path child : entries(directory, SHARD)) {
            String name = child.getFileName().toString();
            if (found.size() >= limit) {
                return;
            }
            if (name.compareTo(start) >= 0) {
                collect(child, level + 1, name.equals(start) ? last : null, limit, found);
            }
        }
    }

    private void collectFiles(Path directory, @Nullable UUID last, int limit, List<Found> found) throws IOException {
        String start = last == null ? "" : last.toString();
        UUID current = null;
        List<Path> files = new ArrayList<>();
        for (Path file : entries(directory, name -> names.matcher(name).matches())) {
            Matcher named = names.matcher(file.getFileName().toString());
            if (!named.matches() || named.group(1).compareTo(start) <= 0) {
                continue;
            }
            UUID id = UUID.fromString(named.group(1));
            if (!id.equals(current)) {
                if (found.size() >= limit) {
                    return;
                }
                files = new ArrayList<>();
                found.add(new Found(id, files));
                current = id;
            }
            files.add(file);
        }
    }

    /** What a directory holds, sorted; nothing, when it is none. Symbolic links are not followed and not listed as files. */
    static List<Path> entries(Path directory, Predicate<String> names) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            Disk.requireDirectory(directory);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path entry : all) {
                    if (names.test(entry.getFileName().toString()) && !Files.isSymbolicLink(entry)) {
                        entries.add(entry);
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** Removes a file; whether it was there. The directory is not forced. */
    static boolean remove(Path file) throws IOException {
        return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file);
    }
}
