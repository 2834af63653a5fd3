// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key above all keys; 256 random bits that live outside the database: given by configuration, or in a file made at the first start.
 * Whoever has it and the database has everything; without it the database's secrets are lost.
 */
@ApplicationScoped
public class MasterKey {
    private static final int BYTES = 32;

    private final Map<String, byte[]> derived = new ConcurrentHashMap<>();

    @Inject
    Settings settings;

    private byte[] key = new byte[0];
    private byte[] id = new byte[0];

    @PostConstruct
    void load() {
        key = settings.get(SettingKey.MASTER_KEY)
                .orElseGet(() -> fromFile(
                        Path.of(settings.get(SettingKey.DATA_DIRECTORY)).resolve("master.key")));
        id = Arrays.copyOf(Secrets.sha256(key), 8);
    }

    /** Which master key it is; kept with everything it wraps. */
    byte[] id() {
        return id.clone();
    }

    /** A key for one purpose: HMAC-SHA-256 of the purpose's name, a one-block HKDF-Expand (RFC 5869). */
    byte[] derive(String purpose) {
        return derived.computeIfAbsent(purpose, this::compute);
    }

    private byte[] compute(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }

    static byte[] fromFile(Path file) {
        try {
            return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new IllegalStateException("The master key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] parse(Path file, String text) {
        try {
            byte[] read = Base64.getDecoder().decode(text.strip());
            if (read.length == BYTES) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The master key " + file + " is not base64", e);
        }
        throw new IllegalStateException("The master key " + file + " does not hold 32 bytes in base64");
    }

    /** Written beside, synced, linked, directory synced: a crash leaves the whole key or none. */
    private static byte[] create(Path file) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Path directory = file.toAbsolutePath().getParent();
        Path beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
            Files.createFile(beside);
            if (Files.getFileStore(beside).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            }
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer text = ByteBuffer.wrap(Base64.getEncoder().encode(fresh));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            // A link, not a rename: of two nodes that start at once on one directory the second finds the first one's
            // key.
            try {
                Files.createLink(file, beside);
            } catch (FileAlreadyExistsException e) {
                return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
            } finally {
                Files.deleteIfExists(beside);
            }
            try (FileChannel channel = FileChannel.open(directory)) {
                channel.force(true);
            }
            return fresh;
        } catch (IOException e) {
            throw new IllegalStateException("The master key " + file + " cannot be made: " + e.getMessage(), e);
        }
    }
}
