/* Template text in an index: what is found by counting, what a run on some changed cards makes of
 * it, and that this is what a build from nothing would make. */
#include "tests/indexer/run_fixture.h"
#include "tests/tap.h"

#include "text/stream.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- an index as text ---- */

/* What the index says of a card: its terms with their frequencies, and its stream. */
static struct ls_span tell_card(struct run_fixture *fixture, struct ls_index *index, uint32_t docid)
{
    struct xap_terms *terms = NULL;
    struct ls_span stream;
    struct ls_buf out = {0};
    bool more = false;
    if (xap_terms_of_document(ls_index_reader(index), docid, &terms, NULL) == XAP_OK) {
        while (xap_terms_next(terms, &more, NULL) == XAP_OK && more) {
            struct xap_bytes term = xap_terms_term(terms);
            ls_buf_printf(&out, "%.*s:%u ", (int)term.len, term.ptr, xap_terms_wdf(terms));
        }
    }
    xap_terms_free(terms);
    ls_buf_add_char(&out, '\n');
    if (ls_index_stream(index, docid, &stream, &fixture->err) == LS_OK) {
        ls_buf_add_span(&out, stream);
    }
    struct ls_span told = ls_arena_copy(&fixture->arena, ls_buf_span(&out));
    ls_buf_free(&out);
    return told;
}

enum { IDS_MAX = 32, NAME_ROOM = 16 };

struct told {
    struct ls_span cards[IDS_MAX]; /* absent: not in the index */
};

static void card_name(int number, char name[NAME_ROOM])
{
    snprintf(name, NAME_ROOM, "%02d.md", number);
}

static struct told tell(struct run_fixture *fixture, const char *db)
{
    struct told told = {0};
    struct ls_index *index = run_open(fixture, db);
    for (int i = 0; i < IDS_MAX; i++) {
        char term[32] = LS_PREFIX_ID;
        struct xap_postings *postings = NULL;
        bool more = false;
        card_name(i, term + strlen(LS_PREFIX_ID));
        if (xap_postings_open(ls_index_reader(index), term, strlen(term), &postings, NULL) ==
                XAP_OK &&
            xap_postings_next(postings, &more, NULL) == XAP_OK && more) {
            told.cards[i] = tell_card(fixture, index, xap_postings_docid(postings));
        }
        xap_postings_free(postings);
    }
    ls_index_free(index);
    return told;
}

static bool is_same(const struct told *a, const struct told *b)
{
    for (int i = 0; i < IDS_MAX; i++) {
        if (!ls_span_equal(a->cards[i], b->cards[i])) {
            printf("# card %d is\n# %.*s\n# and should be\n# %.*s\n", i, LS_SPAN_ARG(a->cards[i]),
                   LS_SPAN_ARG(b->cards[i]));
            return false;
        }
    }
    return true;
}

/* ---- random cards ---- */

static const char *const domains[] = {"急診", "護理", "AI 影像", "critical care"};

/* Sentences that are filled with the domain, the score and a finding. */
static const char *const forms[] = {
    "本文探討%s領域的應用，評分為 %d 分，發現%s。",
    "The findings of %s were rated %d of 10 by all readers: %s.",
    "倫理考量：%s的隱私問題仍須以 %d 次審查說明，亦即%s。",
    "- 關鍵字 %s %d %s",
};

static const char *const findings[] = {"病房溫度與譫妄無關", "a quiet ward shortens the stay",
                                       "夜班交接需要清單"};

static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static void write_card(struct run_fixture *fixture, int number, uint64_t *state)
{
    char name[NAME_ROOM];
    struct ls_buf text = {0};
    const char *domain = domains[next(state) % 4];
    const char *finding = findings[next(state) % 3];
    int score = 1 + (int)(next(state) % 9);
    card_name(number, name);
    ls_buf_printf(&text, "# 卡片 %d\n\n**評分**: %d\n**應用領域**: %s\n\n## 核心觀點卡\n\n", number,
                  score, domain);
    if (next(state) % 2) {
        ls_buf_printf(&text, "### 主要發現\n%s\n\n", finding);
    }
    for (size_t i = 0; i < 4; i++) {
        if (next(state) % 3 == 0) {
            ls_buf_printf(&text, forms[i], domain, score, finding);
            ls_buf_add_str(&text, "\n\n");
        }
    }
    ls_buf_printf(&text, "只在第 %d 張卡片才有的一句話。\n", number);
    char path[64];
    snprintf(path, sizeof path, "docs/%s", name);
    run_write(fixture, path, text.ptr);
    ls_buf_free(&text);
}

static void remove_card(struct run_fixture *fixture, int number)
{
    char path[64] = "docs/";
    card_name(number, path + 5);
    remove(run_path(fixture, path));
}

/* How many cards hold template text. */
static size_t count_templates(const struct told *told)
{
    size_t count = 0;
    for (int i = 0; i < IDS_MAX; i++) {
        count += told->cards[i].ptr &&
                 memchr(told->cards[i].ptr, LS_STREAM_TEMPLATE, told->cards[i].len) != NULL;
    }
    return count;
}

static void test_runs(struct run_fixture *fixture, uint64_t seed)
{
    enum { RUNS = 12 };
    uint64_t state = seed;
    bool same = true;
    size_t rises = 0;
    size_t falls = 0;
    size_t before = 0;
    run_write(fixture, "docs/none.md", "# 無\n\n什麼也沒有。\n");
    for (int run = 0; same && run < RUNS; run++) {
        int most = 1 + (int)(next(&state) % 6);
        bool grows = run < RUNS / 2;
        for (int i = 0; i < most; i++) {
            int number = (int)(next(&state) % (IDS_MAX / 2));
            if (next(&state) % 8 < (grows ? 7 : 3)) {
                write_card(fixture, number, &state);
            } else {
                remove_card(fixture, number);
            }
        }
        run_index(fixture, "docs", "db", NULL, NULL, false);
        run_index(fixture, "docs", "fresh", NULL, NULL, true);
        struct told told = tell(fixture, "db");
        struct told fresh = tell(fixture, "fresh");
        same = is_same(&told, &fresh);
        size_t now = count_templates(&fresh);
        rises += now > before;
        falls += now < before;
        before = now;
    }
    tap_ok(same, "seed %llu: changed again and again, an index is what a build from nothing makes",
           (unsigned long long)seed);
    tap_ok(rises > 0 && falls > 0, "seed %llu: sentences became template, and stopped to be",
           (unsigned long long)seed);
    for (int i = 0; i < IDS_MAX; i++) {
        remove_card(fixture, i);
    }
}

int main(void)
{
    struct run_fixture fixture;
    run_fixture_open(&fixture);
    for (uint64_t seed = 1; seed <= 8; seed++) {
        test_runs(&fixture, seed);
    }
    run_fixture_close(&fixture);
    return tap_done();
}
