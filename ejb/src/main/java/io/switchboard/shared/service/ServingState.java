// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jboss.logging.Logger;

/**
 * Hears from the application server that it is being suspended, which a stop begins with, and says so within the application. The
 * application server publishes its state by JMX, and waits with the next step until its listeners have returned.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ServingState {
    private static final Logger LOG = Logger.getLogger(ServingState.class);
    private static final String STATE = "jboss.root:type=state";
    private static final String ATTRIBUTE = "RunningState";

    @Inject
    Event<ServingChanged> changes;

    private final NotificationListener listener = (notification, handback) -> hear(notification);
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @PostConstruct
    void listen() {
        try {
            server.addNotificationListener(new ObjectName(STATE), listener, null, null);
        } catch (JMException e) {
            throw new IllegalStateException("the application server does not publish its state", e);
        }
    }

    @PreDestroy
    void stop() {
        try {
            server.removeNotificationListener(new ObjectName(STATE), listener);
        } catch (JMException e) {
            LOG.debug("The application server has forgotten its state already", e);
        }
    }

    private void hear(Notification notification) {
        if (notification instanceof AttributeChangeNotification change
                && change.getAttributeName().equals(ATTRIBUTE)) {
            String state = String.valueOf(change.getNewValue()).toLowerCase(Locale.ROOT);
            if (state.equals("suspending")) {
                changes.fire(new ServingChanged(false));
            } else if (state.equals("normal")) {
                changes.fire(new ServingChanged(true));
            }
        }
    }
}
