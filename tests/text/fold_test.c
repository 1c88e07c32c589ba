/* Folding: what a text becomes, which texts become the same, and which bytes each
 * folded character came from. */
#include "text/fold.h"

#include "tests/tap.h"
#include "tests/text/random_text.h"
#include "text/han_fold.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

static struct ls_folded_text folded;

static void fold_into(struct ls_span text, struct ls_buf *out)
{
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    out->failed |= !ls_fold_text(text, &folded);
    for (size_t i = 0; i < folded.count; i++) {
        ls_buf_add_codepoint(out, folded.chars[i].codepoint);
    }
}

/* "m[0-3) g[0-3)": each character and the bytes it came from. */
static void fold_ranges_into(struct ls_span text, struct ls_buf *out)
{
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    out->failed |= !ls_fold_text(text, &folded);
    for (size_t i = 0; i < folded.count; i++) {
        ls_buf_add_str(out, i ? " " : "");
        ls_buf_add_codepoint(out, folded.chars[i].codepoint);
        ls_buf_printf(out, "[%u-%u)", folded.chars[i].first, folded.chars[i].past);
    }
}

static void test_folded(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"empty", "", ""},
        {"ASCII", "Large Language Models (LLMs) @2024", "large language models (llms) @2024"},
        {"wide letters and digits", "ＬＬＭ　２０２４（ａ）", "llm 2024(a)"},
        {"units in one character", "㎎ ㎏ ㏖ ℃ ㎍", "mg kg mol °c μg"},
        {"micro sign is mu", "\u00b5g \u03bcg", "μg μg"},
        {"fraction", "½", "1\u20442"},
        {"ligatures", "ﬁbrosis ﬂow oﬃce", "fibrosis flow office"},
        {"Roman numerals", "Ⅳ ⅳ Ⅻ", "iv iv xii"},
        {"circled and in brackets", "① ㈠", "1 (一)"},
        {"raised and lowered digits", "m² H₂O", "m2 h2o"},
        {"half-width kana", "ｱｲｳ", "アイウ"},
        {"half-width kana, voiced", "ﾊﾞｲｱｽ ｶﾞﾝ", "バイアス ガン"},
        {"half-width kana, half voiced", "ﾎﾟﾘｰﾌﾟ", "ポリープ"},
        {"half-width full stop and brackets", "｡｢｣", "。「」"},
        {"ideographic space, no-break space", "a\u3000b\u00a0c", "a b c"},
        {"no-break hyphen", "COVID\u201119", "covid\u201019"},
        {"German sharp s", "Straße STRASSE ẞ", "strasse strasse ss"},
        {"dotted capital I", "İstanbul", "istanbul"},
        {"both sigmas", "ΣΟΦΟΣ σοφός", "σοφοσ σοφοσ"},
        {"Greek accents off", "Ἀσκληπιός ΰ", "ασκληπιοσ υ"},
        {"Latin accents off, composed", "Sjögren naïve Ménière Guillain–Barré Việt",
         "sjogren naive meniere guillain–barre viet"},
        {"Latin accents off, decomposed", "Sjo\u0308gren nai\u0308ve Vie\u0323\u0302t",
         "sjogren naive viet"},
        {"Angstrom as its own character", "2 \u212b", "2 a"},
        {"wide letter with an accent", "ｅ\u0301", "e"},
        {"Cyrillic short i stays", "Й и\u0306", "й й"},
        {"voiced kana stay", "がか\u3099 パハ\u309a", "がが パパ"},
        {"Devanagari vowel signs stay", "हिन्दी", "हिन्दी"},
        {"Hangul jamo compose", "\u1112\u1161\u11ab 각", "한 각"},
        {"Arabic vowel marks stay", "مُحَمَّد", "مُحَمَّد"},
        {"mark on a Han character", "幻\u0301", "幻\u0301"},
        {"variation selectors dropped", "幻\ufe00覺\U000e0100 ❤\ufe0f", "幻觉 ❤"},
        {"joiners dropped", "a\u200db\u200cc", "abc"},
        {"soft hyphen, zero-width space, byte-order mark dropped",
         "hallu\u00adcination\u200b \ufeff", "hallucination "},
        {"compatibility ideographs", "\uf900\uf9dc\ufa19\U0002f800", "岂隆神丽"},
        {"Kangxi radicals", "⼈⼼", "人心"},
        {"bidirectional marks dropped", "a\u200eb\u202ec", "abc"},
    };
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fold_into(ls_span_str(rows[i].text), &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    ls_buf_free(&got);
}

/* Words between spaces, all one to the index. */
static void test_variants_meet(void)
{
    static const char *const rows[] = {
        "隨著 随着",
        "瞭解 了解",
        "憑藉 凭借",
        "計畫 計劃 计划",
        "答覆 答复",
        "裡 裏 里",
        "臺灣 台灣 台湾",
        "發 髮 发",
        "頭髮 头发",
        "後 后",
        "診斷 诊断",
        "療效 疗效",
        "醫學 医学",
        "藥物 药物",
        "癥狀 症狀 症状",
        "憂鬱 忧郁",
        "血壓 血压",
        "臟器 脏器",
        "骯髒 肮脏",
        "疼痛 疼痛",
        "濕疹 溼疹 湿疹",
        "癲癇 癫痫",
        "麻痺 麻痹",
        "痊癒 痊愈",
        "乾燥 干燥",
        "幹細胞 干细胞",
        "製劑 制剂",
        "複雜 复杂",
        "恢復 恢复",
        "覆蓋 复盖",
        "週期 周期",
        "頸椎 颈椎",
        "鹼性 碱性 硷性",
        "穀物 谷物",
        "麵粉 面粉 麪粉",
        "鬆弛 松弛",
        "範圍 范围",
        "彙總 匯總 汇总",
        "獲得 获得",
        "收穫 收获",
        "歷史 历史",
        "日曆 日历",
        "標誌 标志",
        "關係 关系",
        "聯繫 联系",
        "隻 只",
        "衹有 只有",
        "鐘 鍾 钟",
        "於 于",
        "遊戲 游戏",
        "痕跡 痕蹟 痕迹",
        "佔 占",
        "註解 注解",
        "採用 采用",
        "傑出 杰出",
        "彷彿 仿佛",
        "牴觸 抵触",
        "說明 説明 说明",
        "溫度 温度",
        "內 内",
        "錄 録 录",
        "產 産 产",
        "為 爲 为",
        "眾 衆 众",
        "線 綫 线",
        "啟 啓 启",
        "強 强",
        "淨 凈 净",
        "顏 顔 颜",
        "沒 没",
        "絕 絶 绝",
        "床 牀",
        "峰 峯",
        "群 羣",
        "脣 唇",
        "煙 烟 菸",
        "鏽 銹 锈",
        "鑒 鑑 鉴",
        "針 鍼 针",
        "雲 云",
        "嘆 歎 叹",
        "祕密 秘密",
        "徵兆 征兆",
        "讚 贊 赞",
        "慾 欲",
        "隨機對照試驗 随机对照试验",
        "大型語言模型 大型语言模型",
    };
    struct ls_buf first = {0}, got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = strcspn(rows[i], " ");
        fold_into(ls_span(rows[i], len), &first);
        bool same = true;
        for (const char *at = rows[i] + len; *at; at += len) {
            at++;
            len = strcspn(at, " ");
            fold_into(ls_span(at, len), &got);
            same = same && ls_span_equal(ls_buf_span(&got), ls_buf_span(&first));
        }
        tap_ok(same, "meet: %s", rows[i]);
    }
    ls_buf_free(&first);
    ls_buf_free(&got);
}

/* Classes must not run together: words that only look or sound alike. */
static void test_others_part(void)
{
    static const char *const rows[][2] = {
        {"幻", "幼"}, {"土", "士"}, {"未", "末"}, {"己", "已"}, {"症", "証"}, {"他", "她"},
        {"的", "得"}, {"腎", "賢"}, {"炎", "癌"}, {"胺", "氨"}, {"酶", "梅"}, {"二", "三"},
        {"ニ", "二"}, {"カ", "力"}, {"大", "太"}, {"人", "入"}, {"左", "右"}, {"增", "減"},
    };
    struct ls_buf a = {0}, b = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fold_into(ls_span_str(rows[i][0]), &a);
        fold_into(ls_span_str(rows[i][1]), &b);
        tap_ok(!ls_span_equal(ls_buf_span(&a), ls_buf_span(&b)), "part: %s %s", rows[i][0],
               rows[i][1]);
    }
    ls_buf_free(&a);
    ls_buf_free(&b);
}

static void test_ranges(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"ASCII", "aB", "a[0-1) b[1-2)"},
        {"Han", "幻覺", "幻[0-3) 觉[3-6)"},
        {"beyond the common plane", "𠮷a", "𠮷[0-4) a[4-5)"},
        {"one character unfolds", "x㎎y", "x[0-1) m[1-4) g[1-4) y[4-5)"},
        {"two characters fold into one", "ae\u0301b", "a[0-1) e[1-4) b[4-5)"},
        {"kana with its mark", "か\u3099", "が[0-6)"},
        {"dropped between", "a\u200db", "a[0-1) b[4-5)"},
        {"dropped at the ends", "\ufeffa\u00ad", "a[3-4)"},
        {"selector belongs to its character", "幻\ufe00a", "幻[0-6) a[6-7)"},
        {"lone byte",
         "a\xff"
         "b",
         "a[0-1) \ufffd[1-2) b[2-3)"},
        {"cut short at the end", "a\xe5\xb9", "a[0-1) \ufffd[1-2) \ufffd[2-3)"},
        {"cut short inside", "\xe5\xb9幻", "\ufffd[0-1) \ufffd[1-2) 幻[2-5)"},
        {"overlong", "\xc0\x80", "\ufffd[0-1) \ufffd[1-2)"},
        {"surrogate", "\xed\xa0\x80", "\ufffd[0-1) \ufffd[1-2) \ufffd[2-3)"},
        {"past the last plane", "\xf4\x90\x80\x80",
         "\ufffd[0-1) \ufffd[1-2) \ufffd[2-3) \ufffd[3-4)"},
        {"mark behind a bad byte",
         "\xff\u0301"
         "a",
         "\ufffd[0-3) a[3-4)"},
        {"accent on nothing", "\u0301a", "a[2-3)"},
        {"kana mark on nothing", "\u3099a", "\u3099[0-3) a[3-4)"},
    };
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fold_ranges_into(ls_span_str(rows[i].text), &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    fold_ranges_into(LS_SPAN("a\0b"), &got);
    tap_ok(folded.count == 3 && folded.chars[1].codepoint == 0 && folded.chars[2].first == 2,
           "a NUL is a character like others");
    ls_buf_free(&got);
}

/* Are the bytes [first, past) such as fold to nothing? */
static bool is_dropped(struct ls_span text, size_t first, size_t past)
{
    struct ls_folded_text inside = {0};
    bool nothing =
        ls_fold_text(ls_span(text.ptr + first, past - first), &inside) && inside.count == 0;
    ls_folded_text_free(&inside);
    return nothing;
}

static bool covers(struct ls_span text)
{
    size_t first = 0, past = 0;
    for (size_t i = 0; i < folded.count; i++) {
        const struct ls_folded *at = &folded.chars[i];
        bool shares = i > 0 && at->first == first && at->past == past;
        if (!shares && (at->first < past || !is_dropped(text, past, at->first))) {
            return false;
        }
        first = at->first;
        past = at->past;
        if (first >= past || past > text.len) {
            return false;
        }
    }
    return is_dropped(text, past, text.len);
}

static void test_ranges_cover(void)
{
    uint32_t seed = 20240229;
    struct ls_buf text = {0};
    bool good = true;
    for (int i = 0; i < 5000 && good; i++) {
        struct ls_span span = random_text(&seed, &text);
        good = ls_fold_text(span, &folded) && covers(span);
        if (!good) {
            print_text("text", span);
        }
    }
    tap_ok(good, "ranges rise and leave out only what folds to nothing");
    ls_buf_clear(&text);
    ls_buf_add_str(&text, "e");
    for (int i = 0; i < 5000; i++) {
        ls_buf_add_str(&text, "\u0301\u0308\ufe0f");
    }
    tap_ok(ls_fold_text(ls_buf_span(&text), &folded) && covers(ls_buf_span(&text)),
           "fifteen thousand marks on one letter");
    ls_buf_free(&text);
}

/* Must it fold alike composed and decomposed? Signs (≠) are borders either way, and ancient
 * Greek's iota below counts as a letter when it is cased, as a mark when it stands apart. */
static bool is_modern_letter(uint32_t codepoint)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO &&
           !(codepoint >= 0x1f80 && codepoint <= 0x1ffc);
}

/* What holds for each code point: a name, and the first that it does not hold for. */
struct law {
    const char *name;
    uint32_t first_broken;
    unsigned broken;
};

static void expect(struct law *law, bool holds, uint32_t codepoint)
{
    law->first_broken = law->broken || holds ? law->first_broken : codepoint;
    law->broken += !holds;
}

static void test_every_codepoint(void)
{
    struct law twice = {.name = "folded once is folded for good"};
    struct law canonical = {.name = "letters composed and decomposed fold alike"};
    struct law capitals = {.name = "no capital ASCII letter comes out: terms never meet prefixes"};
    struct law control = {.name = "what divides sections of a stream never comes out of another"};
    struct ls_buf text = {0}, once = {0}, again = {0};
    for (uint32_t codepoint = 2; codepoint < 0x110000; codepoint++) {
        if (codepoint >= 0xd800 && codepoint < 0xe000) {
            continue;
        }
        ls_buf_clear(&text);
        ls_buf_add_codepoint(&text, codepoint);
        fold_into(ls_buf_span(&text), &once);
        expect(&capitals, strpbrk(once.ptr, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL, codepoint);
        expect(&control, strchr(once.ptr, 1) == NULL, codepoint);
        fold_into(ls_buf_span(&once), &again);
        /* Accents that stand alone unfold to a space and a mark, which the space then loses. */
        expect(&twice, once.ptr[0] == ' ' || ls_span_equal(ls_buf_span(&once), ls_buf_span(&again)),
               codepoint);
        utf8proc_uint8_t *apart = utf8proc_NFD((const utf8proc_uint8_t *)text.ptr);
        fold_into(ls_span_str((const char *)apart), &again);
        expect(&canonical,
               !is_modern_letter(codepoint) ||
                   ls_span_equal(ls_buf_span(&once), ls_buf_span(&again)),
               codepoint);
        free(apart);
    }
    const struct law *const laws[] = {&twice, &canonical, &capitals, &control};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        if (!tap_ok(laws[i]->broken == 0, "%s", laws[i]->name)) {
            printf("# %u code points, the first U+%04X\n", laws[i]->broken, laws[i]->first_broken);
        }
    }
    ls_buf_free(&text);
    ls_buf_free(&once);
    ls_buf_free(&again);
}

static bool is_han(uint32_t codepoint)
{
    return (codepoint >= 0x3400 && codepoint < 0xa000) ||
           (codepoint >= 0x20000 && codepoint < 0x40000);
}

static void test_han_fold(void)
{
    struct law twice = {.name = "ls_han_fold twice is ls_han_fold once"};
    struct law others = {.name = "ls_han_fold leaves all but Han alone"};
    struct law stays = {.name = "Han folds to Han"};
    struct law plain = {.name = "nothing common folds to something rare"};
    for (uint32_t codepoint = 0; codepoint < 0x110000; codepoint++) {
        uint32_t to = ls_han_fold(codepoint);
        expect(&twice, ls_han_fold(to) == to, codepoint);
        expect(&others, is_han(codepoint) || to == codepoint, codepoint);
        expect(&stays, is_han(to) == is_han(codepoint), codepoint);
        expect(&plain, codepoint >= 0x20000 || to < 0x20000, codepoint);
    }
    const struct law *const laws[] = {&twice, &others, &stays, &plain};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        if (!tap_ok(laws[i]->broken == 0, "%s", laws[i]->name)) {
            printf("# %u code points, the first U+%04X\n", laws[i]->broken, laws[i]->first_broken);
        }
    }
    tap_is_int(ls_han_fold(UINT32_MAX), UINT32_MAX, "beyond Unicode");
    bool ascending = true;
    for (unsigned i = 1; i < ls_han_fold_pair_count; i++) {
        ascending = ascending && ls_han_fold_pairs[i - 1].from < ls_han_fold_pairs[i].from;
    }
    bool found = true;
    for (unsigned i = 0; i < ls_han_fold_pair_count; i++) {
        found = found && ls_han_fold(ls_han_fold_pairs[i].from) == ls_han_fold_pairs[i].to;
    }
    tap_ok(found, "each rare pair is found");
    tap_ok(ascending && ls_han_fold_pair_count > 0, "the rare pairs ascend");
    tap_is_int((long long)strlen(ls_han_fold_fingerprint), 16, "the table's fingerprint");
}

static void test_keys(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"empty", "", ""},
        {"only white space", " \t\r\n　\u00a0", ""},
        {"case and width", "Medical ＥＤＵＣＡＴＩＯＮ", "medical education"},
        {"script", "醫學教育", "医学教育"},
        {"ends", " \t　NEJM AI \u00a0\n", "nejm ai"},
        {"inside", "a \t\n　 b", "a b"},
        {"other spaces at the ends", "\u2003a\u2009", "a"},
        {"other spaces inside", "a\u2003\u2009b", "a b"},
        {"dropped before a space at the start", "\ufeff a", "a"},
        {"dropped behind a space at the end", "a \u200b", "a"},
        {"accents", "Révue", "revue"},
    };
    struct ls_buf key = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ls_buf_clear(&key);
        ls_buf_add_str(&key, "XD");
        bool good = ls_fold_key(ls_span_str(rows[i].text), &key);
        char name[96];
        snprintf(name, sizeof name, "key: %s", rows[i].name);
        tap_is_str(good ? key.ptr + 2 : NULL, rows[i].want, name);
    }
    ls_buf_clear(&key);
    tap_ok(ls_fold_key(ls_span(NULL, 0), &key) && key.len == 0, "key: absent");
    ls_buf_free(&key);
}

static void test_utf8_valid(void)
{
    static const struct {
        const char *text;
        int bad; /* -1: none */
    } rows[] = {
        {"", -1},
        {"a幻𠮷", -1},
        {"\ufffd", -1},
        {"a\xff", 1},
        {"幻\xe5\xb9", 3},
        {"\xc0\x80", 0},
        {"\xed\xa0\x80", 0},
        {"\xf4\x90\x80\x80", 0},
        {"a\x80", 1},
        {"\xe0\x80\x80", 0},
        {"\xf0\x80\x80\x80", 0},
        {"\xf8\x88\x80\x80\x80", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t bad = 99;
        bool valid = ls_utf8_valid(ls_span_str(rows[i].text), &bad);
        tap_ok(valid == (rows[i].bad < 0) && (valid || bad == (size_t)rows[i].bad),
               "valid UTF-8, row %zu", i);
    }
}

int main(void)
{
    tap_ok(ls_fold_text(ls_span(NULL, 0), &folded) && folded.count == 0, "absent text");
    test_folded();
    test_variants_meet();
    test_others_part();
    test_ranges();
    test_ranges_cover();
    test_every_codepoint();
    test_han_fold();
    test_keys();
    test_utf8_valid();
    ls_folded_text_free(&folded);
    tap_ok(!folded.chars && folded.capacity == 0, "freed");
    return tap_done();
}
