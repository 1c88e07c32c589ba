#include "lexicon/dictionary.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef LS_DATADIR
#define LS_DATADIR "/usr/local/share"
#endif

#define FILE_NAME "cedict.lexicon"

void ls_dictionary_close(struct ls_dictionary *dictionary)
{
    if (dictionary->map) {
        munmap(dictionary->map, dictionary->map_len);
    }
    *dictionary = (struct ls_dictionary){0};
}

/* A file is replaced, never written to again. */
static uint64_t identity_of(const struct stat *info)
{
    const uint64_t facts[] = {info->st_dev, info->st_ino, (uint64_t)info->st_size,
                              (uint64_t)info->st_mtim.tv_sec, (uint64_t)info->st_mtim.tv_nsec};
    return ls_hash64(LS_HASH64_START, ls_span((const char *)facts, sizeof facts));
}

static enum ls_status map_file(int file, struct ls_dictionary *dictionary, struct ls_error *err)
{
    struct stat info;
    if (fstat(file, &info) != 0) {
        return ls_fail(err, LS_IO, "%s", strerror(errno));
    }
    if (!S_ISREG(info.st_mode) || info.st_size == 0) {
        return ls_fail(err, LS_CORRUPT, "this is %s", info.st_size == 0 ? "empty" : "no file");
    }
    void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (map == MAP_FAILED) {
        return ls_fail(err, LS_IO, "%s", strerror(errno));
    }
    dictionary->identity = identity_of(&info);
    dictionary->map = map;
    dictionary->map_len = (size_t)info.st_size;
    return LS_OK;
}

static enum ls_status open_file(int file, const char *path, struct ls_dictionary *dictionary,
                                struct ls_error *err)
{
    struct ls_error cause;
    enum ls_status status = map_file(file, dictionary, &cause);
    if (status == LS_OK) {
        status = ls_lexicon_open(ls_span(dictionary->map, dictionary->map_len),
                                 &dictionary->lexicon, &cause);
    }
    if (status != LS_OK) {
        ls_dictionary_close(dictionary);
        ls_fail(err, status, "the dictionary %s: %s%s", path, cause.message,
                status == LS_IO ? ""
                                : ": run make dict again, or set LITSEARCH_DICT to nothing to do "
                                  "without it");
    }
    return status;
}

/* A file that is not there is no error, unless somebody asked for that very one. */
static enum ls_status open_path(const char *path, bool is_asked_for,
                                struct ls_dictionary *dictionary, struct ls_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        bool is_absent = errno == ENOENT || errno == ENOTDIR;
        return is_absent && !is_asked_for
                   ? LS_OK
                   : ls_fail(err, LS_IO, "the dictionary %s: %s", path, strerror(errno));
    }
    enum ls_status status = open_file(file, path, dictionary, err);
    close(file);
    return status;
}

/* The folder of the program that runs; empty when it is not known. */
static void find_program_folder(char folder[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    folder[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash) {
        *slash = '\0';
    }
}

static enum ls_status open_beside(const char *where, struct ls_dictionary *dictionary,
                                  struct ls_error *err)
{
    char folder[PATH_MAX];
    char path[PATH_MAX + sizeof "/../share/litsearch/" FILE_NAME];
    find_program_folder(folder);
    snprintf(path, sizeof path, "%s/%s/" FILE_NAME, folder, where);
    return folder[0] ? open_path(path, false, dictionary, err) : LS_OK;
}

bool ls_dictionary_is_asked(void)
{
    const char *asked = getenv("LITSEARCH_DICT");
    return asked && *asked;
}

enum ls_status ls_dictionary_open(struct ls_dictionary *dictionary, struct ls_error *err)
{
    const char *asked = getenv("LITSEARCH_DICT");
    *dictionary = (struct ls_dictionary){0};
    if (asked) {
        return *asked ? open_path(asked, true, dictionary, err) : LS_OK;
    }
    enum ls_status status = open_beside("dict", dictionary, err);
    if (status == LS_OK && !dictionary->map) {
        status = open_beside("../share/litsearch", dictionary, err);
    }
    if (status == LS_OK && !dictionary->map) {
        status = open_path(LS_DATADIR "/litsearch/" FILE_NAME, false, dictionary, err);
    }
    return status;
}
