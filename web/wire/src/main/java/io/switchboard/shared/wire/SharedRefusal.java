// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/** Refusals that any endpoint may give. */
public enum SharedRefusal implements RefusalCode {
    INVALID_REQUEST(RefusalKind.INVALID, "The request is not valid"),
    UNAUTHENTICATED(RefusalKind.UNAUTHENTICATED, "A valid access token is needed"),
    FORBIDDEN(RefusalKind.FORBIDDEN, "This caller may not do this"),
    NOT_FOUND(RefusalKind.NOT_FOUND, "There is no such resource"),
    ILLEGAL_MOVE(RefusalKind.CONFLICT, "The resource's state does not allow this"),
    ERASED(RefusalKind.GONE, "The account that this was about is erased"),
    STALE(RefusalKind.STALE, "The resource has changed since it was read"),
    PRECONDITION_REQUIRED(RefusalKind.PRECONDITION_REQUIRED, "The If-Match header is needed"),
    IDEMPOTENCY_KEY_REUSED(RefusalKind.UNPROCESSABLE, "The idempotency key was used with another request"),
    IDEMPOTENCY_KEY_IN_USE(RefusalKind.CONFLICT, "A request with this idempotency key is still in progress"),
    TOO_MANY_REQUESTS(RefusalKind.TOO_MANY, "Too many requests; come again later"),
    MASTER_KEY_ELSEWHERE(RefusalKind.CONFLICT, "The master key is not this server's to change"),
    BUSY(RefusalKind.UNAVAILABLE, "The server is too busy; try again");

    private final RefusalKind kind;
    private final String title;

    SharedRefusal(RefusalKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String code() {
        return PublishedName.of(this);
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
