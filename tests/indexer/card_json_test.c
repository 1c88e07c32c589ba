/* Lines of JSON. */
#include "tests/indexer/card_rows.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct card_row rows[] = {
    /* clang-format off */
    {"every key",
     "{\"_id\":\"a1\",\"title_en\":\"E\",\"title_zh\":\"中\",\"abstract\":\"Abs\",\"abstract_zh\":\"摘\",\"text\":\"body\",\"pmid\":\"12\",\"doi\":\"10.1000/z\",\"journal\":\"J\",\"year\":2020,\"score\":8.2,\"domains\":[\"教育\",\"護理/睡眠\"],\"authors\":[\"Ma, W.\",\"Smith, John\"],\"other\":{}}",
     "en E\n"
     "zh 中\n"
     "pmid 12 @1:1\n"
     "doi 10.1000/z\n"
     "journal J\n"
     "score 8.2\n"
     "year 2020\n"
     "domain 教育\n"
     "domain 護理/睡眠\n"
     "author Ma, W.\n"
     "author Smith, John\n"
     "[title @1]\n"
     "| E\n"
     "[title @1]\n"
     "| 中\n"
     "[journal @1]\n"
     "| J\n"
     "[author @1]\n"
     "| Ma, W.; Smith, John\n"
     "[body @1]\n"
     "| 教育; 護理/睡眠\n"
     "[abstract @1]\n"
     "| Abs\n"
     "[abstract @1]\n"
     "| 摘\n"
     "[body @1]\n"
     "| body\n"},
    {"text alone",
     "{\"_id\":\"a2\",\"title\":\"睡眠研究\",\"text\":\"line one\\nline two\"}",
     "zh 睡眠研究\n"
     "[title @1]\n"
     "| 睡眠研究\n"
     "[abstract @1]\n"
     "| line one\n"
     "| line two\n"},
    {"strings for lists and numbers",
     "{\"_id\":\"a3\",\"title\":\"\",\"text\":\"t\",\"pmid\":12,\"year\":\"2001\",\"score\":\"7/10\",\"domains\":\"a/b\",\"authors\":\"Ma, W., & Li, X.\"}",
     "h1 t\n"
     "pmid 12 @1:1\n"
     "score 7\n"
     "year 2001\n"
     "domain a\n"
     "domain b\n"
     "author Ma, W.\n"
     "author Li, X.\n"
     "[author @1]\n"
     "| Ma, W., & Li, X.\n"
     "[body @1]\n"
     "| a/b\n"
     "[abstract @1]\n"
     "| t\n"},
    {"wrong types",
     "{\"_id\":\"a4\",\"text\":1,\"score\":[],\"authors\":[1],\"title\":{}}",
     "! bad-json @1:1\n"
     "! bad-json @1:1\n"
     "! bad-json @1:1\n"
     "! bad-json @1:1\n"},
    {"no id",
     "{\"text\":\"t\"}",
     "! bad-json @1:1\n"},
    {"an id that is none",
     "{\"_id\":\"\",\"text\":\"t\"}",
     "! bad-json @1:1\n"},
    {"not JSON",
     "{\"_id\":\"a5\",",
     "! bad-json @1:12\n"},
    {"not an object",
     "[1]",
     "! bad-json @1:1\n"},
    {"odd values",
     "{\"_id\":\"a6\",\"text\":\"t\\u0007\",\"score\":11,\"pmid\":\"x\",\"year\":\"near\"}",
     "h1 t\n"
     "[abstract @1]\n"
     "| t\n"
     "! score-range @1:1\n"
     "! bad-pmid @1:1\n"
     "! bad-year @1:1\n"
     "! control-character @1:1\n"},
    {"nothing to see",
     "{\"_id\":\"a7\"}",
     "! no-text @1:1\n"},
    {"two titles",
     "{\"_id\":\"a8\",\"title\":\"Night light\",\"title_zh\":\"夜燈\"}",
     "en Night light\n"
     "zh 夜燈\n"
     "[title @1]\n"
     "| Night light\n"
     "[title @1]\n"
     "| 夜燈\n"},
    /* clang-format on */
};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = card_rendering(rows[i].source, strlen(rows[i].source), 1);
        tap_is_str(got, rows[i].expected, rows[i].name);
        free(got);
    }
    return tap_done();
}
