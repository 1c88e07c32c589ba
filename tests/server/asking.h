/* Routes asked without HTTP: a target and a body → the reply's JSON. */
#ifndef TESTS_SERVER_ASKING_H
#define TESTS_SERVER_ASKING_H

#include "server/routes/routes.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <jansson.h>

struct asking {
    struct fixture fixture;
    struct ls_session *session;
    struct ls_site site;
    struct ls_arena arena;
    unsigned code; /* of the last reply */
    json_t *reply; /* NULL: no JSON */
    struct ls_buf body;
    struct ls_buf value;
};

void asking_open(struct asking *asking, const struct fixture_card *cards, size_t count);
void asking_close(struct asking *asking);

/* body NULL: GET. */
void asking_send(struct asking *asking, const char *target, const char *body);

/* What stands at "results.0.hits" of the reply, as JSON without spaces, members in their order;
 * "results.#" is how many there are; "(none)" when nothing does. Until the next call. */
const char *asking_at(struct asking *asking, const char *path);

/* A question and what is to stand somewhere in the reply. */
struct asking_row {
    const char *name;
    const char *target;
    const char *body;
    unsigned code; /* 0: 200 */
    const char *path;
    const char *want;
};

static inline void asking_test(struct asking *asking, const struct asking_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct asking_row *row = &rows[i];
        unsigned code = row->code ? row->code : 200;
        asking_send(asking, row->target, row->body);
        const char *got = asking_at(asking, row->path);
        bool same = asking->code == code && strcmp(got, row->want) == 0;
        if (!tap_ok(same, "%s", row->name)) {
            printf("#  got: %u %s\n# want: %u %s\n# %.300s\n", asking->code, got, code, row->want,
                   asking->body.ptr ? asking->body.ptr : "");
        }
    }
}

#endif
