/* Build-time tool: writes the tables behind ls_sound_next().
 *
 *     sound-gen < Unihan_Readings.txt > sound_table.c
 *
 * A character's readings are those of kMandarin, then those that kHanyuPinlu
 * counted in texts, most frequent first; the first two that differ are kept,
 * without tones. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 0x4e00, PAST = 0xa000, READINGS = 2, SYLLABLE_BYTES = 8, SYLLABLES_MAX = 1024 };

static uint16_t table[PAST - FIRST][READINGS];
static char syllables[SYLLABLES_MAX][SYLLABLE_BYTES];
static unsigned syllable_count = 1; /* 0 is none */

/* Letters with a tone mark, and the letter without; ü is written v. */
static const struct {
    const char *letters;
    char plain;
} marked[] = {
    {"āáǎà", 'a'}, {"ēéěèê", 'e'}, {"īíǐì", 'i'}, {"ōóǒò", 'o'},
    {"ūúǔù", 'u'}, {"ǖǘǚǜü", 'v'}, {"ńňǹ", 'n'},  {"ḿ", 'm'},
};

static size_t width_of(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* 0 for a mark that stands by itself. */
static char plain_of(const char *letter, size_t width)
{
    char text[5] = {0};
    memcpy(text, letter, width);
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        if (strstr(marked[i].letters, text)) {
            return marked[i].plain;
        }
    }
    return 0;
}

static unsigned number_of(const char *syllable)
{
    for (unsigned i = 1; i < syllable_count; i++) {
        if (strcmp(syllables[i], syllable) == 0) {
            return i;
        }
    }
    if (syllable_count == SYLLABLES_MAX) {
        fputs("sound-gen: too many syllables\n", stderr);
        exit(1);
    }
    strncpy(syllables[syllable_count], syllable, SYLLABLE_BYTES - 1);
    return syllable_count++;
}

static void add(uint32_t codepoint, const char *syllable)
{
    uint16_t *readings = table[codepoint - FIRST];
    unsigned number = number_of(syllable);
    for (int i = 0; i < READINGS; i++) {
        if (readings[i] == number) {
            return;
        }
        if (readings[i] == 0) {
            readings[i] = (uint16_t)number;
            return;
        }
    }
}

/* Readings are separated by white space; one may end with how often it was counted: "jǐ(2523)". */
static void add_readings(uint32_t codepoint, const char *text)
{
    static const char space[] = " \n";
    for (const char *word = text + strspn(text, space); *word;
         word += strcspn(word, space), word += strspn(word, space)) {
        char syllable[SYLLABLE_BYTES] = {0};
        size_t len = 0;
        for (size_t at = 0; word[at] && !strchr("( \n", word[at]) && len + 1 < sizeof syllable;) {
            size_t width = width_of((unsigned char)word[at]);
            char plain = width == 1 ? word[at] : plain_of(word + at, width);
            if (plain) {
                syllable[len++] = plain;
            }
            at += width;
        }
        if (len > 0) {
            add(codepoint, syllable);
        }
    }
}

/* kMandarin stands behind kHanyuPinlu in the file, but before it in worth. */
static void keep(char *line, char (*later)[256])
{
    uint32_t codepoint = (uint32_t)strtoul(line + strlen("U+"), NULL, 16);
    char *name = strchr(line, '\t');
    char *value = name ? strchr(name + 1, '\t') : NULL;
    if (!value || codepoint < FIRST || codepoint >= PAST) {
        return;
    }
    *value++ = '\0';
    if (strcmp(name + 1, "kHanyuPinlu") == 0) {
        snprintf(later[codepoint - FIRST], sizeof *later, "%s", value);
    } else if (strcmp(name + 1, "kMandarin") == 0) {
        add_readings(codepoint, value);
    }
}

static bool is_read(uint32_t i, unsigned number)
{
    return table[i][0] == number || table[i][1] == number;
}

/* The characters of each syllable, and where each syllable's begin. */
static void write_groups(void)
{
    unsigned firsts[SYLLABLES_MAX + 1] = {0};
    unsigned count = 0;
    puts("const uint16_t ls_sound_chars[] = {");
    for (unsigned number = 1; number < syllable_count; number++) {
        firsts[number] = count;
        for (uint32_t i = 0; i < PAST - FIRST; i++) {
            if (is_read(i, number)) {
                printf("%u,%s", i + FIRST, ++count % 16 == 0 ? "\n" : "");
            }
        }
    }
    firsts[syllable_count] = count;
    puts("};\nconst uint16_t ls_sound_firsts[] = {");
    for (unsigned number = 0; number <= syllable_count; number++) {
        printf("%u,%s", firsts[number], number % 16 == 15 ? "\n" : "");
    }
    puts("};");
}

int main(void)
{
    static char line[4096];
    static char later[PAST - FIRST][256];
    unsigned count = 0;
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "U+", 2) == 0) {
            keep(line, later);
        }
    }
    for (uint32_t i = 0; i < PAST - FIRST; i++) {
        add_readings(i + FIRST, later[i]);
        count += table[i][0] != 0;
    }
    if (count == 0) {
        fputs("sound-gen: no readings on standard input\n", stderr);
        return 1;
    }
    puts("/* Made by lib/text/sound_gen.c. */\n#include \"text/sound.h\"\n\nconst uint16_t "
         "ls_sound_table[LS_SOUND_PAST - LS_SOUND_FIRST][LS_SOUND_READINGS] = {");
    for (uint32_t i = 0; i < PAST - FIRST; i++) {
        printf("{%u,%u},%s", table[i][0], table[i][1], i % 16 == 15 ? "\n" : "");
    }
    puts("};");
    write_groups();
    return 0;
}
