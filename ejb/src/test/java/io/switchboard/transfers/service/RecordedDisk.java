// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The disk, with a record of what is made durable and what gets another name, in order: {@code write a}, {@code force a}, {@code move a b},
 * {@code delete a}. Names are the last part of the path, a directory's with a slash behind it.
 */
final class RecordedDisk extends FileSystemProvider {
    private final List<String> record = new ArrayList<>();
    private final FileSystem system = new Recorded();
    private boolean otherFileSystem;
    private String only = "";

    /** The same directory, whose use is recorded. */
    Path of(Path directory) {
        return wrap(directory);
    }

    /** What was done since this was asked last. */
    List<String> done() {
        List<String> done = List.copyOf(record);
        record.clear();
        return done;
    }

    /** From now on only files below a directory of this name can be moved: all others are on another file system. */
    void movesOnlyFrom(String directory) {
        otherFileSystem = true;
        only = directory;
    }

    private Path wrap(Path real) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    return call(real, method, arguments);
                });
    }

    private Object call(Path real, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("getFileSystem")) {
            return system;
        }
        Object[] unwrapped = arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(argument -> argument instanceof Path path ? real(path) : argument)
                        .toArray();
        try {
            Object result = method.invoke(real, unwrapped);
            return result instanceof Path path ? wrap(path) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Path real(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? Path.of(path.toString()) : path;
    }

    private static String name(Path path) {
        Path real = real(path);
        return real.getFileName() + (Files.isDirectory(real) ? "/" : "");
    }

    private static FileSystemProvider disk() {
        return Path.of("/").getFileSystem().provider();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return new RecordedChannel(path, disk().newFileChannel(real(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return disk().newByteChannel(real(path), options, attributes);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        if (otherFileSystem && !real(source).toString().contains("/" + only + "/")) {
            throw new AtomicMoveNotSupportedException(source.toString(), target.toString(), "another disk");
        }
        disk().move(real(source), real(target), options);
        record.add("move " + name(source) + " " + name(target));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk().delete(real(path));
        record.add("delete " + name(path));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> real = disk().newDirectoryStream(real(directory), filter);
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                List<Path> all = new ArrayList<>();
                real.forEach(path -> all.add(wrap(path)));
                return all.iterator();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        disk().createDirectory(real(directory), attributes);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        disk().copy(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return disk().isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return disk().isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return disk().getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return disk().getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return disk().readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return disk().readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        disk().setAttribute(real(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    private final class Recorded extends FileSystem {
        private final FileSystem real = Path.of("/").getFileSystem();

        @Override
        public FileSystemProvider provider() {
            return RecordedDisk.this;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return real.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrap(real.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return real.getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    /** Records what is written and forced. */
    private final class RecordedChannel extends FileChannel {
        private final String name;
        private final FileChannel real;

        private RecordedChannel(Path path, FileChannel real) {
            this.name = name(path);
            this.real = real;
        }

        private <V> V writes(V result) {
            record.add("write " + name);
            return result;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            real.force(metadata);
            record.add("force " + name);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return writes(real.write(source));
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return writes(real.write(source, position));
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return writes(real.write(sources, offset, length));
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            return writes(real.transferFrom(source, position, count));
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (size < real.size()) {
                writes(real.truncate(size));
            }
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return real.read(targets, offset, length);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return real.transferTo(position, count, target);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return real.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
