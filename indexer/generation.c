#include "indexer/generation.h"

#include "indexer/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STUB "XAPIANDB"
#define PREFIX "gen-"
#define LOCK "lock"

struct ls_generations {
    struct ls_arena arena;
    const char *folder;
    int lock;             /* file descriptor, or -1 */
    unsigned long number; /* of the current one; 0: none */
    const char *current;
    const char *next; /* NULL while there is none */
};

static const char *path_of(struct ls_generations *generations, const char *name)
{
    return ls_arena_printf(&generations->arena, "%s/%s", generations->folder, name).ptr;
}

static const char *path_of_number(struct ls_generations *generations, unsigned long number)
{
    return ls_arena_printf(&generations->arena, "%s/" PREFIX "%lu", generations->folder, number)
        .ptr;
}

/* The number behind the prefix; 0 when the name is not a generation's. */
static unsigned long number_of(const char *name)
{
    size_t prefix = strlen(PREFIX);
    if (strncmp(name, PREFIX, prefix) != 0 || name[prefix] < '1' || name[prefix] > '9') {
        return 0;
    }
    char *end;
    unsigned long number = strtoul(name + prefix, &end, 10);
    return *end == '\0' ? number : 0;
}

static enum ls_status fail_busy(int lock, const char *folder, struct ls_error *err)
{
    char holder[256] = "";
    ssize_t len = pread(lock, holder, sizeof holder - 1, 0);
    holder[len > 0 ? len : 0] = '\0';
    holder[strcspn(holder, "\n")] = '\0';
    return ls_fail(err, LS_BUSY,
                   "%s is being written by %s: try again later, or use --wait SECONDS", folder,
                   *holder ? holder : "another run");
}

/* For people: the lock is the kernel's, and goes with the process. */
static void sign_lock(int lock)
{
    char text[128];
    char when[40] = "";
    time_t now = time(NULL);
    struct tm parts;
    if (gmtime_r(&now, &parts)) {
        strftime(when, sizeof when, " since %Y-%m-%d %H:%M:%S UTC", &parts);
    }
    int len = snprintf(text, sizeof text, "process %ld%s\n", (long)getpid(), when);
    if (ftruncate(lock, 0) != 0 || pwrite(lock, text, (size_t)len, 0) != len) {
        return; /* nobody will learn who holds it, but it is held */
    }
}

static enum ls_status take_lock(struct ls_generations *generations, unsigned wait_seconds,
                                struct ls_error *err)
{
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
    const char *path = path_of(generations, LOCK);
    generations->lock = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (generations->lock < 0) {
        return ls_fail(err, LS_IO, "%s/" LOCK ": %s", generations->folder, strerror(errno));
    }
    for (unsigned long tries = 0; flock(generations->lock, LOCK_EX | LOCK_NB) != 0; tries++) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return ls_fail(err, LS_IO, "%s: cannot be locked: %s", path, strerror(errno));
        }
        if (tries >= wait_seconds * 20ul) {
            return fail_busy(generations->lock, generations->folder, err);
        }
        nanosleep(&pause, NULL);
    }
    sign_lock(generations->lock);
    return LS_OK;
}

static enum ls_status read_stub(struct ls_generations *generations, struct ls_error *err)
{
    const char *path = path_of(generations, STUB);
    FILE *file = path ? fopen(path, "re") : NULL;
    if (!file) {
        return errno == ENOENT ? LS_OK : ls_fail(err, LS_IO, "%s: %s", path, strerror(errno));
    }
    char line[128] = "";
    const char *name = fgets(line, sizeof line, file) ? line : "";
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    generations->number = strncmp(name, "auto ", 5) == 0 ? number_of(name + 5) : 0;
    if (generations->number == 0) {
        return ls_fail(err, LS_OTHER_SCHEMA,
                       "%s was not written by litsearch-index: choose another --db", path);
    }
    generations->current = path_of_number(generations, generations->number);
    return LS_OK;
}

/* Removes generations that are not current: a killed run's, or one that outlived its switch. */
static void clear_rest(struct ls_generations *generations)
{
    DIR *folder = opendir(generations->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        unsigned long number = number_of(entry->d_name);
        if (number != 0 && number != generations->number) {
            ls_folder_remove(path_of(generations, entry->d_name));
        }
    }
    if (folder) {
        closedir(folder);
    }
}

enum ls_status ls_generations_open(const char *path, unsigned wait_seconds,
                                   struct ls_generations **out, struct ls_error *err)
{
    static const char *const ours[] = {STUB, STUB ".new", LOCK, NULL};
    *out = NULL;
    struct ls_generations *generations = calloc(1, sizeof *generations);
    if (!generations) {
        return ls_fail_memory(err);
    }
    generations->lock = -1;
    generations->folder = ls_arena_copy(&generations->arena, ls_span_str(path)).ptr;
    enum ls_status status = generations->folder ? ls_folder_make(path, err) : ls_fail_memory(err);
    if (status == LS_OK && !ls_folder_is_empty_but_for(path, ours, PREFIX)) {
        status = ls_fail(err, LS_USAGE,
                         "%s holds files that are not an index's: choose an empty or new folder "
                         "for --db",
                         path);
    }
    if (status == LS_OK) {
        status = take_lock(generations, wait_seconds, err);
    }
    if (status == LS_OK) {
        status = read_stub(generations, err);
    }
    if (status == LS_OK) {
        clear_rest(generations);
        *out = generations;
    } else {
        ls_generations_free(generations);
    }
    return status;
}

void ls_generations_free(struct ls_generations *generations)
{
    if (!generations) {
        return;
    }
    if (generations->lock >= 0) {
        close(generations->lock);
    }
    ls_arena_free(&generations->arena);
    free(generations);
}

const char *ls_generations_current(const struct ls_generations *generations)
{
    return generations->current;
}

enum ls_status ls_generations_next(struct ls_generations *generations, bool copy, const char **path,
                                   struct ls_error *err)
{
    *path = NULL;
    generations->next = path_of_number(generations, generations->number + 1);
    enum ls_status status =
        generations->next ? ls_folder_make(generations->next, err) : ls_fail_memory(err);
    if (status == LS_OK && copy && generations->current) {
        status = ls_folder_copy(generations->current, generations->next, err);
    }
    if (status == LS_OK) {
        *path = generations->next;
    } else {
        ls_generations_abandon(generations);
    }
    return status;
}

enum ls_status ls_generations_switch(struct ls_generations *generations, struct ls_error *err)
{
    char text[64];
    snprintf(text, sizeof text, "auto " PREFIX "%lu\n", generations->number + 1);
    enum ls_status status = ls_folder_sync(generations->next, err);
    if (status == LS_OK) {
        status = ls_file_replace(generations->folder, STUB, text, err);
    }
    if (status != LS_OK) {
        return status;
    }
    /* A reader that has opened the old one keeps its files; one that has only read its name
     * finds the new name when it tries again (store/index.c). */
    if (generations->current) {
        ls_folder_remove(generations->current);
    }
    generations->number++;
    generations->current = generations->next;
    generations->next = NULL;
    return LS_OK;
}

void ls_generations_abandon(struct ls_generations *generations)
{
    if (generations->next) {
        ls_folder_remove(generations->next);
        generations->next = NULL;
    }
}
