#include "text/sound.h"

#include <stdbool.h>
#include <stddef.h>

static bool is_known(uint32_t codepoint)
{
    return codepoint >= LS_SOUND_FIRST && codepoint < LS_SOUND_PAST;
}

static uint32_t next_in_group(unsigned number, uint32_t after)
{
    size_t first = ls_sound_firsts[number];
    size_t past = ls_sound_firsts[number + 1];
    size_t end = past;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (ls_sound_chars[middle] <= after) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first < past ? ls_sound_chars[first] : 0;
}

uint32_t ls_sound_next(uint32_t c, uint32_t after)
{
    uint32_t next = 0;
    for (int i = 0; is_known(c) && i < LS_SOUND_READINGS; i++) {
        unsigned number = ls_sound_table[c - LS_SOUND_FIRST][i];
        uint32_t one = number ? next_in_group(number, after) : 0;
        next = one && (!next || one < next) ? one : next;
    }
    return next;
}
