#include "server/listen.h"

#include "base/interval.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

/* Takes the host, brackets or not, off text; what is left is the port. */
static struct ls_span take_host(struct ls_span *text)
{
    const char *bracket =
        text->len > 0 && text->ptr[0] == '[' ? memchr(text->ptr, ']', text->len) : NULL;
    const char *colon = memrchr(text->ptr, ':', text->len);
    struct ls_span host = {0};
    if (bracket && bracket + 1 < text->ptr + text->len && bracket[1] == ':') {
        host = ls_span(text->ptr + 1, (size_t)(bracket - text->ptr) - 1);
        *text = ls_span_from(*text, host.len + 3);
    } else if (!bracket && colon) {
        host = ls_span(text->ptr, (size_t)(colon - text->ptr));
        *text = ls_span_from(*text, host.len + 1);
    }
    return host;
}

static bool fill(struct ls_span host, unsigned port, struct ls_address *address)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address->socket;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address->socket;
    char name[INET6_ADDRSTRLEN];
    if (host.len == 0 || ls_span_equal(host, LS_SPAN("localhost"))) {
        host = LS_SPAN("127.0.0.1");
    }
    snprintf(name, sizeof name, "%.*s", LS_SPAN_ARG(host));
    if (host.len < sizeof name && inet_pton(AF_INET, name, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        address->len = sizeof *v4;
    } else if (host.len < sizeof name && inet_pton(AF_INET6, name, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        address->len = sizeof *v6;
    }
    return address->len > 0;
}

enum ls_status ls_address_read(struct ls_span text, struct ls_address *address,
                               struct ls_error *err)
{
    struct ls_span port_text = text;
    struct ls_span host = take_host(&port_text);
    unsigned long port;
    *address = (struct ls_address){0};
    if (!ls_digits_read(port_text, &port) || port > 65535 || !fill(host, (unsigned)port, address)) {
        return ls_fail(err, LS_USAGE,
                       "--listen %.*s: write ADDRESS:PORT with a numeric address, as "
                       "127.0.0.1:7700 or [::1]:7700; port 0 is any free one",
                       LS_SPAN_ARG(text));
    }
    return LS_OK;
}

void ls_address_write(const struct sockaddr *socket, char text[LS_ADDRESS_TEXT_BYTES])
{
    char name[INET6_ADDRSTRLEN] = "?";
    if (socket->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)socket;
        inet_ntop(AF_INET, &v4->sin_addr, name, sizeof name);
        snprintf(text, LS_ADDRESS_TEXT_BYTES, "%s:%u", name, ntohs(v4->sin_port));
    } else {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)socket;
        inet_ntop(AF_INET6, &v6->sin6_addr, name, sizeof name);
        snprintf(text, LS_ADDRESS_TEXT_BYTES, "[%s]:%u", name, ntohs(v6->sin6_port));
    }
}
