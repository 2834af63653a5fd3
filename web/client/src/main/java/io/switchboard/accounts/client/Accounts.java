// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.accounts.wire.EditAccountRequest;
import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.accounts.wire.EnrolmentView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The accounts of an enterprise; for its API clients with the scope {@code manage}. */
public final class Accounts {
    private static final ApiPath ACCOUNTS = ApiPath.of("accounts");

    private final Session session;

    private Accounts(Session session) {
        this.session = session;
    }

    /** With an enterprise's session. */
    public static Accounts of(ApiSession enterprise) {
        return new Accounts(enterprise.session());
    }

    /** Creates an account; {@code address-taken} when another one has one of its addresses. */
    public AccountView create(CreateAccountRequest request) {
        return session.post(ACCOUNTS, Optional.of(request), AccountView.class);
    }

    /** Creates an account, once for this key. */
    public AccountView create(CreateAccountRequest request, IdempotencyKey key) {
        return session.post(ACCOUNTS, Optional.of(request), AccountView.class, key);
    }

    /** All of them, newest first. */
    public Listing<AccountView> list() {
        return session.list(ACCOUNTS, AccountView.class);
    }

    /**
     * Those that both hold for, newest first.
     *
     * @param externalId only the one that the enterprise calls so
     * @param address only those with this telephone number or handle, in whatever form it is written
     */
    public Listing<AccountView> list(Optional<String> externalId, Optional<String> address) {
        return session.list(ACCOUNTS.with("externalId", externalId).with("address", address), AccountView.class);
    }

    /** Reads one, with what an edit must name. */
    public Versioned<AccountView> get(AccountId id) {
        return session.getVersioned(ACCOUNTS.slash(id), AccountView.class);
    }

    /**
     * Replaces name, addresses and notes; {@code stale} when it is no longer the version that was read.
     *
     * @param read what the edit is based on
     */
    public Versioned<AccountView> edit(Versioned<AccountView> read, EditAccountRequest edited) {
        return session.patch(
                ACCOUNTS.slash(read.value().id()), change(read.value(), edited), read.etag(), AccountView.class);
    }

    /** Erases an account for good: nobody can act for it any more, and what is known of it is removed, by and by. */
    public AccountView erase(AccountId id) {
        return session.post(ACCOUNTS.slash(id).slash("erasure"), Optional.empty(), AccountView.class);
    }

    /** Permits one terminal to be enrolled for an account: a code, valid once and for minutes. */
    public EnrolmentView enrolment(AccountId account) {
        return session.post(enrolments(account), Optional.empty(), EnrolmentView.class);
    }

    /** The same, once for this key. */
    public EnrolmentView enrolment(AccountId account, IdempotencyKey key) {
        return session.post(enrolments(account), Optional.empty(), EnrolmentView.class, key);
    }

    /** The enrolment's URL as a QR code, SVG. */
    public byte[] enrolmentSvg(AccountId account, EnrolmentId enrolment) {
        return session.getBytes(qr(account, enrolment).with("format", "svg"), "image/svg+xml");
    }

    /** The enrolment's URL as a QR code, PNG. */
    public byte[] enrolmentPng(AccountId account, EnrolmentId enrolment) {
        return session.getBytes(qr(account, enrolment).with("format", "png"), "image/png");
    }

    /** As a merge patch (RFC 7396), in which what is to go is null. */
    private static JsonNode change(AccountView before, EditAccountRequest edited) {
        Map<String, String> metadata = edited.metadata() == null ? Map.of() : edited.metadata();
        Map<String, @Nullable String> pairs = new TreeMap<>(metadata);
        before.metadata().keySet().stream()
                .filter(key -> !metadata.containsKey(key))
                .forEach(key -> pairs.put(key, null));
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        patch.put("name", edited.name());
        if (edited.addresses() != null) {
            patch.put("addresses", edited.addresses());
        }
        patch.put("externalId", edited.externalId());
        patch.put("metadata", pairs);
        return Json.tree(patch);
    }

    private static ApiPath enrolments(AccountId account) {
        return ACCOUNTS.slash(account).slash("enrolments");
    }

    private static ApiPath qr(AccountId account, EnrolmentId enrolment) {
        return enrolments(account).slash(enrolment).slash("qr");
    }
}
