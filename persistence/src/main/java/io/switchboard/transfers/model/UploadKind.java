// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

/** What an upload is of (tus 1.0, concatenation). */
public enum UploadKind {
    /** All of the transfer's content. */
    WHOLE,
    /** A part of it, to be joined with others. */
    PARTIAL,
    /** Parts, joined in the order that the client has said. */
    FINAL
}
