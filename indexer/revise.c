#include "indexer/revise.h"

#include "indexer/alike.h"
#include "indexer/worker.h"
#include "text/stream.h"

#include <stdlib.h>

enum { ENTRIES_MIN = 1 << 10 };

/* A sentence of a changed card. */
struct entry {
    uint64_t skeleton;                       /* 0: a free slot */
    uint32_t holders[LS_TEMPLATE_CARDS_MIN]; /* unchanged cards */
    uint32_t holder_count;                   /* as many as are enough */
    uint32_t before; /* changed cards that have it in their stored version */
    uint32_t after;  /* and in their new one */
    uint32_t last;   /* the version that was counted last */
};

enum version { BEFORE, AFTER };

struct reviser {
    struct ls_index *index;
    struct ls_worker worker; /* reads files; writes nothing */
    struct ls_alike *alike;
    struct ls_analyzer *analyzer;
    struct ls_arena arena; /* of a stored card */
    struct ls_arena lists; /* of unreadable */
    struct entry *entries; /* open addressing, a power of two */
    size_t entry_count;
    size_t entry_room;
    uint32_t version_count;
    uint32_t *unreadable; /* cards that stay as they are, though their files have changed */
    size_t unreadable_count;
    struct ls_revision *revision;
    size_t docid_room;
};

void ls_revision_free(struct ls_revision *revision)
{
    ls_templates_free(&revision->templates);
    free(revision->docids);
    *revision = (struct ls_revision){0};
}

/* ---- entries ---- */

static struct entry *slot_of(struct entry *entries, size_t room, uint64_t skeleton)
{
    size_t slot = (skeleton ^ skeleton >> 32) & (room - 1);
    while (entries[slot].skeleton && entries[slot].skeleton != skeleton) {
        slot = (slot + 1) & (room - 1);
    }
    return &entries[slot];
}

static bool grow(struct reviser *reviser)
{
    size_t room = reviser->entry_room ? reviser->entry_room * 2 : ENTRIES_MIN;
    struct entry *grown = calloc(room, sizeof *grown);
    for (size_t i = 0; grown && i < reviser->entry_room; i++) {
        if (reviser->entries[i].skeleton) {
            *slot_of(grown, room, reviser->entries[i].skeleton) = reviser->entries[i];
        }
    }
    if (grown) {
        free(reviser->entries);
        reviser->entries = grown;
        reviser->entry_room = room;
    }
    return grown != NULL;
}

static const struct entry *find(const struct reviser *reviser, uint64_t skeleton)
{
    return reviser->entry_room ? slot_of(reviser->entries, reviser->entry_room, skeleton) : NULL;
}

static enum ls_status note_sentence(struct reviser *reviser, const struct ls_reading *reading,
                                    const struct ls_sentence *sentence, enum version version,
                                    struct ls_error *err)
{
    if (reviser->entry_count * 2 >= reviser->entry_room && !grow(reviser)) {
        return ls_fail_memory(err);
    }
    struct entry *entry = slot_of(reviser->entries, reviser->entry_room, sentence->skeleton);
    enum ls_status status = LS_OK;
    if (!entry->skeleton) {
        status = ls_alike_find(reviser->alike, reading, sentence, entry->holders,
                               &entry->holder_count, err);
        entry->skeleton = sentence->skeleton;
        reviser->entry_count++;
    }
    if (entry->last != reviser->version_count) { /* a card counts once */
        entry->last = reviser->version_count;
        entry->before += version == BEFORE;
        entry->after += version == AFTER;
    }
    return status;
}

static enum ls_status note_version(struct reviser *reviser, const struct ls_reading *reading,
                                   enum version version, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    reviser->version_count++;
    for (size_t i = 0; status == LS_OK && i < reading->count; i++) {
        if (reading->sentences[i].skeleton) {
            status = note_sentence(reviser, reading, &reading->sentences[i], version, err);
        }
    }
    return status;
}

/* ---- cards that change ---- */

static enum ls_status read_stored(struct reviser *reviser, uint32_t docid,
                                  const struct ls_reading **reading, struct ls_error *err)
{
    struct ls_card card;
    ls_arena_reset(&reviser->arena);
    enum ls_status status = ls_index_card(reviser->index, docid, &reviser->arena, &card, err);
    return status == LS_OK ? ls_document_read(reviser->worker.maker, &card, reading, err) : status;
}

static enum ls_status note_stored(struct reviser *reviser, uint32_t docid, enum version version,
                                  struct ls_error *err)
{
    const struct ls_reading *reading;
    enum ls_status status = read_stored(reviser, docid, &reading, err);
    return status == LS_OK ? note_version(reviser, reading, version, err) : status;
}

static bool is_unreadable(const struct ls_item *item)
{
    return item->complaints.count > 0 && item->complaints.items[0].code == LS_COMPLAINT_UNREADABLE;
}

/* What cannot be read stays as it is. */
static enum ls_status note_unreadable(struct reviser *reviser, uint32_t docid, struct ls_error *err)
{
    uint32_t *room =
        LS_ARENA_PUSH(&reviser->lists, reviser->unreadable, &reviser->unreadable_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = docid;
    return note_stored(reviser, docid, AFTER, err);
}

static enum ls_status note_item(struct reviser *reviser, const struct ls_item *item,
                                struct ls_error *err)
{
    struct ls_item copy = ls_item_again(item);
    struct ls_card card;
    const struct ls_reading *reading;
    bool good;
    ls_arena_reset(&reviser->worker.kept);
    enum ls_status status = ls_worker_read(&reviser->worker, &copy, &card, &good, err);
    if (status == LS_OK && good) {
        status = ls_document_read(reviser->worker.maker, &card, &reading, err);
    }
    if (status == LS_OK && good) {
        status = note_version(reviser, reading, AFTER, err);
    }
    if (status == LS_OK && !good && item->docid && is_unreadable(&copy)) {
        status = note_unreadable(reviser, item->docid, err);
    }
    if (status == LS_OK && item->docid) {
        status = note_stored(reviser, item->docid, BEFORE, err);
    }
    return status;
}

static enum ls_status note_changes(struct reviser *reviser, const struct ls_items *items,
                                   const struct ls_plan *plan, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < plan->removed_count; i++) {
        ls_alike_pass_over(reviser->alike, plan->removed[i]);
    }
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i].is_read && items->items[i].docid) {
            ls_alike_pass_over(reviser->alike, items->items[i].docid);
        }
    }
    for (size_t i = 0; status == LS_OK && i < plan->removed_count; i++) {
        status = note_stored(reviser, plan->removed[i], BEFORE, err);
    }
    for (size_t i = 0; status == LS_OK && i < items->count; i++) {
        if (items->items[i].is_read) {
            status = note_item(reviser, &items->items[i], err);
        }
    }
    return status;
}

/* ---- cards that do not ---- */

static bool is_template(const struct entry *entry, enum version version)
{
    uint32_t changed = version == BEFORE ? entry->before : entry->after;
    return entry->holder_count + changed >= LS_TEMPLATE_CARDS_MIN;
}

static bool is_crossing(const struct entry *entry)
{
    return is_template(entry, BEFORE) != is_template(entry, AFTER);
}

static enum ls_status make_again(struct reviser *reviser, uint32_t docid, struct ls_error *err)
{
    struct ls_revision *revision = reviser->revision;
    if (revision->count == reviser->docid_room) {
        size_t room = reviser->docid_room * 2 + 64;
        uint32_t *grown = realloc(revision->docids, room * sizeof *grown);
        if (!grown) {
            return ls_fail_memory(err);
        }
        revision->docids = grown;
        reviser->docid_room = room;
    }
    revision->docids[revision->count++] = docid;
    return LS_OK;
}

static enum ls_status judge_entries(struct reviser *reviser, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < reviser->entry_room; i++) {
        const struct entry *entry = &reviser->entries[i];
        if (is_template(entry, AFTER)) {
            ls_templates_add(&reviser->revision->templates, entry->skeleton);
        }
        for (uint32_t n = 0; status == LS_OK && is_crossing(entry) && n < entry->holder_count;
             n++) {
            status = make_again(reviser, entry->holders[n], err);
        }
    }
    return status;
}

static enum ls_status judge_unreadable(struct reviser *reviser, uint32_t docid,
                                       struct ls_error *err)
{
    const struct ls_reading *reading;
    bool differs = false;
    enum ls_status status = read_stored(reviser, docid, &reading, err);
    for (size_t i = 0; status == LS_OK && !differs && i < reading->count; i++) {
        uint64_t skeleton = reading->sentences[i].skeleton;
        differs = skeleton && is_crossing(find(reviser, skeleton));
    }
    return differs ? make_again(reviser, docid, err) : status;
}

static int compare(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void make_distinct(struct ls_revision *revision)
{
    size_t kept = 0;
    if (revision->count > 0) {
        qsort(revision->docids, revision->count, sizeof *revision->docids, compare);
    }
    for (size_t i = 0; i < revision->count; i++) {
        if (kept == 0 || revision->docids[kept - 1] != revision->docids[i]) {
            revision->docids[kept++] = revision->docids[i];
        }
    }
    revision->count = kept;
}

/* The other sentences of a card that is made again stay what they are, and its stream says which
 * are template. */
static enum ls_status note_templates(struct reviser *reviser, uint32_t docid, struct ls_error *err)
{
    const struct ls_reading *reading;
    struct ls_span stream;
    struct ls_stream_lines templates = {0};
    enum ls_status status = read_stored(reviser, docid, &reading, err);
    if (status == LS_OK) {
        status = ls_index_stream(reviser->index, docid, &stream, err);
    }
    if (status == LS_OK) {
        ls_stream_lines_fill(&templates, ls_stream_template(stream));
    }
    for (size_t i = 0; status == LS_OK && i < reading->count; i++) {
        const struct ls_sentence *sentence = &reading->sentences[i];
        const struct entry *entry = sentence->skeleton ? find(reviser, sentence->skeleton) : NULL;
        if (entry && !entry->skeleton &&
            ls_stream_lines_hold(&templates, reading->terms,
                                 reading->tokens + sentence->tokens.first,
                                 sentence->tokens.past - sentence->tokens.first)) {
            ls_templates_add(&reviser->revision->templates, sentence->skeleton);
        }
    }
    bool failed = templates.failed;
    ls_stream_lines_free(&templates);
    return status == LS_OK && failed ? ls_fail_memory(err) : status;
}

static enum ls_status judge(struct reviser *reviser, struct ls_error *err)
{
    struct ls_revision *revision = reviser->revision;
    enum ls_status status = judge_entries(reviser, err);
    for (size_t i = 0; status == LS_OK && i < reviser->unreadable_count; i++) {
        status = judge_unreadable(reviser, reviser->unreadable[i], err);
    }
    make_distinct(revision);
    for (size_t i = 0; status == LS_OK && i < revision->count; i++) {
        status = note_templates(reviser, revision->docids[i], err);
    }
    ls_templates_settle(&revision->templates, 1);
    return status == LS_OK && revision->templates.failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_revise(struct ls_index *index, const struct ls_scan *scan,
                         const struct ls_plan *plan, struct ls_revision *revision,
                         struct ls_error *err)
{
    struct reviser reviser = {.index = index, .revision = revision};
    *revision = (struct ls_revision){0};
    enum ls_status status = ls_worker_init(&reviser.worker, NULL, NULL, err);
    if (status == LS_OK) {
        status = ls_analyzer_new(&reviser.analyzer, err);
    }
    if (status == LS_OK) {
        status = ls_alike_new(index, reviser.analyzer, &reviser.alike, err);
    }
    if (status == LS_OK) {
        status = note_changes(&reviser, &scan->items, plan, err);
    }
    if (status == LS_OK) {
        status = judge(&reviser, err);
    }
    ls_alike_free(reviser.alike);
    ls_analyzer_free(reviser.analyzer);
    ls_worker_free(&reviser.worker);
    ls_arena_free(&reviser.arena);
    ls_arena_free(&reviser.lists);
    free(reviser.entries);
    return status;
}
