#include "server/routes/address.h"

#include "server/site.h"

/* What may stand in a host and its port; anything else was made up to be misread. */
static bool is_host(struct ls_span host)
{
    bool is_fine = host.len > 0;
    for (size_t i = 0; is_fine && i < host.len; i++) {
        char c = host.ptr[i];
        is_fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  memchr("-._:[]", c, 6);
    }
    return is_fine;
}

void ls_address_add_root(const struct ls_exchange *exchange, struct ls_buf *out)
{
    struct ls_span host = exchange->request->headers.host;
    if (exchange->site->root.ptr) {
        ls_buf_add_span(out, exchange->site->root);
    } else if (is_host(host)) {
        ls_buf_add_str(out, "http://");
        ls_buf_add_span(out, host);
    }
}

void ls_address_add_escaped(struct ls_buf *out, struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || (c && memchr("-._~/", c, 5));
        if (is_plain) {
            ls_buf_add_char(out, (char)c);
        } else {
            ls_buf_printf(out, "%%%02X", c);
        }
    }
}
