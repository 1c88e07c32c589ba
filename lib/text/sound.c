#include "text/sound.h"

static bool is_known(uint32_t codepoint)
{
    return codepoint >= LS_SOUND_FIRST && codepoint < LS_SOUND_PAST;
}

bool ls_sound_same(uint32_t a, uint32_t b)
{
    if (!is_known(a) || !is_known(b)) {
        return false;
    }
    const uint16_t *left = ls_sound_table[a - LS_SOUND_FIRST];
    const uint16_t *right = ls_sound_table[b - LS_SOUND_FIRST];
    for (int i = 0; i < LS_SOUND_READINGS; i++) {
        if (left[i] != 0 && (left[i] == right[0] || left[i] == right[1])) {
            return true;
        }
    }
    return false;
}
