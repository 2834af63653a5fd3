SwaggerUIBundle({ url: "/openapi?format=JSON", dom_id: "#swagger-ui", deepLinking: true, tryItOutEnabled: true });
