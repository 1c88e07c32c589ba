#include "tests/oracle/shelf.h"

#include "base/buf.h"
#include "indexer/card/parse.h"
#include "tests/oracle/letters.h"

#include <fts.h>
#include <stdio.h>
#include <stdlib.h>

static bool read_file(const char *path, struct ls_arena *arena, struct ls_span *bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return false;
    }
    struct ls_buf buf = {0};
    char block[65536];
    for (size_t len; (len = fread(block, 1, sizeof block, file)) > 0;) {
        ls_buf_add(&buf, block, len);
    }
    fclose(file);
    *bytes = ls_arena_copy(arena, ls_buf_span(&buf));
    ls_buf_free(&buf);
    return true;
}

static struct ls_span letters_of(struct ls_span source, bool skips_hidden, struct ls_arena *arena)
{
    struct ls_buf letters = {0};
    letters_add(source, skips_hidden, &letters);
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&letters));
    ls_buf_free(&letters);
    return kept;
}

static void read_sections(struct shelf *shelf, struct shelf_card *card)
{
    const struct ls_card *parsed = &card->card;
    card->readings =
        ls_arena_array(&shelf->arena, 2 * parsed->section_count + 1, sizeof *card->readings);
    for (size_t i = 0; i < parsed->section_count; i++) {
        reader_read(shelf->reader, parsed->sections[i].heading, &card->readings[2 * i]);
        reader_read(shelf->reader, parsed->sections[i].text, &card->readings[2 * i + 1]);
    }
}

/* A card that the parser refuses is in no index. */
static bool add_card(struct shelf *shelf, const char *path, const char *id)
{
    struct shelf_card card = {.id = ls_arena_copy(&shelf->arena, ls_span_str(id))};
    struct ls_complaints complaints = {0};
    struct ls_error err;
    if (!read_file(path, &shelf->arena, &card.source)) {
        return false;
    }
    if (ls_card_parse(card.source, card.id, &shelf->arena, &card.card, &complaints, &err) !=
        LS_OK) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        return false;
    }
    if (!ls_complaints_bad(&complaints)) {
        card.letters = letters_of(card.source, false, &shelf->arena);
        card.letters_shown = letters_of(card.source, true, &shelf->arena);
        read_sections(shelf, &card);
        lexicon_number(&shelf->ids, card.id);
        struct shelf_card *room = LS_ARENA_PUSH(&shelf->arena, shelf->cards, &shelf->count);
        *room = card;
    }
    return true;
}

static bool is_card_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot > name &&
           (strcasecmp(dot, ".md") == 0 || strcasecmp(dot, ".mdx") == 0 ||
            strcasecmp(dot, ".markdown") == 0);
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

bool shelf_open(struct shelf *shelf, const char *folder)
{
    *shelf = (struct shelf){0};
    shelf->lexicon.arena = &shelf->arena;
    shelf->ids.arena = &shelf->arena;
    shelf->reader = reader_new(&shelf->arena, &shelf->lexicon);
    char *paths[] = {(char *)folder, NULL};
    size_t skip = strlen(folder) + (folder[strlen(folder) - 1] != '/');
    FTS *walk = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, compare_names);
    bool good = walk != NULL;
    for (FTSENT *entry; good && (entry = fts_read(walk));) {
        if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
            fts_set(walk, entry, FTS_SKIP);
        } else if (entry->fts_info == FTS_F && is_card_name(entry->fts_name)) {
            good = add_card(shelf, entry->fts_path, entry->fts_path + skip);
        }
    }
    if (walk) {
        fts_close(walk);
    }
    if (good && shelf->count == 0) {
        fprintf(stderr, "%s: no cards there\n", folder);
    }
    return good && shelf->count > 0;
}

void shelf_close(struct shelf *shelf)
{
    reader_free(shelf->reader);
    ls_arena_free(&shelf->arena);
}

const struct shelf_card *shelf_find(struct shelf *shelf, const char *id)
{
    uint32_t number = lexicon_number(&shelf->ids, ls_span_str(id));
    return number < shelf->count ? &shelf->cards[number] : NULL;
}
