// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** A part of an open file that can be sent more than once, from its beginning each time. */
record FilePart(FileChannel file, long from, long length) {
    /** Reads it; closing leaves the file open. */
    InputStream stream() {
        return new PartStream();
    }

    /** Its MD5 in base64: with it a store refuses what has changed on the way (RFC 1864). It identifies nothing. */
    String contentMd5() throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[Disk.BUFFER_BYTES];
            try (InputStream bytes = stream()) {
                int read = bytes.read(buffer);
                while (read >= 0) {
                    md5.update(buffer, 0, read);
                    read = bytes.read(buffer);
                }
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is missing", e);
        }
    }

    private final class PartStream extends InputStream {
        private final byte[] single = new byte[1];
        private long position = from;

        @Override
        public int read() throws IOException {
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            Objects.checkFromIndexSize(offset, wanted, target.length);
            long left = from + length - position;
            if (wanted == 0 || left == 0) {
                return wanted == 0 ? 0 : -1;
            }
            int most = (int) Math.min(Math.min(wanted, Disk.BUFFER_BYTES), left);
            int read = file.read(ByteBuffer.wrap(target, offset, most), position);
            if (read < 0) {
                throw new EOFException("The file has become shorter");
            }
            position += read;
            return read;
        }
    }
}
