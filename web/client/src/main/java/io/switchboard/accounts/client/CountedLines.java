// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import java.io.IOException;
import java.io.OutputStream;

/** Passes everything on, and counts the lines. It does not close what it passes on to. */
final class CountedLines extends OutputStream {
    private final OutputStream to;
    private final boolean quotes;
    private boolean quoted;
    private long count;

    /** @param quotes whether what stands between quotation marks ends no line (RFC 4180) */
    CountedLines(OutputStream to, boolean quotes) {
        this.to = to;
        this.quotes = quotes;
    }

    /** How many have ended. */
    long count() {
        return count;
    }

    @Override
    public void write(int symbol) throws IOException {
        to.write(symbol);
        look((byte) symbol);
    }

    @Override
    public void write(byte[] part, int from, int length) throws IOException {
        to.write(part, from, length);
        for (int i = from; i < from + length; i++) {
            look(part[i]);
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    private void look(byte symbol) {
        if (symbol == '"' && quotes) {
            quoted = !quoted;
        } else if (symbol == '\n' && !quoted) {
            count++;
        }
    }
}
