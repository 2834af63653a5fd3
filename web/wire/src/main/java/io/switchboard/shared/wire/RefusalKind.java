// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/** What sort of refusal it is; the API maps each to one HTTP status (RFC 9110). */
public enum RefusalKind {
    /** The request is understood but wrong: 400. */
    INVALID,
    /** Nobody is authenticated, or the credentials do not hold: 401. */
    UNAUTHENTICATED,
    /** The caller is known and may not: 403. */
    FORBIDDEN,
    /** There is no such thing, or it is somebody else's, which looks the same: 404. */
    NOT_FOUND,
    /** The resource is not in a state that allows it: 409. */
    CONFLICT,
    /** It was there once: 410. */
    GONE,
    /** The resource changed since the caller read it: 412. */
    STALE,
    /** More than is taken: 413. */
    TOO_LARGE,
    /** Well-formed, but contradicts what the server has: 422. */
    UNPROCESSABLE,
    /** What came is not what its checksum says: 460, as tus names it. */
    CHECKSUM,
    /** A precondition header is missing: 428. */
    PRECONDITION_REQUIRED,
    /** Too often: 429. */
    TOO_MANY,
    /** There is no room for what is to be kept: 507 (RFC 4918 section 11.5). */
    NO_ROOM,
    /** The server cannot now; the same request may succeed later: 503. */
    UNAVAILABLE
}
