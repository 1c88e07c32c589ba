/* The page as the server writes it: what a reader finds there, and that nothing in a card, a query
 * or an address is markup. */
#include "tests/server/asking.h"
#include "tests/server/cards.h"

#include "server/page/assets.h"

static const struct {
    const char *name;
    const char *target;
    unsigned code;
    const char *want;  /* is there; NULL: anything */
    const char * not ; /* is not; NULL: nothing */
} rows[] = {
    {"a title", "/?q=sepsis", 200, "<title>sepsis – Literature notes</title>", NULL},
    {"a whole page", "/?q=sepsis", 200, "<!doctype html>\n<html lang=\"en\">", NULL},
    {"a part of it", "/?q=sepsis&part=results", 200, "<div class=\"answer\" data-title=\"sepsis",
     "<html"},
    {"in Chinese", "/?q=sepsis&lang=zh-Hant", 200, "找到 3 篇文獻", NULL},
    {"totals", "/?q=sepsis", 200, "3 articles found", NULL},
    {"of several words", "/?q=sepsis+bias", 200, "1 article has all the words, 3 some", NULL},
    {"of filters", "/?domain=%E6%80%A5%E8%A8%BA", 200, "2 articles pass the filters", NULL},
    {"of none", "/?q=zebra", 200, "Nothing found", "<ol"},
    {"a link to the article's page", "/?q=sepsis+alerts", 200,
     "<a href=\"https://notes.example/docs/a/one\">Sepsis alerts</a>", NULL},
    {"the other title", "/?q=sepsis", 200, "lang=\"zh-Hant\">敗血症警示</p>", NULL},
    {"a link to the card", "/?q=sepsis", 200, "href=\"./card/a/one.md\"", NULL},
    {"similar articles", "/?q=sepsis", 200, "href=\"./?like=a/one.md\"", NULL},
    {"a citation", "/?q=sepsis", 200, "href=\"./card/a/one.md?format=ris\"", NULL},
    {"all citations, without what is of the page only", "/?q=sepsis&lang=en&page=1", 200,
     "href=\"./search?q=sepsis&amp;limit=100&amp;format=bibtex\"", NULL},
    {"marks", "/?q=nurse", 200, "The <mark>nurse</mark> of the sepsis ward.", NULL},
    {"the heading of a passage", "/?q=nurse", 200, "Who is warned?</a>", NULL},
    {"titles are text", "/?q=sepsis", 200, "&lt;script&gt;run(1)&lt;/script&gt; &amp; co</a>",
     "<script>run"},
    {"passages are text", "/?q=score", 200, "A &lt;b&gt;sepsis&lt;/b&gt; <mark>score</mark>.",
     "<b>"},
    {"queries are text", "/?q=%22%3E%3Cb%3E%22", 200, "value=\"&quot;&gt;&lt;b&gt;&quot;\"", "<b>"},
    {"filters are text", "/?domain=%3Cb%3E", 200, NULL, "<b>"},
    {"languages are text", "/?lang=%22%3E%3Cb%3E", 200, NULL, "<b>"},
    {"unknown parameters are left out", "/?%3Cb%3E=%3Cb%3E&q=sepsis", 200, NULL, "%3Cb"},

    {"a facet's link", "/?q=sepsis", 200, "href=\"./?q=sepsis&amp;domain=%E6%80%A5%E8%A8%BA\"",
     NULL},
    {"that takes it off again", "/?q=sepsis&domain=%E6%80%A5%E8%A8%BA", 200,
     "<a href=\"./?q=sepsis\" data-key=\"domain=急診\" aria-current=\"true\">", NULL},
    {"however it was written", "/?q=sepsis&domain=%E6%80%A5%E8%AF%8A", 200,
     "<a href=\"./?q=sepsis\" data-key=\"domain=急診\" aria-current=\"true\">", NULL},
    {"several of them", "/?q=sepsis&domain=%E6%80%A5%E8%A8%BA", 200,
     "domain=%E6%80%A5%E8%A8%BA&amp;domain=%E9%96%80%E8%A8%BA", NULL},
    {"a chip", "/?q=sepsis&score=8", 200, "Score 8 or more<span", NULL},
    {"of a range", "/?q=sepsis&score=6..8", 200, "Score 6–8 points<span", NULL},
    {"of years", "/?q=sepsis&year=2020..2024", 200, "2020–2024<span", NULL},
    {"of years to come", "/?q=sepsis&year=2020..", 200, "2020 and later<span", NULL},
    {"of years past", "/?q=sepsis&year=..2020", 200, "2020 and earlier<span", NULL},
    {"filters are in the form", "/?q=sepsis&score=8", 200,
     "<input type=\"hidden\" form=\"search\" name=\"score\" value=\"8\">", NULL},
    {"scores from a number on", "/?q=sepsis", 200, "data-key=\"score=9\"", "data-key=\"score=10\""},
    {"are counted from there", "/?q=sepsis", 200,
     "7 or more</span> <span class=\"count\"><span aria-hidden=\"true\">3<", NULL},

    {"a bar for each year", "/?q=sepsis", 200, "aria-label=\"2024: 1 article\"", NULL},
    {"those between, too", "/?q=sepsis", 200, "aria-label=\"2020: 0 articles\"", "2018"},
    {"a bar's link", "/?q=sepsis", 200,
     "<a href=\"./?q=sepsis&amp;year=2021\" data-key=\"bar=2021\"", NULL},
    {"a second one makes a range", "/?q=sepsis&year=2021", 200,
     "<a href=\"./?q=sepsis&amp;year=2019..2021\" data-key=\"bar=2019\"", NULL},
    {"forwards as well", "/?q=sepsis&year=2021", 200,
     "<a href=\"./?q=sepsis&amp;year=2021..2024\" data-key=\"bar=2024\"", NULL},
    {"the same one takes it off", "/?q=sepsis&year=2021", 200,
     "<a href=\"./?q=sepsis\" data-key=\"bar=2021\" aria-current=\"true\"", NULL},
    {"a third one begins anew", "/?q=sepsis&year=2019..2021", 200,
     "<a href=\"./?q=sepsis&amp;year=2024\" data-key=\"bar=2024\"", NULL},
    {"one year is no plot", "/?q=nurse", 200, NULL, "<svg"},

    {"pages", "/?q=sepsis&limit=1", 200,
     "<a href=\"./?q=sepsis&amp;limit=1&amp;page=2\" rel=\"next\">Next</a>", "rel=\"prev\""},
    {"the last of them", "/?q=sepsis&limit=1&page=3", 200,
     "<a href=\"./?q=sepsis&amp;limit=1&amp;page=2\" rel=\"prev\">", "rel=\"next\""},
    {"the first has no number", "/?q=sepsis&limit=1&page=2", 200,
     "<a href=\"./?q=sepsis&amp;limit=1\" rel=\"prev\">", NULL},
    {"beyond the last", "/?q=sepsis&page=9", 200, "3 articles found", "<ol"},
    {"no results to show", "/?q=sepsis&limit=0", 200, "3 articles found", "<ol"},
    {"sorting", "/?q=sepsis&sort=year", 200, "data-key=\"sort-2\" aria-current=\"true\"", NULL},
    {"only with all words", "/?q=sepsis+bias", 200, "match=all", NULL},

    {"the start", "/", 200, "Search 4 articles", "<ol"},
    {"its domains", "/", 200, "<a href=\"./?domain=%E9%96%80%E8%A8%BA\">", NULL},
    {"the start keeps the language", "/?lang=zh-Hant", 200,
     "<a href=\"./?lang=zh-Hant&amp;domain=", NULL},
    {"all cards", "/?sort=score", 200, "4 articles<", NULL},
    {"what is like one", "/?like=a/one.md", 200, "Similar to <a href=\"./card/a/one.md\">Sepsis",
     "sort-1"},
    {"what is like none", "/?like=zebra", 200, "no card has the id", NULL},

    {"a bad query", "/?q=sepsis+%22half", 400, "<code>sepsis <mark>&quot;</mark>half</code>", NULL},
    {"that is being typed", "/?q=%22&typing=1", 200, "Search 4 articles", NULL},
    {"in part", "/?q=%22half&part=results", 400, "class=\"answer failure\"", "<html"},
    {"in Chinese", "/?q=%22half&lang=zh-Hans", 400, "无法理解这个查询", NULL},
    {"a bad filter while one types", "/?typing=1&score=many", 400, "score=many", NULL},
    {"a bad filter", "/?score=many", 400, "score=many: write MIN", "<mark>"},

    {"an asset", "/assets/page.js", 200, "\"use strict\"", NULL},
    {"none", "/assets/none.js", 200, "there is nothing", NULL},
    {"nor one elsewhere", "/assets/../page.js", 200, "there is nothing", NULL},
};

static bool has(const struct asking *asking, const char *text)
{
    return text && asking->body.len > 0 && strstr(asking->body.ptr, text);
}

static void test_rows(struct asking *asking)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        asking_send(asking, rows[i].target, NULL);
        bool is_fine = asking->code == rows[i].code &&
                       (!rows[i].want || has(asking, rows[i].want)) && !has(asking, rows[i].not );
        if (!tap_ok(is_fine, "%s: %s", rows[i].name, rows[i].target)) {
            printf("# %u\n# %s\n", asking->code, asking->body.ptr);
        }
    }
}

/* What the page would run or look like by itself, were it not for its own files. */
static void test_policy(struct asking *asking)
{
    static const char *const targets[] = {"/", "/?q=sepsis", "/?q=%22"};
    static const char *const inline_things[] = {" style=", "<style", " onclick",
                                                "javascript:", "http://"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        asking_send(asking, targets[i], NULL);
        for (size_t k = 0; k < sizeof inline_things / sizeof *inline_things; k++) {
            tap_ok(!has(asking, inline_things[k]), "%s has no %s", targets[i], inline_things[k]);
        }
    }
}

static void test_assets(struct asking *asking)
{
    for (size_t i = 0; i < ls_asset_count; i++) {
        const struct ls_asset *asset = &ls_assets[i];
        struct ls_buf address = {0};
        ls_buf_printf(&address, "assets/%s?v=%s\"", asset->name, asset->version);
        asking_send(asking, "/", NULL);
        tap_ok(asset->content.len > 0 && has(asking, address.ptr), "%s is on the page",
               address.ptr);
        ls_buf_free(&address);
    }
    tap_is_str(ls_asset_version("none"), "", "what is not there has no version");
}

/* Where the words stand is not looked into in each of very many articles, unless it was chosen. */
static void test_many(void)
{
    enum { MANY = 101 };
    static struct fixture_card many[MANY];
    static char ids[MANY][8];
    struct asking asking;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "%zu.md", i);
        many[i] = (struct fixture_card){
            .id = ids[i],
            .title_en = i > 0 ? "Sepsis" : "Other",
            .sections = {{LS_FIELD_BODY, LS_PART_QA, "Q", i > 0 ? "Of sepsis" : "Other sepsis"}}};
    }
    asking_open(&asking, many, MANY);
    asking_send(&asking, "/?q=sepsis", NULL);
    tap_ok(has(&asking, "101 articles found") && !has(&asking, "facet-card"), "many articles");
    asking_send(&asking, "/?q=sepsis+other", NULL);
    tap_ok(has(&asking, "facet-card"), "few articles");
    asking_send(&asking, "/?q=sepsis&card=qa", NULL);
    tap_ok(has(&asking, "data-key=\"card=qa\" aria-current"), "many, of a note card");
    asking_close(&asking);
}

int main(void)
{
    struct asking asking;
    asking_open(&asking, cards, CARD_COUNT);
    test_rows(&asking);
    test_policy(&asking);
    test_assets(&asking);
    asking_close(&asking);
    test_many();
    return tap_done();
}
