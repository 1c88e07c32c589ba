/* The JSON that foreign clients send, read with the place of every mistake. */
#ifndef LS_SERVER_BODY_H
#define LS_SERVER_BODY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <jansson.h>

enum { LS_BODY_DEPTH_MAX = 16, LS_BODY_QUERIES_MAX = 50, LS_TAG_BYTES_MAX = 200 };

/* An object; the caller's to free with json_decref. LS_USAGE, with line and column, for bytes that
 * are not UTF-8, a NUL, a member that is there twice, a body too deep. */
enum ls_status ls_body_read(struct ls_span body, json_t **out, struct ls_error *err);

/* Borrows from the string; absent when it is none. */
struct ls_span ls_json_text(const json_t *value);

/* What a member of a query may be. */
enum ls_member_kind {
    LS_MEMBER_TEXT,
    LS_MEMBER_TAG,   /* a text that is written at each mark of each hit, and so a short one */
    LS_MEMBER_COUNT, /* a whole number, from min to max */
    LS_MEMBER_TRUTH,
    LS_MEMBER_LIST,    /* of texts; one text is a list of one */
    LS_MEMBER_FILTER,  /* a text, or lists of texts within each other: not looked at here */
    LS_MEMBER_IGNORED, /* changes nothing that we could do: its value does not matter */
    LS_MEMBER_REFUSED  /* would change which articles are found, in a way that we cannot do */
};

/* A member of a query that a protocol has: where it goes to in the struct of the query. */
struct ls_member {
    const char *name;
    enum ls_member_kind kind;
    size_t offset;
    double max; /* of a COUNT, from 0 */
};

struct ls_text_list {
    const struct ls_span *items;
    size_t count;
    bool wanted; /* the member was there */
};

/* The fields that offsets lead to: struct ls_span, long (unsaid: as it was before), bool, struct
 * ls_text_list, const json_t *. They borrow from value. null is as if it were not there. LS_USAGE
 * says what the member must be. */
enum ls_status ls_member_take(const struct ls_member *member, const json_t *value,
                              struct ls_arena *arena, void *query, struct ls_error *err);

/* The row of that name; NULL: none. */
const struct ls_member *ls_member_find(const struct ls_member *rows, size_t count,
                                       struct ls_span name);

/* What the manual says of those that are refused and ignored. */
void ls_members_manual_add(const struct ls_member *rows, size_t count, struct ls_buf *text);

/* LS_USAGE: there is no such member, and what may have been meant. */
enum ls_status ls_member_fail(const struct ls_member *rows, size_t count, struct ls_span name,
                              struct ls_error *err);

/* Puts where it was before a message: "requests[2].filters: …". */
enum ls_status ls_place_before(const char *place, struct ls_error *err);

/* The value of a form's field as JSON would have it; the caller frees it. NULL: memory is out. */
json_t *ls_form_value(const struct ls_member *member, struct ls_span text);

#endif
