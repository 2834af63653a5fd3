// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.accounts.service.EnterpriseDirectory;
import io.switchboard.mailbox.model.Webhook;
import io.switchboard.mailbox.model.WebhookQueue;
import io.switchboard.mailbox.model.WebhookRepository;
import io.switchboard.mailbox.wire.CreateWebhookRequest;
import io.switchboard.mailbox.wire.EditWebhookRequest;
import io.switchboard.mailbox.wire.WebhookDisabled;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookRefusal;
import io.switchboard.mailbox.wire.WebhookSecretView;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.WebhookKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An enterprise's work on its webhooks. Every method needs an API client with the scope {@code manage} and sees its own enterprise only. */
@Stateless
@Workflow
public class WebhookService {
    @Inject
    WebhookRepository repository;

    @Inject
    WebhookSecrets secrets;

    @Inject
    WebhookTargets targets;

    @Inject
    EnterpriseDirectory enterprises;

    @Inject
    Event<WebhooksDue> due;

    @Inject
    AuditLog audit;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    PersistenceFlush persistence;

    @Inject
    Clock clock;

    /**
     * Creates a webhook; it is told what happens from now on. Its secret is in the answer and nowhere else.
     *
     * @throws RefusedException {@code target-refused}, {@code webhook-limit}
     */
    public Versioned<WebhookView> create(Invocation invocation, CreateWebhookRequest request) {
        EnterpriseId enterprise = invocation.managed();
        targets.require(request.url());
        enterprises.lock(enterprise);
        if (repository.count(enterprise) >= settings.get(WebhookKeys.LIMIT)) {
            throw RefusedException.of(WebhookRefusal.WEBHOOK_LIMIT, "Remove a webhook first");
        }
        WebhookId id = new WebhookId(ids.next());
        String secret = secrets.next();
        Instant now = clock.instant();
        Webhook webhook = new Webhook(
                id,
                enterprise,
                terms(request.url(), request.types(), request.description()),
                secrets.wrap(id, secret),
                now);
        repository.add(webhook, now);
        audit.done(invocation, "webhook.create", id);
        return new Versioned<>(WebhookViews.of(webhook, secret), webhook.version());
    }

    /** The enterprise's webhooks, newest first. */
    public Page<WebhookView> list(Invocation invocation, PageRequest page) {
        return Pages.of(
                repository.list(invocation.managed(), page.withOneMore()),
                page,
                webhook -> webhook.id().value(),
                WebhookViews::of);
    }

    /**
     * One webhook.
     *
     * @throws RefusedException {@code not-found}
     */
    public Versioned<WebhookView> get(Invocation invocation, WebhookId id) {
        return versioned(repository.find(invocation.managed(), id).orElseThrow(RefusedException::notFound));
    }

    /**
     * Replaces what the enterprise says of it. Enabled again or moved, it goes on at once where it stopped.
     *
     * @param expected the version that the caller has read
     * @throws RefusedException {@code not-found}, {@code stale}, {@code target-refused}
     */
    public Versioned<WebhookView> edit(Invocation invocation, WebhookId id, long expected, EditWebhookRequest request) {
        Webhook webhook = locked(invocation, id);
        if (webhook.version() != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        targets.require(request.url());
        boolean moved = !webhook.url().equals(request.url());
        webhook.edit(terms(request.url(), request.types(), request.description()));
        if (!request.enabled()) {
            webhook.disable(WebhookDisabled.REQUESTED);
        } else if (webhook.enable() || moved) {
            resume(id);
        }
        persistence.flush();
        if (webhook.version() != expected) {
            audit.done(invocation, "webhook.edit", id);
        }
        return versioned(webhook);
    }

    private void resume(WebhookId id) {
        WebhookQueue queue = repository.lockQueue(id).orElseThrow();
        queue.resume(clock.instant());
        due.fire(new WebhooksDue(Set.of(id)));
    }

    /**
     * Removes it; what is on its way to it is not delivered any more.
     *
     * @throws RefusedException {@code not-found}
     */
    public void delete(Invocation invocation, WebhookId id) {
        repository.remove(locked(invocation, id));
        audit.done(invocation, "webhook.delete", id);
    }

    /**
     * Gives it another secret. Deliveries are signed with both until the former one ends.
     *
     * @throws RefusedException {@code not-found}
     */
    public WebhookSecretView rotateSecret(Invocation invocation, WebhookId id) {
        Webhook webhook = locked(invocation, id);
        String secret = secrets.next();
        Instant until = clock.instant().plus(settings.get(WebhookKeys.SECRET_OVERLAP));
        webhook.rotateSecret(secrets.wrap(id, secret), until);
        audit.done(invocation, "webhook.rotate-secret", id);
        return new WebhookSecretView(id, secret, until);
    }

    private Webhook locked(Invocation invocation, WebhookId id) {
        return repository.lock(invocation.managed(), id).orElseThrow(RefusedException::notFound);
    }

    private static Webhook.Terms terms(String url, @Nullable Set<String> types, @Nullable String description) {
        return new Webhook.Terms(url, types == null ? Set.of() : types, description);
    }

    private static Versioned<WebhookView> versioned(Webhook webhook) {
        return new Versioned<>(WebhookViews.of(webhook), webhook.version());
    }
}
