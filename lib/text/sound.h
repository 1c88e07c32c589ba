/* How Han characters sound: input methods go by sound, so that a slip of the
 * hand is most often another character of the same one. The table is made at
 * build time by sound_gen.c from Unicode's Mandarin readings, without tones. */
#ifndef LS_TEXT_SOUND_H
#define LS_TEXT_SOUND_H

#include <stdbool.h>
#include <stdint.h>

enum { LS_SOUND_FIRST = 0x4e00, LS_SOUND_PAST = 0xa000, LS_SOUND_READINGS = 2 };

/* Numbers of syllables; 0: no (further) reading. */
extern const uint16_t ls_sound_table[LS_SOUND_PAST - LS_SOUND_FIRST][LS_SOUND_READINGS];

/* May two characters be read alike? False when either has no reading known. */
bool ls_sound_same(uint32_t a, uint32_t b);

#endif
