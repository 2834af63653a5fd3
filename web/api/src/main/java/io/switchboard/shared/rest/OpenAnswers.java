// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many answers of one kind are open at a time: in all, and of each who asks. An answer is open from its request until its last
 * byte has left or its connection has ended, whichever way that comes; as long it holds memory, or a thread. Thread-safe.
 */
public final class OpenAnswers {
    private final int most;
    private final int mostOfEach;
    private final Map<Object, Integer> open = new HashMap<>();
    private int all;

    /**
     * None is open.
     *
     * @param most in all
     * @param mostOfEach of each who asks
     */
    public OpenAnswers(int most, int mostOfEach) {
        this.most = most;
        this.mostOfEach = mostOfEach;
    }

    /**
     * Counts the answer to the request that this thread serves, until it is open no more.
     *
     * @return false when as many are open as may be; then it is not counted
     */
    public boolean admits(Object who) {
        HttpServerExchange exchange = ServletRequestContext.requireCurrent().getExchange();
        boolean admitted = opened(who);
        if (admitted) {
            try {
                exchange.addExchangeCompleteListener((complete, proceed) -> {
                    closed(who);
                    proceed.proceed();
                });
            } catch (IllegalStateException alreadyComplete) {
                closed(who);
                throw alreadyComplete;
            }
        }
        return admitted;
    }

    synchronized boolean opened(Object who) {
        int present = open.getOrDefault(who, 0);
        if (all >= most || present >= mostOfEach) {
            return false;
        }
        all++;
        open.put(who, present + 1);
        return true;
    }

    synchronized void closed(Object who) {
        all--;
        open.computeIfPresent(who, (same, present) -> present == 1 ? null : present - 1);
    }
}
