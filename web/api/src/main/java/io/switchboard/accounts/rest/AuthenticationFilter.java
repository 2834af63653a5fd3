// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.Authenticator;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.RequestAttributes;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls (RFC 6750) and whether callers of this kind may call this endpoint at all. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {
    private static final String SCHEME = "bearer ";

    @Inject
    Authenticator authenticator;

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceMethod() == null) {
            // RESTEasy's own answer to OPTIONS.
            return;
        }
        AllowedTo allowed = resource.getResourceMethod().getAnnotation(AllowedTo.class);
        if (allowed == null) {
            throw new IllegalStateException(resource.getResourceMethod() + " does not say who may call it");
        }
        Set<Callers> callers = EnumSet.copyOf(Arrays.asList(allowed.value()));
        if (callers.contains(Callers.ANYONE)) {
            request.setProperty(RequestAttributes.ACTOR, new Actor.Anonymous());
            return;
        }
        Actor actor = authenticate(request);
        if (actor instanceof Actor.Newcomer && !allowed.newcomers()) {
            throw RefusedException.of(
                    AccountsRefusal.SECRET_MUST_BE_REPLACED,
                    "Run switchboard admin login, or replace the secret with POST"
                            + " /api/v1/api-clients/me/secret-rotation");
        }
        if (!admits(callers, actor)) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "This endpoint is for " + names(callers));
        }
        request.setProperty(RequestAttributes.ACTOR, actor);
    }

    private Actor authenticate(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw RefusedException.of(SharedRefusal.UNAUTHENTICATED, "Send an access token: Authorization: Bearer …");
        }
        AccountId actingFor = account(request.getHeaderString(RequestAttributes.ACCOUNT_HEADER));
        Optional<Actor> actor =
                authenticator.authenticate(header.substring(SCHEME.length()).strip(), actingFor);
        return actor.orElseThrow(() ->
                RefusedException.of(SharedRefusal.UNAUTHENTICATED, "The access token does not hold; get a new one"));
    }

    private static @Nullable AccountId account(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return new AccountId(header.strip());
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(SharedRefusal.NOT_FOUND, "There is no such account to act for");
        }
    }

    private static boolean admits(Set<Callers> callers, Actor actor) {
        if (actor instanceof Actor.Admin || actor instanceof Actor.Newcomer) {
            return callers.contains(Callers.ADMIN);
        }
        if (actor instanceof Actor.Client client) {
            return (client.mayManage() && callers.contains(Callers.MANAGER))
                    || (client.federates() && callers.contains(Callers.PRIVATE_SERVER))
                    || (client.actingFor().isPresent() && callers.contains(Callers.ACTING));
        }
        return actor instanceof Actor.Device && callers.contains(Callers.TERMINAL);
    }

    private static String names(Set<Callers> callers) {
        return String.join(
                " or ",
                callers.stream()
                        .map(caller -> switch (caller) {
                            case ANYONE -> "anyone";
                            case ADMIN -> "the admin client";
                            case MANAGER -> "API clients with the scope manage";
                            case ACTING ->
                                "API clients that act for an account (header " + RequestAttributes.ACCOUNT_HEADER + ")";
                            case PRIVATE_SERVER -> "API clients with the scope federate";
                            case TERMINAL -> "terminals";
                        })
                        .toList());
    }
}
