/* The table of addresses. */
#include "server/metrics.h"
#include "server/routes/routes.h"
#include "tests/tap.h"

/* An address of a route: any segment for each that may be any. */
static struct ls_span address_of(const struct ls_route *route, struct ls_buf *address)
{
    ls_buf_clear(address);
    for (const char *c = route->path; *c; c++) {
        ls_buf_add_char(address, *c == '*' ? 'x' : *c);
    }
    ls_buf_add_str(address, route->is_folder ? "/x" : "");
    return ls_buf_span(address);
}

int main(void)
{
    struct ls_buf address = {0};
    for (size_t i = 0; i < ls_route_count; i++) {
        struct ls_span rest;
        const struct ls_route *found = ls_route_find(address_of(&ls_routes[i], &address), &rest);
        tap_is_str(found ? found->name : "none", ls_routes[i].name, address.ptr);
    }
    tap_ok(ls_route_count < LS_METRICS_ROUTES_MAX,
           "there is a number for each, and for what is none");
    ls_buf_free(&address);
    return tap_done();
}
