/* litsearch.h: statuses and errors, ours from those within. */
#include "api/common.h"

#ifndef LS_VERSION
#define LS_VERSION "unknown"
#endif

static const struct {
    enum litsearch_status status;
    const char *text;
} statuses[] = {
#define X(name, exit_status, http_code, text) [LS_##name] = {LITSEARCH_##name, text},
    LS_STATUS_TABLE(X)
#undef X
};

#define X(name, exit_status, http_code, text)                                                      \
    _Static_assert((int)LITSEARCH_##name == (exit_status), "the numbers are the exit statuses");
LS_STATUS_TABLE(X)
#undef X

_Static_assert((int)LITSEARCH_CARD_EXCEPTIONS == (int)LS_PART_EXCEPTIONS, "cards in one order");
_Static_assert((int)LITSEARCH_ORDER_TITLE == (int)LS_SORT_TITLE, "orders in one order");
_Static_assert((int)LITSEARCH_MATCH_ANY == (int)LS_MATCH_ANY, "matchings in one order");
_Static_assert((int)LITSEARCH_FACET_CARD == (int)LS_FACET_CARD, "facets in one order");

const char *litsearch_status_text(enum litsearch_status status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].status == status) {
            return statuses[i].text;
        }
    }
    return "";
}

const char *litsearch_version(void)
{
    return LS_VERSION;
}

enum litsearch_status api_done(enum ls_status status, const struct ls_error *inner,
                               const struct ls_mistake *mistake, struct litsearch_error *err)
{
    enum litsearch_status result = statuses[status].status;
    if (err) {
        *err = (struct litsearch_error){.status = result};
        if (mistake) {
            err->first = mistake->place.first;
            err->past = mistake->place.past;
        }
    }
    if (err && status != LS_OK) {
        const char *message = inner->message[0] ? inner->message : statuses[status].text;
        _Static_assert(sizeof err->message >= sizeof inner->message, "messages fit");
        memcpy(err->message, message, strlen(message) + 1);
    }
    return result;
}

enum litsearch_status api_refuse(const char *what, struct litsearch_error *err)
{
    struct ls_error inner;
    return api_done(ls_fail(&inner, LS_USAGE, "%s", what), &inner, NULL, err);
}
