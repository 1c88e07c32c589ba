#include "base/status.h"

static const struct {
    const char *name;
    const char *text;
    int exit_status;
    int http_code;
} table[LS_STATUS_COUNT] = {
#define X(name, exit_status, http_code, text) {#name, text, exit_status, http_code},
    LS_STATUS_TABLE(X)
#undef X
};

const char *ls_status_name(enum ls_status status)
{
    return table[status].name;
}

const char *ls_status_text(enum ls_status status)
{
    return table[status].text;
}

int ls_status_exit(enum ls_status status)
{
    return table[status].exit_status;
}

int ls_status_http(enum ls_status status)
{
    return table[status].http_code;
}
