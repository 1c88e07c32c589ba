/* A query while it is being typed: whether its last word is whole or goes on, and what is no query
 * yet. Each row says which cards answer, in any order. */
#include "query/answer/session.h"

#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct fixture_card cards[] = {
    {"hall.md", "A hall", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "The hall of the clinic."}}},
    {"h1.md", "Hallucinations", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "They mislead."}}},
    {"h2.md", "Models hallucinate", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "With bias."}}},
    {"h3.md", "Hallucinated facts", "幻覺", .sections = {{LS_FIELD_BODY, 0, NULL, "Facts."}}},
    {"h4.md", "Hallucination again", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Once more."}}},
    {"h5.md", "A hallucination", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Ward 4094."}}},
    {"age1.md", "Age", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Old age."}}},
    {"age2.md", "Agents", NULL, .sections = {{LS_FIELD_BODY, 0, NULL, "Agents act."}}},
};

static const struct {
    const char *name;
    const char *typed;
    const char *found; /* ids in order of their names; "-": none */
} rows[] = {
    {"a beginning", "halluc", "h1.md h2.md h3.md h4.md h5.md"},
    {"a beginning behind the stem", "hallucinati", "h1.md h2.md h3.md h4.md h5.md"},
    {"two letters", "ha", "h1.md h2.md h3.md h4.md h5.md hall.md"},
    {"far more go on", "hall", "h1.md h2.md h3.md h4.md h5.md hall.md"},
    {"a word that is whole", "age", "age1.md"},
    {"a space ends the word", "hall ", "hall.md"},
    {"only the last word", "hall mislead", "h1.md hall.md"},
    {"behind another one", "bias hallu", "h1.md h2.md h3.md h4.md h5.md"},
    {"one letter is a word", "h", "-"},
    {"a number is whole", "409", "-"},
    {"a slip is still corrected", "halucination", "h1.md h2.md h3.md h4.md h5.md"},
    {"characters", "幻", "h3.md"},
    {"behind characters", "幻覺halluc", "h1.md h2.md h3.md h4.md h5.md"},
    {"in a field", "title:mod", "h2.md"},
    {"an operand", "bias AND hallu", "h2.md"},
    {"excluded words are whole", "bias NOT hallu", "h2.md"},
    {"a phrase that is not closed", "\"old ag", "age1.md age2.md h4.md"},
    {"a parenthesis that is not closed", "(mislead OR ag", "age1.md age2.md h1.md h4.md"},
    {"an operator without its operand", "mislead AND", "h1.md"},
    {"a field without its value", "mislead author:", "h1.md"},
};

static int compare_ids(const void *a, const void *b)
{
    const struct ls_shown *left = a, *right = b;
    return ls_span_compare(left->card->id, right->card->id);
}

static void check(struct ls_session *session, const char *typed, const char *want, const char *name)
{
    struct ls_request request = {
        .kind = LS_REQUEST_SEARCH, .text = ls_span_str(typed), .typing = true, .window.limit = 20};
    struct ls_kept kept = {0};
    struct ls_reply reply = {0};
    struct ls_error err = {0};
    struct ls_buf ids = {0};
    enum ls_status status = ls_session_keep(session, &request, &kept, &reply, &err);
    qsort(kept.hits, kept.hit_count, sizeof *kept.hits, compare_ids);
    for (size_t i = 0; i < kept.hit_count; i++) {
        ls_buf_printf(&ids, "%s%.*s", i > 0 ? " " : "", LS_SPAN_ARG(kept.hits[i].card->id));
    }
    bool ran = status == LS_OK || status == LS_NOTHING_FOUND;
    tap_is_str(!ran ? err.message : ids.len > 0 ? ids.ptr : "-", want, name);
    ls_buf_free(&ids);
    ls_reply_free(&reply);
    ls_kept_free(&kept);
}

int main(void)
{
    struct fixture fixture;
    struct ls_session *session;
    struct ls_error err;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    const char *dbs[] = {fixture.folder};
    fixture_must(ls_session_open(dbs, 1, &session, &err), &err);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(session, rows[i].typed, rows[i].found, rows[i].name);
    }
    ls_session_free(session);
    fixture_close(&fixture);
    return tap_done();
}
