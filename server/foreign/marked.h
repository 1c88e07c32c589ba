/* Texts with the words found in them between tags. */
#ifndef LS_SERVER_MARKED_H
#define LS_SERVER_MARKED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "query/range.h"

/* How a client wants marks. Tags such as <em> mean that it will insert the text as HTML: then the
 * rest is escaped. One that puts in tags of no meaning (__ais-highlight__) escapes by itself. */
struct ls_tags {
    struct ls_span pre;
    struct ls_span post;
    struct ls_span cut; /* stands where text was left out: "…" */
    bool is_html;
};

/* Whether the text around them has to be escaped follows from the tags. */
struct ls_tags ls_tags(struct ls_span pre, struct ls_span post, struct ls_span cut);

struct ls_marked {
    struct ls_span text;
    const struct ls_range *marks; /* ascending, apart */
    size_t count;
    bool begins_inside; /* something was left out before it */
    bool ends_inside;
};

/* The text with its tags. */
void ls_marked_add(struct ls_buf *out, const struct ls_marked *marked, const struct ls_tags *tags);
/* The same as a string of JSON. */
void ls_marked_add_json(struct ls_buf *out, const struct ls_marked *marked,
                        const struct ls_tags *tags);

/* At most so many words of it, from a little before the first mark on. Two Han characters are as
 * long as a word. out may be marked itself. */
enum ls_status ls_marked_crop(const struct ls_marked *marked, size_t words, struct ls_arena *arena,
                              struct ls_marked *out, struct ls_error *err);

#endif
