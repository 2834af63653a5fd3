// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of this process as text: QR codes and names of people need UTF-8, whatever the machine's default is. A print writer keeps
 * its failures to itself; this one tells what the first was.
 */
final class Utf8Output extends PrintWriter {
    private final Remembering stream;

    private Utf8Output(Remembering stream) {
        super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
        this.stream = stream;
    }

    static Utf8Output to(OutputStream stream) {
        return new Utf8Output(new Remembering(stream));
    }

    /** Why it cannot be written to any more; empty while it can. */
    Optional<IOException> failure() {
        return Optional.ofNullable(stream.failure);
    }

    private static final class Remembering extends FilterOutputStream {
        private volatile @Nullable IOException failure;

        private Remembering(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int symbol) throws IOException {
            write(new byte[] {(byte) symbol}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException first) {
                if (failure == null) {
                    failure = first;
                }
                throw first;
            }
        }
    }
}
