/* Headings, sections and parts. */
#include "tests/indexer/card_rows.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct card_row rows[] = {
    /* clang-format off */
    {"sections and parts",
     "# T\n"
     "\n"
     "PMID: 1\n"
     "\n"
     "## 📌 第一張：核心觀點卡\n"
     "\n"
     "### A {#a}\n"
     "一\n"
     "\n"
     "## Paraphrase 卡\n"
     "二\n"
     "\n"
     "## ❓ 第三张：Q&A\n"
     "\n"
     "## 例外\n"
     "四\n"
     "\n"
     "## 其他\n"
     "五\n",
     "h1 T\n"
     "pmid 1 @3:7\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID: 1\n"
     "[body core 2 @5] 📌 第一張：核心觀點卡\n"
     "[body core 3 @7] A\n"
     "| 一\n"
     "[body paraphrase 2 @10] Paraphrase 卡\n"
     "| 二\n"
     "[body qa 2 @13] ❓ 第三张：Q&A\n"
     "[body exceptions 2 @15] 例外\n"
     "| 四\n"
     "[body 2 @18] 其他\n"
     "| 五\n"},
    {"abstracts, structured too",
     "# T\n"
     "\n"
     "PMID: 1\n"
     "\n"
     "## 第一張\n"
     "\n"
     "### 文獻摘要（Abstract）\n"
     "A P&lt;.001\n"
     "\n"
     "#### Methods\n"
     "B\n"
     "\n"
     "### 中文摘要\n"
     "丙\n"
     "\n"
     "### Summary of results\n"
     "C\n",
     "h1 T\n"
     "pmid 1 @3:7\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID: 1\n"
     "[body core 2 @5] 第一張\n"
     "[abstract core 3 @7] 文獻摘要（Abstract）\n"
     "| A P<.001\n"
     "[abstract core 4 @10] Methods\n"
     "| B\n"
     "[abstract core 3 @13] 中文摘要\n"
     "| 丙\n"
     "[body core 3 @16] Summary of results\n"
     "| C\n"},
    {"headings of all kinds",
     "T\n"
     "=\n"
     "\n"
     "PMID: 1\n"
     "\n"
     "B `c` *d*\n"
     "-\n"
     "x\n"
     "###\n"
     "y\n"
     "###### 六 <b>f</b><!-- g --> ##\n",
     "h1 T\n"
     "pmid 1 @4:7\n"
     "[title @1]\n"
     "| T\n"
     "[body @1]\n"
     "| PMID: 1\n"
     "[body 2 @6] B c d\n"
     "| x\n"
     "[body 3 @9]\n"
     "| y\n"
     "[body 6 @11] 六 f\n"},
    {"no heading, no label",
     "一行字。\n",
     "h1 一行字。\n"
     "[body @1]\n"
     "| 一行字。\n"
     "! no-metadata @0:0\n"
     "! missing-title @0:0\n"},
    {"a second H1",
     "# 甲\n"
     "\n"
     "PMID: 1\n"
     "\n"
     "# 第四張\n"
     "乙\n",
     "h1 甲\n"
     "pmid 1 @3:7\n"
     "[title @1]\n"
     "| 甲\n"
     "[body @1]\n"
     "| PMID: 1\n"
     "[body exceptions 1 @5] 第四張\n"
     "| 乙\n"},
    {"the H1 repeats the title in part",
     "# 文獻 9：Deep learning for\n"
     "\n"
     "**English Title**: Deep learning for tea\n",
     "h1 文獻 9：Deep learning for\n"
     "en Deep learning for tea\n"
     "[body @1]\n"
     "| 文獻 9：\n"
     "[body @1]\n"
     "| English Title:\n"
     "[title @3]\n"
     "| Deep learning for tea\n"},
    {"the H1 holds a title that is part of a word",
     "# 信任的建立\n"
     "\n"
     "**中文標題**: 信任\n",
     "h1 信任的建立\n"
     "zh 信任\n"
     "[title @1]\n"
     "| 信任的建立\n"
     "[body @1]\n"
     "| 中文標題:\n"
     "[title @3]\n"
     "| 信任\n"},
    {"the H1 goes on behind the title",
     "# 經典筆記 01：計畫行為（Theory of Planned Behavior, TPB）\n"
     "\n"
     "**中文標題**: 計畫行為\n",
     "h1 經典筆記 01：計畫行為（Theory of Planned Behavior, TPB）\n"
     "zh 計畫行為\n"
     "[body @1]\n"
     "| 經典筆記 01：\n"
     "[body @1]\n"
     "| （Theory of Planned Behavior, TPB）\n"
     "[body @1]\n"
     "| 中文標題:\n"
     "[title @3]\n"
     "| 計畫行為\n"},
    {"the H1 says something before, between and behind the titles",
     "# 甲 - 夜燈 (Night light) 是 Tea time: 乙\n"
     "\n"
     "**English Title**: Tea time\n"
     "**中文標題**: 夜燈\n",
     "h1 甲 - 夜燈 (Night light) 是 Tea time: 乙\n"
     "en Tea time\n"
     "zh 夜燈\n"
     "[body @1]\n"
     "| 甲 -\n"
     "[body @1]\n"
     "| (Night light) 是\n"
     "[body @1]\n"
     "| : 乙\n"
     "[body @1]\n"
     "| English Title:\n"
     "| 中文標題:\n"
     "[title @3]\n"
     "| Tea time\n"
     "[title @4]\n"
     "| 夜燈\n"},
    {"the H1 repeats both titles",
     "# 夜燈 (Night light)\n"
     "\n"
     "**English Title**: Night light.\n"
     "**中文標題**: 夜燈\n",
     "h1 夜燈 (Night light)\n"
     "en Night light.\n"
     "zh 夜燈\n"
     "[body @1]\n"
     "| English Title:\n"
     "| 中文標題:\n"
     "[title @3]\n"
     "| Night light.\n"
     "[title @4]\n"
     "| 夜燈\n"},
    /* clang-format on */
};

int main(void)
{
    card_rows_check(rows, sizeof rows / sizeof *rows);
    return tap_done();
}
