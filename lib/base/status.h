/* The one error vocabulary of all programs. The enum, the names, the exit
 * statuses, the HTTP codes and the table in the man pages come from this list. */
#ifndef LS_BASE_STATUS_H
#define LS_BASE_STATUS_H

/* X(identifier, exit status, HTTP code, what it means) */
#define LS_STATUS_TABLE(X)                                                                         \
    X(OK, 0, 200, "found, or done")                                                                \
    X(NOTHING_FOUND, 1, 200, "ran well and found nothing")                                         \
    X(USAGE, 2, 400, "your words: an unknown option or a bad query")                               \
    X(NO_INDEX, 3, 503, "there is no index there")                                                 \
    X(OTHER_SCHEMA, 4, 503, "the index was made by another version: rebuild it")                   \
    X(CORRUPT, 5, 503, "the index is damaged: rebuild it")                                         \
    X(IO, 6, 500, "input or output failed")                                                        \
    X(BAD_CARD, 7, 422, "some card was bad and is not in the index")                               \
    X(INTERNAL, 70, 500, "our fault: please report it")                                            \
    X(BUSY, 75, 503, "busy or overtaken: try again")

enum ls_status {
#define X(name, exit_status, http_code, text) LS_##name,
    LS_STATUS_TABLE(X)
#undef X
        LS_STATUS_COUNT
};

const char *ls_status_name(enum ls_status status); /* "NO_INDEX" */
const char *ls_status_text(enum ls_status status); /* "there is no index there" */
int ls_status_exit(enum ls_status status);         /* 3 */
int ls_status_http(enum ls_status status);         /* 503 */

#endif
