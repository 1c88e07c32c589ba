/* Front matter, and what else stands at the top of a file. */
#include "tests/indexer/card_rows.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct card_row rows[] = {
    /* clang-format off */
    {"front matter fills in",
     "---\n"
     "title: 夜燈研究\n"
     "tags: [護理, 睡眠]\n"
     "pmid: 99\n"
     "doi: 10.1000/y\n"
     "score: 7\n"
     "year: 2001\n"
     "journal: J\n"
     "authors:\n"
     "  - Ma, W.\n"
     "  - Smith, John\n"
     "description: 摘要在此\n"
     "slug: /night\n"
     "sidebar_position: 3\n"
     "nested: {pmid: 3}\n"
     "---\n"
     "\n"
     "正文\n",
     "zh 夜燈研究\n"
     "pmid 99 @4:7\n"
     "doi 10.1000/y\n"
     "journal J\n"
     "score 7\n"
     "year 2001\n"
     "domain 護理\n"
     "domain 睡眠\n"
     "author Ma, W.\n"
     "author Smith, John\n"
     "[title @2]\n"
     "| 夜燈研究\n"
     "[body @3]\n"
     "| 護理; 睡眠\n"
     "[journal @8]\n"
     "| J\n"
     "[author @10]\n"
     "| Ma, W.; Smith, John\n"
     "[abstract @12]\n"
     "| 摘要在此\n"
     "[body @18]\n"
     "| 正文\n"
     "[link @13]\n"
     "| /night\n"},
    {"a title in the language that is missing",
     "---\n"
     "title: 夜燈\n"
     "---\n"
     "**English Title**: E\n",
     "en E\n"
     "zh 夜燈\n"
     "[title @2]\n"
     "| 夜燈\n"
     "[title @4]\n"
     "| E\n"
     "[body @4]\n"
     "| English Title:\n"},
    {"titles in a said language",
     "---\n"
     "title_zh: 夜燈\n"
     "title: Page\n"
     "---\n"
     "**English Title**: E\n",
     "en E\n"
     "zh 夜燈\n"
     "[title @2]\n"
     "| 夜燈\n"
     "[title @5]\n"
     "| E\n"
     "[body @5]\n"
     "| English Title:\n"},
    {"the card's own lines win",
     "---\n"
     "title: 側欄\n"
     "pmid: 5\n"
     "tags: a\n"
     "---\n"
     "# T\n"
     "\n"
     "**English Title**: E\n"
     "**PMID**: 6\n"
     "**Domain**: 教育\n",
     "h1 T\n"
     "en E\n"
     "zh 側欄\n"
     "pmid 6 @9:11\n"
     "domain 教育\n"
     "[title @2]\n"
     "| 側欄\n"
     "[body @4]\n"
     "| a\n"
     "[title @6]\n"
     "| T\n"
     "[body @6]\n"
     "| English Title:\n"
     "| PMID: 6\n"
     "| Domain: 教育\n"
     "[title @8]\n"
     "| E\n"
     "! conflict @3:7\n"},
    {"line numbers are those of the file",
     "---\n"
     "a: 1\n"
     "---\n"
     "\n"
     "# T\n"
     "\n"
     "**PMID**: x\n"
     "\n"
     "## H\n",
     "h1 T\n"
     "[title @5]\n"
     "| T\n"
     "[body @5]\n"
     "| PMID: x\n"
     "[body 2 @9] H\n"
     "! bad-pmid @7:11\n"},
    {"dots close it, as YAML allows",
     "---\n"
     "title: A\n"
     "...\n"
     "B\n",
     "en A\n"
     "[title @2]\n"
     "| A\n"
     "[body @4]\n"
     "| B\n"},
    {"a rule is no front matter",
     "---\n"
     "\n"
     "# T\n"
     "\n"
     "**PMID**: 1\n"
     "\n"
     "---\n"
     "\n"
     "## H\n",
     "h1 T\n"
     "pmid 1 @5:11\n"
     "[title @3]\n"
     "| T\n"
     "[body @3]\n"
     "| PMID: 1\n"
     "[body 2 @9] H\n"},
    {"not closed, with a rule further down",
     "---\n"
     "year: 2000\n"
     "tags:\n"
     "  - a\n"
     "\n"
     "# T\n"
     "\n"
     "**PMID**: 1\n"
     "\n"
     "---\n"
     "\n"
     "## H\n"
     "x\n",
     "h1 T\n"
     "pmid 1 @8:11\n"
     "year 2000\n"
     "domain a\n"
     "[body @4]\n"
     "| a\n"
     "[title @6]\n"
     "| T\n"
     "[body @6]\n"
     "| PMID: 1\n"
     "[body 2 @12] H\n"
     "| x\n"
     "! front-matter-unclosed @1:1\n"},
    {"not closed at all",
     "---\n"
     "year: 2000\n"
     "Text: that goes on\n"
     "# T\n",
     "h1 T\n"
     "year 2000\n"
     "[title @4]\n"
     "| T\n"
     "! front-matter-unclosed @1:1\n"},
    {"a comment behind a blank line",
     "---\n"
     "a: 1\n"
     "\n"
     "# note\n"
     "year: 2000\n"
     "---\n"
     "# T\n",
     "h1 T\n"
     "year 2000\n"
     "[title @7]\n"
     "| T\n"},
    {"syntax",
     "---\n"
     "title: 漢\"\n"
     "pmid: \"1\n"
     "---\n"
     "# T\n"
     "\n"
     "PMID: 2\n",
     "h1 T\n"
     "pmid 2 @7:7\n"
     "[title @5]\n"
     "| T\n"
     "[body @5]\n"
     "| PMID: 2\n"
     "! front-matter-syntax @4:1\n"},
    {"not a mapping",
     "---\n"
     "key: [\n"
     "---\n"
     "# T\n",
     "h1 T\n"
     "[title @4]\n"
     "| T\n"
     "! no-metadata @0:0\n"
     "! front-matter-syntax @3:1\n"},
    {"aliases stay unread",
     "---\n"
     "base: &b [1, 2]\n"
     "tags: *b\n"
     "*b : c\n"
     "? [k]\n"
     ": v\n"
     "year: 2000\n"
     "---\n"
     "# T\n",
     "h1 T\n"
     "year 2000\n"
     "[title @9]\n"
     "| T\n"},
    {"null says nothing",
     "---\n"
     "pmid: null\n"
     "doi: ~\n"
     "year:\n"
     "title: ''\n"
     "---\n"
     "# T\n",
     "h1 T\n"
     "[title @7]\n"
     "| T\n"
     "! no-metadata @0:0\n"},
    {"byte order mark and carriage returns",
     "\357\273\277---\r\n"
     "year: 2000\r\n"
     "---\r\n"
     "# T\r\n"
     "\r\n"
     "**PMID**: x\r\n",
     "h1 T\n"
     "year 2000\n"
     "[title @4]\n"
     "| T\n"
     "[body @4]\n"
     "| PMID: x\n"
     "! bad-pmid @6:11\n"},
    {"carriage returns alone",
     "# T\r\r**PMID**: x\r",
     "h1 T\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID: x\n"
     "! bad-pmid @3:11\n"},
    {"escapes in front matter",
     "---\n"
     "title: 'a \\| b'\n"
     "---\n"
     "x \\| y\n",
     "en a \\| b\n"
     "[title @2]\n"
     "| a \\| b\n"
     "[body @4]\n"
     "| x | y\n"},
    /* clang-format on */
};

int main(void)
{
    card_rows_check(rows, sizeof rows / sizeof *rows);
    return tap_done();
}
