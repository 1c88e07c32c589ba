#include "server/http/access_log.h"

#include "server/listen.h"

#include <time.h>
#include <unistd.h>

/* Of the address: escaped, it fits with all else into what a pipe takes in one piece (PIPE_BUF), so
 * that lines of several threads do not stand within each other. */
enum { TARGET_BYTES_MAX = 1200 };

static const char *const methods[] = {
#define X(name, text) text,
    LS_METHOD_TABLE(X)
#undef X
};

/* Whatever was sent stays on one line, and says nothing to a terminal. */
static void add_target(struct ls_buf *line, struct ls_span target)
{
    for (size_t i = 0; i < target.len && i < TARGET_BYTES_MAX; i++) {
        unsigned char byte = (unsigned char)target.ptr[i];
        if (byte > ' ' && byte < 0x7f && byte != '"' && byte != '\\') {
            ls_buf_add_char(line, (char)byte);
        } else {
            ls_buf_printf(line, "%%%02X", byte);
        }
    }
    ls_buf_add_str(line, target.len > TARGET_BYTES_MAX ? "..." : "");
}

void ls_access_log(const struct ls_flight *flight, const struct sockaddr *client, unsigned status,
                   size_t bytes, bool is_whole, double ms)
{
    char address[LS_ADDRESS_TEXT_BYTES] = "-";
    char when[32];
    time_t now = time(NULL);
    struct tm utc;
    struct ls_buf line = {0};
    const char *method = methods[flight->request.method];
    gmtime_r(&now, &utc);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (client) {
        ls_address_write(client, address);
    }
    ls_buf_printf(&line, "%s %s %s ", when, address, *method ? method : "-");
    add_target(&line, flight->request.target);
    ls_buf_printf(&line, " %u %zu %.2f%s\n", status, bytes, ms, is_whole ? "" : " cut");
    ssize_t written = write(STDERR_FILENO, ls_buf_span(&line).ptr, line.len);
    (void)written; /* there is nowhere else to say it */
    ls_buf_free(&line);
}
