/* What is kept of a NEAR changes no answer, and no NEAR is answered with what is kept of another.
 */
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdio.h>

enum { CARDS = 1500 };

/* Most words are in all cards, so that each NEAR is worth keeping. */
static const struct fixture_section *sections_of(int card)
{
    static const struct fixture_section rows[][6] = {
        {{LS_FIELD_TITLE, LS_PART_NONE, NULL, "Bias in model"},
         {LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, "Bias. Model."},
         {LS_FIELD_BODY, LS_PART_QA, NULL, "A model. Of bias. 大型語言模型的幻覺。"}},
        {{LS_FIELD_TITLE, LS_PART_NONE, NULL, "Model"},
         {LS_FIELD_ABSTRACT, LS_PART_NONE, NULL, "Bias. Model bias model."},
         {LS_FIELD_BODY, LS_PART_CORE, NULL, "Bias of one and another model. 幻覺。語言模型。"}},
        {{LS_FIELD_BODY, LS_PART_NONE, NULL, "Biased modelling, that is. 語言模型有幻覺。"}},
        {{LS_FIELD_BODY, LS_PART_NONE, NULL, "Model model bias: a model. 語言的幻覺模型。"}},
        {{LS_FIELD_BODY, LS_PART_NONE, NULL, "Bias. Model. Deep learning model. Bias deep model."}},
    };
    return rows[card % 5];
}

static const char *const queries[] = {
    "bias NEAR/1 model",
    "bias NEAR/2 model",
    "bias NEAR/9 model",
    "model NEAR/2 bias",
    "title:bias NEAR/2 model",
    "title:(bias NEAR/2 model)",
    "abstract:(bias NEAR/2 model)",
    "bias NEAR/2 deep NEAR/2 model",
    "bias NEAR/9 mode*",
    "bias NEAR/2 mode*",
    "bia* NEAR/2 mode*",
    "(bias OR deep) NEAR/2 model",
    "(bias OR one) NEAR/2 model",
    "bias NEAR/2 (model OR one)",
    "語言 NEAR/5 幻覺",
    "語言模型 NEAR/5 幻覺",
    "語言 NEAR/1 幻覺",
    "bias NEAR/3 model NEAR/3 one",
    "bias NEAR/3 model",
    "\"model bias\" NEAR/2 model",
};
enum { QUERIES = sizeof queries / sizeof *queries };

static void open_cards(struct fixture *fixture)
{
    static struct fixture_card cards[CARDS];
    static char ids[CARDS][16];
    for (int i = 0; i < CARDS; i++) {
        snprintf(ids[i], sizeof ids[i], "%d.md", i);
        cards[i] = (struct fixture_card){.id = ids[i]};
        memcpy(cards[i].sections, sections_of(i), sizeof cards[i].sections);
    }
    fixture_open(fixture, cards, CARDS);
}

static void answer(struct fixture *fixture, const char *query, struct ls_buf *out)
{
    static const struct ls_filters none = {0};
    struct ls_found found;
    struct ls_buf notes = {0};
    fixture_must(
        fixture_search(fixture, query, &none, (struct ls_window){.limit = CARDS}, &found, &notes),
        &fixture->err);
    ls_buf_clear(out);
    ls_buf_printf(out, "%d %zu:", (int)found.step, (size_t)found.hit_count);
    for (size_t i = 0; i < found.hit_count; i++) {
        ls_buf_printf(out, " %u", found.hits[i].docid);
    }
    ls_buf_add_span(out, ls_buf_span(&notes));
    ls_buf_free(&notes);
}

int main(void)
{
    static struct ls_buf plain[QUERIES];
    struct fixture fixture;
    struct ls_buf kept = {0};
    size_t other = 0;
    open_cards(&fixture);
    for (size_t i = 0; i < QUERIES; i++) {
        answer(&fixture, queries[i], &plain[i]);
        other += i > 0 && !ls_span_equal(ls_buf_span(&plain[i]), ls_buf_span(&plain[i - 1]));
    }
    tap_ok(other > QUERIES / 2, "the answers differ");
    fixture_keep(&fixture);
    for (size_t turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < QUERIES; i++) {
            answer(&fixture, queries[i], &kept);
            tap_ok(ls_span_equal(ls_buf_span(&kept), ls_buf_span(&plain[i])), "%s, %s", queries[i],
                   turn ? "kept" : "found");
        }
    }
    for (size_t i = 0; i < QUERIES; i++) {
        ls_buf_free(&plain[i]);
    }
    ls_buf_free(&kept);
    fixture_close(&fixture);
    return tap_done();
}
