#include "indexer/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static enum ls_status fail_path(struct ls_error *err, const char *path)
{
    return ls_fail(err, LS_IO, "%s: %s", path, strerror(errno));
}

/* folder/name; an empty string when that is too long, which no call will find. */
static const char *join(char out[PATH_BYTES], const char *folder, const char *name)
{
    int len = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    if (len < 0 || len >= PATH_BYTES) {
        out[0] = '\0';
    }
    return out;
}

enum ls_status ls_folder_make(const char *path, struct ls_error *err)
{
    char part[PATH_BYTES];
    size_t len = strlen(path);
    if (len >= sizeof part) {
        return ls_fail(err, LS_IO, "%.80s…: the path is too long", path);
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            return fail_path(err, part);
        }
    }
    struct stat info;
    if (stat(path, &info) != 0) {
        return fail_path(err, path);
    }
    return S_ISDIR(info.st_mode) ? LS_OK : ls_fail(err, LS_IO, "%s: is not a folder", path);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool is_among(const char *name, const char *const names[])
{
    for (; *names; names++) {
        if (strcmp(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

bool ls_folder_is_empty_but_for(const char *path, const char *const names[], const char *prefix)
{
    DIR *folder = opendir(path);
    bool empty = folder != NULL;
    for (struct dirent *entry; empty && (entry = readdir(folder));) {
        empty = is_dots(entry->d_name) || is_among(entry->d_name, names) ||
                strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    }
    if (folder) {
        closedir(folder);
    }
    return empty;
}

void ls_folder_remove(const char *path)
{
    char child[PATH_BYTES];
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (is_dots(entry->d_name)) {
            continue;
        }
        join(child, path, entry->d_name);
        if (unlink(child) != 0 && (errno == EISDIR || errno == EPERM)) {
            ls_folder_remove(child);
        }
    }
    if (folder) {
        closedir(folder);
    }
    rmdir(path);
}

static enum ls_status copy_bytes(int from, int to, const char *path, struct ls_error *err)
{
    char block[1 << 16];
    for (;;) {
        ssize_t got = read(from, block, sizeof block);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 ? LS_OK : fail_path(err, path);
        }
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(to, block + done, (size_t)(got - done));
            if (put < 0 && errno != EINTR) {
                return fail_path(err, path);
            }
            done += put > 0 ? put : 0;
        }
    }
}

static enum ls_status copy_file(const char *from, const char *to, struct ls_error *err)
{
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0) {
        return fail_path(err, from);
    }
    int target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    enum ls_status status = target < 0 ? fail_path(err, to) : copy_bytes(source, target, to, err);
    close(source);
    if (target >= 0 && close(target) != 0 && status == LS_OK) {
        status = fail_path(err, to);
    }
    return status;
}

enum ls_status ls_folder_copy(const char *from, const char *to, struct ls_error *err)
{
    char source[PATH_BYTES];
    char target[PATH_BYTES];
    DIR *folder = opendir(from);
    enum ls_status status = folder ? LS_OK : fail_path(err, from);
    for (struct dirent *entry; status == LS_OK && (entry = readdir(folder));) {
        struct stat info;
        join(source, from, entry->d_name);
        if (is_dots(entry->d_name) || stat(source, &info) != 0 || !S_ISREG(info.st_mode)) {
            continue;
        }
        status = copy_file(source, join(target, to, entry->d_name), err);
    }
    if (folder) {
        closedir(folder);
    }
    return status;
}

static enum ls_status sync_path(const char *path, struct ls_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return fail_path(err, path);
    }
    /* Some file systems cannot sync a folder: then its entries are as safe as they get. */
    enum ls_status status =
        fsync(file) != 0 && errno != EINVAL && errno != EROFS ? fail_path(err, path) : LS_OK;
    close(file);
    return status;
}

enum ls_status ls_folder_sync(const char *path, struct ls_error *err)
{
    char child[PATH_BYTES];
    DIR *folder = opendir(path);
    enum ls_status status = folder ? LS_OK : fail_path(err, path);
    for (struct dirent *entry; status == LS_OK && (entry = readdir(folder));) {
        if (!is_dots(entry->d_name)) {
            status = sync_path(join(child, path, entry->d_name), err);
        }
    }
    if (folder) {
        closedir(folder);
    }
    return status == LS_OK ? sync_path(path, err) : status;
}

static enum ls_status write_file(const char *path, const char *text, struct ls_error *err)
{
    FILE *file = fopen(path, "we");
    if (!file) {
        return fail_path(err, path);
    }
    bool good = fputs(text, file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0;
    enum ls_status status = good ? LS_OK : fail_path(err, path);
    if (fclose(file) != 0 && status == LS_OK) {
        status = fail_path(err, path);
    }
    return status;
}

enum ls_status ls_file_replace(const char *folder, const char *name, const char *text,
                               struct ls_error *err)
{
    char path[PATH_BYTES];
    char fresh[PATH_BYTES];
    char fresh_name[64];
    snprintf(fresh_name, sizeof fresh_name, "%s.new", name);
    enum ls_status status = write_file(join(fresh, folder, fresh_name), text, err);
    if (status == LS_OK && rename(fresh, join(path, folder, name)) != 0) {
        status = fail_path(err, path);
    }
    return status == LS_OK ? sync_path(folder, err) : status;
}

static enum ls_status read_all(int file, const char *path, size_t size, char *room, size_t *len,
                               struct ls_error *err)
{
    *len = 0;
    while (*len < size) {
        ssize_t got = read(file, room + *len, size - *len);
        if (got < 0 && errno != EINTR) {
            return ls_fail(err, LS_IO, "%s: %s", path, strerror(errno));
        }
        if (got == 0) {
            break;
        }
        *len += got > 0 ? (size_t)got : 0;
    }
    return LS_OK;
}

enum ls_status ls_file_read(const char *path, size_t limit_bytes, struct ls_arena *arena,
                            struct ls_span *bytes, struct ls_error *err)
{
    *bytes = ls_span(NULL, 0);
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &info) != 0) {
        int reason = errno;
        if (file >= 0) {
            close(file);
        }
        return ls_fail(err, LS_IO, "%s: %s", path, strerror(reason));
    }
    enum ls_status status = LS_OK;
    size_t size = (size_t)info.st_size;
    char *room = NULL;
    if (size > limit_bytes) {
        status =
            ls_fail(err, LS_USAGE, "%zu bytes are more than the limit of %zu", size, limit_bytes);
    } else if (!(room = ls_arena_alloc(arena, size + 1))) {
        status = ls_fail_memory(err);
    } else {
        status = read_all(file, path, size, room, &size, err);
    }
    close(file);
    if (status == LS_OK) {
        *bytes = ls_span(room, size);
    }
    return status;
}
