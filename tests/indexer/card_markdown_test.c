/* What a reader sees of Markdown, and what cmark makes of Chinese. */
#include "tests/indexer/card_rows.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct card_row rows[] = {
    /* clang-format off */
    {"soft and hard breaks",
     "甲\n"
     "乙  \n"
     "丙\\\n"
     "丁<br/>戊\n",
     "h1 甲 乙\n"
     "[body @1]\n"
     "| 甲 乙\n"
     "| 丙\n"
     "| 丁\n"
     "| 戊\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"bold that is none",
     "**重點：**文字，所以**2024年：**起。\n",
     "h1 重點：文字，所以2024年：起。\n"
     "[body @1]\n"
     "| 重點：文字，所以2024年：起。\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"stars that mean themselves",
     "2 ** 3，p = 0.35**，\\*\\*甲\\*\\*，`**x`，2*3*4\n",
     "h1 2 ** 3，p = 0.35**，**甲**，**x，234\n"
     "[body @1]\n"
     "| 2 ** 3，p = 0.35**，**甲**，**x，234\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"bold with brackets and quotes",
     "**「引號」**後，*（括號）*後\n",
     "h1 「引號」後，（括號）後\n"
     "[body @1]\n"
     "| 「引號」後，（括號）後\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"a table",
     "| 甲 | **乙** |\n"
     "|:--|--:|\n"
     "| a\\|b | `c\\|d` |\n"
     "| 一<br/>二 | [三](/u) |\n"
     "| 少 |\n",
     "h1 甲 | 乙\n"
     "[body @1]\n"
     "| 甲 | 乙\n"
     "| a|b | c|d\n"
     "| 一 二 | 三\n"
     "| 少\n"
     "[link @4]\n"
     "| /u\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"a table behind text, without outer pipes",
     "前言\n"
     "a | b\n"
     "--- | ---\n"
     "1 | 2\n",
     "h1 前言\n"
     "[body @1]\n"
     "| 前言\n"
     "| a | b\n"
     "| 1 | 2\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"no table",
     "a | b\n"
     "--- | --- | ---\n"
     "1 | 2\n",
     "h1 a | b --- | --- | --- 1 | 2\n"
     "[body @1]\n"
     "| a | b --- | --- | --- 1 | 2\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"pipes outside tables",
     "a \\| b | `c\\|d`\n",
     "h1 a | b | c\\|d\n"
     "[body @1]\n"
     "| a | b | c\\|d\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"lists and quotes",
     "- 一\n"
     "  - 二\n"
     "- 三\n"
     "\n"
     "1. 四\n"
     "\n"
     "> 五\n"
     "> 六\n",
     "h1 一\n"
     "[body @1]\n"
     "| 一\n"
     "| 二\n"
     "| 三\n"
     "| 四\n"
     "| 五 六\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"code",
     "```text\n"
     "a | b\n"
     "|---|\n"
     "  **c** \\* \\|\n"
     "```\n"
     "\n"
     "    indented\n",
     "h1 a | b\n"
     "[body @1]\n"
     "| a | b\n"
     "| |---|\n"
     "|   **c** \\* \\|\n"
     "| indented\n"
     "[link @1]\n"
     "| text\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"entities",
     "P&lt;.001 &amp; &#x4E2D; &copy; &#1; &#42;\n",
     "h1 P<.001 & 中 ©  *\n"
     "[body @1]\n"
     "| P<.001 & 中 ©  *\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"inline HTML",
     "粗<b>體</b>字<!-- 不 -->見，<script>無</script>有<p>段\n",
     "h1 粗體字見，有\n"
     "[body @1]\n"
     "| 粗體字見，有\n"
     "| 段\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"an HTML block",
     "<div class=\"a > b\">\n"
     "一 <b>二</b>三 &lt;4&gt;\n"
     "<!-- 五\n"
     "六 -->\n"
     "<p>七</p>\n"
     "<STYLE>八</STYLE>九\n"
     "</div>\n",
     "h1 一 二三 <4>\n"
     "[body @1]\n"
     "| 一 二三 <4>\n"
     "| 七\n"
     "| 九\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"links, images and addresses",
     "[文](https://a.example/) <https://b.example/> [https://c.example/](https://c.example/) ![圖](d.png) <e@f.example> [g](#h) [i\\*](/j\\*)\n",
     "h1 文 https://b.example/ https://c.example/ 圖 e@f.example g i*\n"
     "[body @1]\n"
     "| 文 https://b.example/ https://c.example/ 圖 e@f.example g i*\n"
     "[link @1]\n"
     "| https://a.example/\n"
     "| d.png\n"
     "| /j*\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"control characters",
     "甲\007乙\013丙\177丁\302\205戊\n",
     "h1 甲乙 丙丁戊\n"
     "[body @1]\n"
     "| 甲乙 丙丁戊\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"
     "! control-character @1:4\n"},
    {"many blank lines keep the line numbers",
     "# T\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "**PMID**: x\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "\n"
     "## H\n",
     "h1 T\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID: x\n"
     "[body 2 @35] H\n"
     "! bad-pmid @22:11\n"},
    {"an image alone and a comment are nothing to see",
     "![](a.png)\n"
     "\n"
     "<!-- b -->\n",
     "! no-text @0:0\n"},
    {"an unclosed fence",
     "# T\n"
     "\n"
     "```\n"
     "## H\n"
     "**PMID**: 1\n",
     "h1 T\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| ## H\n"
     "| **PMID**: 1\n"
     "! no-metadata @0:0\n"},
    {"a table in the head",
     "# T\n"
     "\n"
     "| PMID | 期刊 |\n"
     "|---|---|\n"
     "| 1 | J |\n",
     "h1 T\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID | 期刊\n"
     "| 1 | J\n"
     "! no-metadata @0:0\n"},
    /* clang-format on */
};

int main(void)
{
    card_rows_check(rows, sizeof rows / sizeof *rows);
    return tap_done();
}
